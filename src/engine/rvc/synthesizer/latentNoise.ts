import { fillGaussian, noiseKey } from '../../vocoder/noise.ts';

/** Keeps this noise apart from other draws of the same seed. */
const salt = 0x6a_09_e6;

/**
 * Standard normal noise for the encoder, (1, channels, frames) from `startFrame` on: a pure function of seed, frame and
 * channel, so segments that overlap draw the same.
 */
export function latentNoise(
  seed: number,
  startFrame: number,
  frameCount: number,
  channels: number,
): Float32Array<ArrayBuffer> {
  const noise = new Float32Array(channels * frameCount);
  const column = new Float64Array(channels);
  for (let frame = 0; frame < frameCount; frame++) {
    fillGaussian(noiseKey(seed ^ salt, startFrame + frame), channels, column);
    for (let channel = 0; channel < channels; channel++) noise[channel * frameCount + frame] = column[channel];
  }
  return noise;
}
