/*
 * Reading a time map. `sourceFrame` names a place in the recording for every frame of the take. Where words are sung again
 * it leaps back; what lies between the two frames of a leap was never spoken, so nothing may be read there.
 */

/** Frames of the recording in one of the take above which nobody could follow: a leap. */
const fastest = 8;
/** Arithmetic of a map that stands still may fall by this. */
const rounding = 1e-6;
/** Sound played this much faster or slower keeps its colour (a semitone is 6 %). */
const naturalSpread = 0.05;

/** Whether the map leaps between two places of neighbouring frames. */
export function isLeap(from: number, to: number): boolean {
  return to < from - rounding || to - from > fastest;
}

/** Frames of the recording per frame of the take from a frame on; a leap, and the end, goes on as it came. */
export function speedAt(sourceFrame: Float64Array, frame: number): number {
  const last = sourceFrame.length - 1;
  for (const left of [frame, frame - 1]) {
    if (left < 0 || left >= last) continue;
    if (!isLeap(sourceFrame[left], sourceFrame[left + 1])) return sourceFrame[left + 1] - sourceFrame[left];
  }
  return 1;
}

/** Whether the recording passes a frame of the take, from the one before to the one after, at the speed it was spoken. */
export function isNaturalAt(sourceFrame: Float64Array, frame: number): boolean {
  for (const left of [frame - 1, frame]) {
    if (left < 0 || left >= sourceFrame.length - 1) continue;
    if (Math.abs(sourceFrame[left + 1] - sourceFrame[left] - 1) > naturalSpread) return false;
  }
  return true;
}

/** Whether a performance sings the recording from its beginning to its end in its own time. */
export function keepsTime(
  { sourceFrame }: { readonly sourceFrame: Float64Array },
  { frameCount }: { readonly frameCount: number },
): boolean {
  return sourceFrame.length === frameCount && sourceFrame.every((place, frame) => Math.abs(place - frame) < rounding);
}

/** Place in the recording at any time of the take, both in frames; to either side of a leap time goes on as spoken. */
export function sourcePlaceAt(sourceFrame: Float64Array, position: number): number {
  const last = sourceFrame.length - 1;
  const left = Math.min(last, Math.floor(position));
  const part = position - left;
  const here = sourceFrame[left];
  if (part === 0) return here;
  if (left === last) return here + part;
  const next = sourceFrame[left + 1];
  if (!isLeap(here, next)) return here + part * (next - here);
  return part < 0.5 ? here + part : next - (1 - part);
}

/** Spans of places that can be read in one go: leaps lie between them. */
export function unbrokenSpans(
  places: Float64Array,
  longestStep: number,
): { readonly start: number; readonly end: number }[] {
  const spans: { start: number; end: number }[] = [];
  let start = 0;
  for (let i = 1; i <= places.length; i++) {
    const step = i < places.length ? places[i] - places[i - 1] : Infinity;
    if (step >= -longestStep && step <= longestStep) continue;
    spans.push({ start, end: i });
    start = i;
  }
  return spans;
}
