import type { Plan } from '../../contract/melody/plan.ts';
import { framesPerSec } from '../analysis/frames.ts';
import { gaussianSmooth, quantile } from '../dsp/statistics.ts';
import type { Analysis, FrameSpan } from '../analysis/types.ts';
import { quietestFrame } from '../perform/melody/spans.ts';

/** A list of anchors is continued in a new one beyond this; contract/melody/plan.ts sets the limit. */
const mostAnchors = 190_000;

type Heard = Pick<Analysis, 'levelDb' | 'f0Hz'>;
type Anchor = Plan['passes'][number][number];
/** Frame of the guide, frame of the recording. */
type Point = readonly [number, number];

/** The way found is smoothed by 15 ms, then drawn with as few straight lines as stay within 10 ms of it. */
const smoothingFrames = 3;
const toleranceFrames = 2;
/** A guide that is silent for 100 ms rests; then the recording stands still. */
const restFrames = 20;
const restBelowLoudDb = 40;
/** Elsewhere the recording moves on by at least this many frames a frame: what stands still is a rest. */
const leastSpeed = 0.005;

/**
 * The time map of a take that follows a guide: the way found by alignment in straight lines, through the starts of all
 * vowels. Where the guide rests the recording waits, and only there.
 *
 * @param place [frames of the guide] place in the recording, frames, never falling
 * @param vowelStarts frames of the recording
 * @returns anchors of the whole guide, [take s, recording s], in lists of a length that plans allow
 */
export function followGuideTime(
  place: Float64Array,
  vowelStarts: readonly number[],
  { guide, recording }: { readonly guide: Heard; readonly recording: Heard },
): Anchor[][] {
  const smooth = gaussianSmooth(Float32Array.from(place), smoothingFrames);
  const last = place.length - 1;
  const corners: Point[] = [[0, smooth[0]]];
  for (const vowelStart of vowelStarts) {
    const at = guideFrameOf(place, vowelStart);
    const [guideBefore, recordingBefore] = corners[corners.length - 1];
    if (at > guideBefore && at < last && vowelStart > recordingBefore) corners.push([at, vowelStart]);
  }
  corners.push([last, Math.max(smooth[last], corners[corners.length - 1][1])]);
  const points = corners.flatMap((corner, index) =>
    index === 0 ? [corner] : [...linesBetween(smooth, corners[index - 1], corner), corner],
  );
  const moving = withRests(neverStill(points), guideRests(guide), recording.levelDb);
  return anchorsOf(moving, recording.levelDb.length);
}

/** Where a place in the recording is reached, frames of the guide: the middle, where the guide dwells on it. */
export function guideFrameOf(place: Float64Array, recordingFrame: number): number {
  const reached = firstAtLeast(place, recordingFrame);
  const left = firstAtLeast(place, recordingFrame + 1e-6);
  return Math.min(place.length - 1, (reached + Math.max(reached, left - 1)) / 2);
}

/** By halving; `place` never falls. */
function firstAtLeast(place: Float64Array, value: number): number {
  let low = 0;
  let high = place.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (place[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Points strictly between two corners so that no frame lies farther from the lines than the tolerance (Douglas and Peucker). */
function linesBetween(smooth: Float32Array, from: Point, to: Point): Point[] {
  const points: Point[] = [];
  const pending: (readonly [Point, Point])[] = [[from, to]];
  for (let span = pending.pop(); span; span = pending.pop()) {
    const [start, end] = span;
    const middle = farthest(smooth, start, end);
    if (middle) pending.push([middle, end], [start, middle]);
    else if (end !== to) points.push(end);
  }
  return points;
}

function farthest(smooth: Float32Array, [startGuide, startPlace]: Point, [endGuide, endPlace]: Point): Point | null {
  const slope = (endPlace - startPlace) / (endGuide - startGuide);
  let most = toleranceFrames;
  let found: Point | null = null;
  for (let frame = Math.ceil(startGuide + 0.5); frame <= endGuide - 0.5; frame++) {
    const place = Math.min(endPlace, Math.max(startPlace, smooth[frame]));
    const distance = Math.abs(place - startPlace - slope * (frame - startGuide));
    if (distance <= most) continue;
    most = distance;
    found = [frame, place];
  }
  return found;
}

/** Frames [start, end) in which a guide sings nothing. */
function guideRests({ levelDb, f0Hz }: Heard): FrameSpan[] {
  const limitDb = quantile(levelDb, 0.95) - restBelowLoudDb;
  const rests: { start: number; end: number }[] = [];
  for (let frame = 0; frame < levelDb.length; frame++) {
    if (f0Hz[frame] > 0 || levelDb[frame] > limitDb) continue;
    const current = rests.at(-1);
    if (current?.end === frame) current.end++;
    else rests.push({ start: frame, end: frame + 1 });
  }
  return rests.filter(({ start, end }) => end - start >= restFrames);
}

/** Moves places up so that none stands still. */
function neverStill(points: readonly Point[]): Point[] {
  let place = 0;
  return points.map(([frame, wanted], index) => {
    const elapsed = index === 0 ? 0 : frame - points[index - 1][0];
    place = Math.max(wanted, place + leastSpeed * elapsed);
    return [frame, place];
  });
}

/**
 * In each rest that is longer than what the recording passes there, it is passed at the speed it was spoken, and the
 * recording waits where it is quietest for the time that is left.
 */
function withRests(points: readonly Point[], rests: readonly FrameSpan[], levelDb: Float32Array): Point[] {
  const placeAt = interpolator(points);
  const resting: Point[] = rests.flatMap(({ start, end }): Point[] => {
    const [from, to] = [placeAt(start), placeAt(end)];
    if (to - from >= end - start) return [];
    const quiet = Math.min(to, Math.max(from, quietestFrame(levelDb, Math.round(from), Math.round(to))));
    return [
      [start, from],
      [start + quiet - from, quiet],
      [end - (to - quiet), quiet],
      [end, to],
    ];
  });
  const isResting = (frame: number): boolean =>
    rests.some(({ start, end }) => frame >= start && frame <= end && placeAt(end) - placeAt(start) < end - start);
  const moving = points.filter(([frame]) => !isResting(frame));
  return [...moving, ...resting].sort(([a], [b]) => a - b);
}

/** Points joined by straight lines; asked for frames that mostly rise. */
function interpolator(points: readonly Point[]): (frame: number) => number {
  let index = 1;
  return (frame) => {
    while (index > 1 && points[index - 1][0] > frame) index--;
    while (index < points.length - 1 && points[index][0] < frame) index++;
    const [fromFrame, fromPlace] = points[index - 1];
    const [toFrame, toPlace] = points[index];
    const part = Math.min(1, Math.max(0, (frame - fromFrame) / (toFrame - fromFrame)));
    return fromPlace + part * (toPlace - fromPlace);
  };
}

/** In seconds, in order, inside the recording; what would not move on in the take is left out. */
function anchorsOf(points: readonly Point[], recordingFrames: number): Anchor[][] {
  const micro = (frame: number): number => Math.round((frame / framesPerSec) * 1e6) / 1e6;
  const lists: Anchor[][] = [[]];
  for (const [frame, place] of points) {
    const [takeSec, recordingSec] = [micro(frame), micro(Math.min(recordingFrames - 1, place))];
    const list = lists[lists.length - 1];
    const before = list.at(-1);
    if (before && takeSec <= before[0]) continue;
    const anchor: Anchor = [takeSec, Math.max(recordingSec, before?.[1] ?? 0)];
    if (before && list.length >= mostAnchors) lists.push([before, anchor]);
    else list.push(anchor);
  }
  return lists;
}
