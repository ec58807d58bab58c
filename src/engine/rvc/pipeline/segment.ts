import type { FeatureRows } from '../../retrieval/types.ts';

/** A stretch between two cuts, both whole frames of 10 ms; the last ends with the signal, `endSample` null. */
export type Segment = { readonly startSample: number; readonly endSample: number | null };

const frameSamples = 160;

/** Stretches of a signal cut at these points, which are moved down to whole frames. */
export function segmentsBetween(points: readonly number[]): Segment[] {
  const cuts = points.map((point) => Math.floor(point / frameSamples) * frameSamples);
  return [0, ...cuts].map((startSample, i) => ({ startSample, endSample: cuts[i] ?? null }));
}

/**
 * The part of a padded signal that a segment is converted from: itself with the padding's length on both sides, and one
 * frame more.
 */
export function paddedAudio<T extends Float32Array | Float64Array>(
  padded: T,
  { startSample, endSample }: Segment,
  padSamples: number,
): Float32Array<ArrayBuffer> {
  const end = endSample === null ? padded.length : endSample + 2 * padSamples + frameSamples;
  return Float32Array.from(padded.subarray(startSample, end));
}

/** The part of a per-frame curve of the padded signal that belongs to a segment, without the frame more. */
export function paddedFrames(
  curve: Float32Array | Float64Array,
  { startSample, endSample }: Segment,
  padSamples: number,
): Float64Array<ArrayBuffer> {
  const end = endSample === null ? curve.length : (endSample + 2 * padSamples) / frameSamples;
  return Float64Array.from(curve.subarray(startSample / frameSamples, Math.floor(end)));
}

/** Every row twice, from 50 to 100 frames a second, as many as wanted. */
export function doubled({ values, width }: FeatureRows, frameCount: number): FeatureRows {
  const rows = new Float32Array(frameCount * width);
  for (let frame = 0; frame < frameCount; frame++) {
    const start = Math.floor(frame / 2) * width;
    rows.set(values.subarray(start, start + width), frame * width);
  }
  return { values: rows, width };
}
