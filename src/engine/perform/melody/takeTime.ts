import type { Plan } from '../../../contract/melody/plan.ts';
import { framesPerSec } from '../../analysis/frames.ts';

/** Places are rounded to a millionth of a frame, so that an even map gives whole frames. */
const placesPerFrame = 1e6;

/** Frames of a take of this plan; the last one still lies on it. */
export function planFrameCount({ lengthSec }: Pick<Plan, 'lengthSec'>): number {
  return Math.floor(lengthSec * framesPerSec + 1e-6) + 1;
}

/**
 * Place in the recording of every frame of the take, in frames. Inside a pass it never falls; where a pass ends and the
 * next begins it leaps. Before the first anchor and after the last, time runs as spoken.
 *
 * @param sourceFrameCount of the recording, which no place leaves
 */
export function sourceFramesOf(plan: Pick<Plan, 'passes' | 'lengthSec'>, sourceFrameCount: number): Float64Array {
  const { passes } = plan;
  let pass = 0;
  let anchor = 0;
  return new Float64Array(planFrameCount(plan)).map((_, frame) => {
    const takeSec = frame / framesPerSec + 1e-9;
    while (pass + 1 < passes.length && passes[pass + 1][0][0] <= takeSec) {
      pass++;
      anchor = 0;
    }
    const anchors = passes[pass];
    while (anchor + 1 < anchors.length && anchors[anchor + 1][0] <= takeSec) anchor++;
    const [fromTake, fromSource] = anchors[anchor];
    const [toTake, toSource] = anchors[Math.min(anchor + 1, anchors.length - 1)];
    const isBetween = toTake > fromTake && takeSec >= fromTake;
    const speed = isBetween ? (toSource - fromSource) / (toTake - fromTake) : 1;
    const place = (fromSource + speed * (frame / framesPerSec - fromTake)) * framesPerSec;
    const inside = Math.min(sourceFrameCount - 1, Math.max(0, place));
    return Math.round(inside * placesPerFrame) / placesPerFrame;
  });
}

/** Frames [start, end) of the take that begin inside a span. */
export function framesWithin(startSec: number, endSec: number, frameCount: number): { start: number; end: number } {
  const at = (sec: number): number => Math.min(frameCount, Math.max(0, Math.ceil(sec * framesPerSec - 1e-6)));
  return { start: at(startSec), end: at(endSec) };
}
