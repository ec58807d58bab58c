import { describe, expect, it } from 'vitest';
import { dspManifest, goldenVector } from '../../../tests/suites/dspGoldens.ts';
import { frameHop } from './frames.ts';
import { PulseTrain } from './pulseTrain.ts';
import { PulseSynthesis } from './synthesis.ts';

function signalToNoiseDb(signal: Float64Array, golden: Float64Array, lag: number, margin: number): number {
  let error = 0;
  let power = 0;
  for (let i = margin; i < golden.length - margin; i++) {
    error += (signal[i + lag] - golden[i]) ** 2;
    power += golden[i] ** 2;
  }
  return 10 * Math.log10(power / error);
}

describe.each(dspManifest.cases)('periodic synthesis of $name', (dspCase) => {
  const { periodic_only: periodic, fft_size: fftSize, fs } = dspCase;
  const golden = goldenVector(periodic.file);
  const power = goldenVector(periodic.env);
  const spectra = { logPower: power.map(Math.log), noiseRatio: power.map(() => periodic.ap) };
  const hop = frameHop(fs);
  const pulses = new PulseTrain(new Float64Array(periodic.n_frames).fill(periodic.f0), hop);
  const plan = { fftSize, hop, sampleCount: golden.length, pulses, spectraAt: () => spectra, seed: 1 };
  const signal = new PulseSynthesis(plan).render(0, golden.length);

  it('equals the reference wave, sample on sample', () => {
    // The reference leaves out the pulse at sample 0 and cuts responses at the end.
    expect(signalToNoiseDb(signal, golden, 0, fftSize)).toBeGreaterThan(dspCase.tolerance.periodic_snr_db);
    for (const lag of [-1, 1]) expect(signalToNoiseDb(signal, golden, lag, fftSize)).toBeLessThan(25);
  });

  it('has the envelope as its power at the harmonics', () => {
    const period = fs / periodic.f0;
    const count = Math.round(60 * period);
    for (const harmonic of [1, 2, 3, 5, 10]) {
      let re = 0;
      let im = 0;
      for (let i = 0; i < count; i++) {
        re += signal[fftSize + i] * Math.cos((2 * Math.PI * harmonic * i) / period);
        im += signal[fftSize + i] * Math.sin((2 * Math.PI * harmonic * i) / period);
      }
      const bin = (harmonic * periodic.f0 * fftSize) / fs;
      const low = Math.floor(bin);
      const envelope = power[low] + (bin - low) * (power[low + 1] - power[low]);
      const amplitudeDb = 20 * Math.log10(Math.hypot(re, im) / count);
      const wantedDb = 10 * Math.log10(envelope / period);
      expect(Math.abs(amplitudeDb - wantedDb)).toBeLessThan(1);
    }
  });
});
