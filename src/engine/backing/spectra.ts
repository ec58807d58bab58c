import type { AudioSource } from '../converters/types.ts';
import { realFft } from '../dsp/fft.ts';
import { hannWindow } from '../dsp/windows.ts';

/** Power spectra of a recording wherever they are asked for; one plan, one buffer, no allocation after construction. */
export type SpectrumReader = {
  readonly binHz: number;
  readonly binCount: number;
  /** Samples to each side of the centre that are looked at. */
  readonly reach: number;
  /** Power [binCount] around a sample of a block; the returned array is used again. */
  at(block: Float32Array, centre: number): Float64Array;
};

/** @param windowSec about so long: the nearest power of two samples */
export function openSpectra(sampleRate: number, windowSec: number): SpectrumReader {
  const size = 2 ** Math.round(Math.log2(windowSec * sampleRate));
  const fft = realFft(size);
  const window = hannWindow(size);
  const gain = window.reduce((sum, value) => sum + value, 0) / 2;
  const frame = new Float64Array(size);
  const spectrum = new Float64Array(2 * fft.binCount);
  const power = new Float64Array(fft.binCount);
  return {
    binHz: sampleRate / size,
    binCount: fft.binCount,
    reach: size / 2,
    at(block, centre) {
      const start = centre - size / 2;
      for (let i = 0; i < size; i++) {
        const at = start + i;
        frame[i] = at >= 0 && at < block.length ? (block[at] * window[i]) / gain : 0;
      }
      fft.forward(frame, spectrum);
      for (let bin = 0; bin < power.length; bin++) power[bin] = spectrum[2 * bin] ** 2 + spectrum[2 * bin + 1] ** 2;
      return power;
    },
  };
}

/** Calls back for stretches of about 10 s with room to both sides, so that memory does not grow with the recording. */
export function readInBlocks(
  source: AudioSource,
  reach: number,
  onBlock: (block: Float32Array, from: number, to: number, firstSample: number) => void,
): void {
  const blockSamples = 10 * source.sampleRate;
  for (let from = 0; from < source.sampleCount; from += blockSamples) {
    const to = Math.min(source.sampleCount, from + blockSamples);
    onBlock(source.read(from - reach, to - from + 2 * reach), from, to, from - reach);
  }
}
