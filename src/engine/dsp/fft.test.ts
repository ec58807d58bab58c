import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RealFft } from './fft.ts';

function slowSpectrum(signal: Float64Array): Float64Array {
  const { length } = signal;
  const spectrum = new Float64Array(length + 2);
  for (let bin = 0; bin <= length / 2; bin++) {
    signal.forEach((value, i) => {
      spectrum[2 * bin] += value * Math.cos((2 * Math.PI * bin * i) / length);
      spectrum[2 * bin + 1] -= value * Math.sin((2 * Math.PI * bin * i) / length);
    });
  }
  return spectrum;
}

describe('RealFft', () => {
  it('gives the spectrum of a cosine and takes it back', () => {
    const fft = new RealFft(16);
    const signal = Float64Array.from({ length: 16 }, (_, i) => Math.cos((2 * Math.PI * 3 * i) / 16));
    const spectrum = new Float64Array(2 * fft.binCount);
    fft.forward(signal, spectrum);
    expect(spectrum[6]).toBeCloseTo(8, 10);
    const back = new Float64Array(16);
    fft.inverse(spectrum, back);
    back.forEach((value, i) => expect(value).toBeCloseTo(signal[i], 12));
  });

  it.each([4, 8, 16, 64, 128])('agrees with the definition at size %i, and its inverse with the signal', (size) => {
    const fft = new RealFft(size);
    fc.assert(
      fc.property(fc.float64Array({ minLength: size, maxLength: size, min: -1, max: 1, noNaN: true }), (signal) => {
        const spectrum = new Float64Array(size + 2);
        fft.forward(signal, spectrum);
        slowSpectrum(signal).forEach((value, i) => expect(Math.abs(spectrum[i] - value)).toBeLessThan(1e-11));
        const back = new Float64Array(size);
        fft.inverse(spectrum, back);
        signal.forEach((value, i) => expect(Math.abs(back[i] - value)).toBeLessThan(1e-13));
      }),
      { numRuns: 20 },
    );
  });
});
