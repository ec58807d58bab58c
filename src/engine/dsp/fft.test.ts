import { describe, expect, it } from 'vitest';
import { RealFft } from './fft.ts';

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
});
