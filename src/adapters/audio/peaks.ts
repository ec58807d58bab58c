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
  const peaks = new Array<number>(2 * points).fill(0);
  if (end <= start) return peaks;
  let blockStart = start;
  let block = new Float32Array(0);
  const borderOf = (point: number): number => start + Math.floor(((end - start) * point) / points);
  for (let point = 0; point < points; point++) {
    const first = borderOf(point);
    let low = Infinity;
    let high = -Infinity;
    for (let place = first; place < Math.max(first + 1, borderOf(point + 1)); place++) {
      if (place >= blockStart + block.length) {
        blockStart = place;
        block = source.read(place, Math.min(blockSize, end - place)).slice();
      }
      const sample = block[place - blockStart];
      if (sample < low) low = sample;
      if (sample > high) high = sample;
    }
    peaks[2 * point] = low;
    peaks[2 * point + 1] = high;
  }
  return peaks;
}
