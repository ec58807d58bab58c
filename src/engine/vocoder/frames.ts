import { frameSec } from '../../contract/recordings.ts';
import type { AudioSource } from '../converters/types.ts';

/** Samples between frame centres; a fraction at rates such as 22 050 Hz. */
export function frameHop(sampleRate: number): number {
  return sampleRate * frameSec;
}

/** The sample nearest to a position in samples; a half goes up even when rounding left it slightly short. */
export function nearestSample(position: number): number {
  return Math.floor(position + 0.501);
}

/** A stretch of a recording whose index 0 is sample `firstSample`. */
export type SignalBlock = { readonly samples: Float64Array; readonly firstSample: number };

/** Samples [start, end) in float64; outside the recording its first or last sample is held, as WORLD does. */
export function readBlock(source: AudioSource, start: number, end: number): SignalBlock {
  const last = source.sampleCount - 1;
  const from = Math.min(Math.max(start, 0), last);
  const to = Math.min(Math.max(end - 1, from), last);
  const read = source.read(from, to - from + 1);
  const samples = new Float64Array(end - start);
  for (let i = 0; i < samples.length; i++) samples[i] = read[Math.min(Math.max(start + i, from), to) - from];
  return { samples, firstSample: start };
}
