import type { Performance } from '../perform/types.ts';

/**
 * The performance's gain, linear between its frames, on samples of a take.
 * @param startSample place of the first one in the take
 * @param hop samples of a 5 ms frame, fractional where the rate asks for it
 */
export function withGain(
  samples: Float32Array | Float64Array,
  startSample: number,
  { gain, frameCount }: Pick<Performance, 'gain' | 'frameCount'>,
  hop: number,
): Float32Array<ArrayBuffer> {
  const louder = new Float32Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    const position = (startSample + i) / hop;
    const frame = Math.min(Math.floor(position), frameCount - 1);
    const next = Math.min(frame + 1, frameCount - 1);
    louder[i] = samples[i] * (gain[frame] + (position - frame) * (gain[next] - gain[frame]));
  }
  return louder;
}
