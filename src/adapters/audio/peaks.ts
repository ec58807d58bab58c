import type { AudioSource } from '../../engine/converters/types.ts';

/** Samples read at once. */
const blockSize = 65_536;

/**
 * Lowest and highest sample of each of `points` equal stretches, interleaved [min0, max0, min1, …]. A stretch without
 * a sample of its own (more points than samples) repeats the nearest one. Reads blockwise, so memory stays flat.
 * @param range samples [start, end) to look at; the whole source when absent
 */
export function peaksOf(source: AudioSource, points: number, range?: { start: number; end: number }): number[] {
  const { start, end } = range ?? { start: 0, end: source.sampleCount };
  const peaks: number[] = [];
  if (end <= start) return new Array<number>(2 * points).fill(0);
  for (let point = 0; point < points; point++) {
    const first = start + Math.floor(((end - start) * point) / points);
    const last = Math.max(first + 1, start + Math.floor(((end - start) * (point + 1)) / points));
    peaks.push(...extremesOf(source, first, last));
  }
  return peaks;
}

function extremesOf(source: AudioSource, first: number, end: number): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let start = first; start < end; start += blockSize) {
    for (const sample of source.read(start, Math.min(blockSize, end - start))) {
      if (sample < low) low = sample;
      if (sample > high) high = sample;
    }
  }
  return [low, high];
}
