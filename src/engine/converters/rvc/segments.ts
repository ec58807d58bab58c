import type { FrameSpan } from '../../analysis/types.ts';

/**
 * The text encoder attends to everything it is given at once, so it gets stretches: short at the start, so that the first
 * sound comes soon, then as long as memory allows. With the context at both ends a run has at most 12 s.
 */
const firstFrames = 400;
const longestFrames = 1000;
/** Run with a stretch at both ends and thrown away: the second of signal that the original mirrors there. */
export const contextFrames = 100;
/** Levels are compared over 50 ms, so that the stop inside a consonant is not taken for a pause. */
const smoothingFrames = 2;

/**
 * Cuts a take into stretches that are encoded one by one, each border at the quietest place of its second half, where a
 * change of context is heard least. A pure function of the levels, so a resumed render cuts as an undisturbed one does.
 *
 * @param levelDb one value per 10 ms frame
 */
export function planSegments(levelDb: ArrayLike<number>): FrameSpan[] {
  const frameCount = levelDb.length;
  const segments: FrameSpan[] = [];
  for (let start = 0; start < frameCount;) {
    const longest = start === 0 ? firstFrames : longestFrames;
    const end = frameCount - start <= longest ? frameCount : quietest(levelDb, start + longest / 2, start + longest);
    segments.push({ start, end });
    start = end;
  }
  return segments;
}

/** The quietest frame of (from, to]. */
function quietest(levelDb: ArrayLike<number>, from: number, to: number): number {
  let best = to;
  let bestDb = Infinity;
  for (let frame = from + 1; frame <= to; frame++) {
    let sum = 0;
    for (let near = frame - smoothingFrames; near <= frame + smoothingFrames; near++) {
      sum += levelDb[Math.min(levelDb.length - 1, Math.max(0, near))];
    }
    if (sum < bestDb) {
      best = frame;
      bestDb = sum;
    }
  }
  return best;
}
