import { realFft } from '../../dsp/fft.ts';
import type { PiecewiseSignal } from '../../models/piecewiseSignal.ts';

/*
 * The input of RMVPE (Wei et al. 2023) as its authors compute it with librosa: 16 kHz, 1024-point magnitude spectra every
 * 160 samples, centred, 128 triangles on the HTK mel scale from 30 to 8000 Hz with Slaney's area normalisation, logarithm.
 */
export const rmvpeRate = 16_000;
const rmvpeHop = 160;
export const melBandCount = 128;

const fftSize = 1024;
const binHz = rmvpeRate / fftSize;
const rangeHz = { min: 30, max: 8000 } as const;
const floor = 1e-5;

/** Frames of a signal: one per 10 ms and one more, so that the last is centred on or just before its end. */
export function rmvpeFrameCount(sampleCount: number): number {
  return Math.floor(sampleCount / rmvpeHop) + 1;
}

/**
 * Log-mel frames [start, end) of a signal at 16 kHz. Frame k is centred on sample 160 · k; beyond both ends the signal is mirrored.
 * @param frameBlock where the rows go, [(end - start) × 128] from its beginning
 */
export async function melFrames(
  signal: PiecewiseSignal,
  start: number,
  end: number,
  frameBlock: Float32Array,
): Promise<void> {
  const firstSample = start * rmvpeHop - fftSize / 2;
  const samples = await readMirrored(signal, firstSample, (end - 1 - start) * rmvpeHop + fftSize);
  const fft = realFft(fftSize);
  const frame = new Float64Array(fftSize);
  const spectrum = new Float64Array(2 * fft.binCount);
  const magnitudes = new Float64Array(fft.binCount);
  for (let row = 0; row < end - start; row++) {
    for (let i = 0; i < fftSize; i++) frame[i] = samples[row * rmvpeHop + i] * hann[i];
    fft.forward(frame, spectrum);
    for (let bin = 0; bin < magnitudes.length; bin++) {
      magnitudes[bin] = Math.sqrt(spectrum[2 * bin] ** 2 + spectrum[2 * bin + 1] ** 2);
    }
    writeBands(magnitudes, frameBlock, row * melBandCount);
  }
}

/** Periodic Hann window. */
const hann = Float64Array.from({ length: fftSize }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / fftSize));

function writeBands(magnitudes: Float64Array, out: Float32Array, offset: number): void {
  for (let band = 0; band < melBandCount; band++) {
    const { firstBin, gains } = melBands[band];
    let sum = 0;
    for (let i = 0; i < gains.length; i++) sum += gains[i] * magnitudes[firstBin + i];
    out[offset + band] = Math.log(Math.max(sum, floor));
  }
}

type MelBand = { readonly firstBin: number; readonly gains: Float64Array };

const melBands: readonly MelBand[] = makeMelBands();

function makeMelBands(): MelBand[] {
  const toMel = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
  const lowest = toMel(rangeHz.min);
  const step = (toMel(rangeHz.max) - lowest) / (melBandCount + 1);
  const edgeHz = (edge: number): number => 700 * (10 ** ((lowest + edge * step) / 2595) - 1);
  return Array.from({ length: melBandCount }, (_, band) => {
    const lowHz = edgeHz(band);
    const centreHz = edgeHz(band + 1);
    const highHz = edgeHz(band + 2);
    const firstBin = Math.ceil(lowHz / binHz);
    const lastBin = Math.min(fftSize / 2, Math.floor(highHz / binHz));
    const gains = Float64Array.from({ length: Math.max(0, lastBin - firstBin + 1) }, (_unused, i) => {
      const hz = (firstBin + i) * binHz;
      const slope = Math.min((hz - lowHz) / (centreHz - lowHz), (highHz - hz) / (highHz - centreHz));
      return (Math.max(0, slope) * 2) / (highHz - lowHz);
    });
    return { firstBin, gains };
  });
}

/** Samples [start, start + count) of a signal that is mirrored at its first and last sample, as often as it takes. */
async function readMirrored(signal: PiecewiseSignal, start: number, count: number): Promise<Float64Array> {
  const out = new Float64Array(count);
  const last = signal.sampleCount - 1;
  if (last < 0) return out;
  const mirrored = (index: number): number => {
    if (last === 0) return 0;
    const phase = ((index % (2 * last)) + 2 * last) % (2 * last);
    return phase <= last ? phase : 2 * last - phase;
  };
  // What lies beyond an end is never more than a window away from it, so one read covers it.
  const from = Math.max(0, Math.min(start, last - fftSize));
  const to = Math.min(last + 1, Math.max(start + count, fftSize + 1));
  const read = await signal.read(from, to - from);
  for (let i = 0; i < count; i++) out[i] = read[mirrored(start + i) - from];
  return out;
}
