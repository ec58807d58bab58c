import { describe, expect, it } from 'vitest';
import { dspManifest, goldenRow, goldenSource, goldenVector, sourceOf } from '../../../tests/suites/dspGoldens.ts';
import { createVocoderAnalyser } from './analyser.ts';
import { BandInterpolator, bandCountOf, noiseFrameDb } from './bands.ts';

describe.each(dspManifest.cases)('D4C on $name', (dspCase) => {
  it('agrees with the reference aperiodicity', () => {
    const analyser = createVocoderAnalyser(dspCase.fs);
    const source = goldenSource(dspCase);
    const f0Hz = goldenVector(dspCase.f0_harvest_stonemask);
    const bands = new BandInterpolator(dspCase.fs, dspCase.fft_size);
    const ratios = new Float64Array(dspCase.fft_size / 2 + 1);
    let worst = 0;
    dspCase.frames.forEach((frame, i) => {
      const { bandAperiodicityDb } = analyser.analyse(source, f0Hz, frame, 1);
      bands.interpolate(bandAperiodicityDb, 0, ratios);
      goldenRow(dspCase.ap, i).forEach((ratio, bin) => (worst = Math.max(worst, Math.abs(ratio - ratios[bin]))));
    });
    expect(worst).toBeLessThan(dspCase.tolerance.ap_abs);
  });
});

describe('D4C', () => {
  it.each([
    [16_000, 1],
    [22_050, 2],
    [44_100, 5],
    [48_000, 5],
  ])('has as many bands as %i Hz can hold', (sampleRate, bandCount) => {
    expect(bandCountOf(sampleRate)).toBe(bandCount);
  });

  it('calls unvoiced frames, white noise and digital silence noise throughout, never NaN', () => {
    const analyser = createVocoderAnalyser(16_000);
    const noise = Float32Array.from(
      { length: 16_000 },
      (_, i) => (((i * 7919) % 1009) / 1009 - 0.5) * (i < 8000 ? 1 : 0),
    );
    const frames = analyser.analyse(sourceOf(noise, 16_000), new Float64Array(200).fill(150).fill(0, 20, 40), 0, 200);
    expect(frames.bandAperiodicityDb.every((db) => db === noiseFrameDb)).toBe(true);
    expect(frames.logEnvelope.every(Number.isFinite)).toBe(true);
  });
});
