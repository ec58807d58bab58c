import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dspManifest, goldenSource, goldenVector } from '../../../tests/suites/dspGoldens.ts';
import { floatToHalf, halfToFloat } from '../dsp/float16.ts';
import { createVocoderAnalyser } from './analyser.ts';

const dspCase = dspManifest.cases[2];
const source = goldenSource(dspCase);
const f0Hz = goldenVector(dspCase.f0_harvest_stonemask);
const whole = createVocoderAnalyser(dspCase.fs).analyse(source, f0Hz, 0, f0Hz.length);

describe('vocoder analysis in blocks', () => {
  it('gives the same bits however the frames are divided', () => {
    const { analyse, binCount, bandCount } = createVocoderAnalyser(dspCase.fs);
    fc.assert(
      fc.property(fc.nat(f0Hz.length - 1), fc.integer({ min: 1, max: 60 }), (start, wanted) => {
        const count = Math.min(wanted, f0Hz.length - start);
        const part = analyse(source, f0Hz, start, count);
        expect(part.logEnvelope).toEqual(whole.logEnvelope.subarray(start * binCount, (start + count) * binCount));
        expect(part.bandAperiodicityDb).toEqual(
          whole.bandAperiodicityDb.subarray(start * bandCount, (start + count) * bandCount),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('agrees with the reference in the mean log envelope of every frame', () => {
    const golden = goldenVector(dspCase.env_bandlog);
    const binCount = dspCase.fft_size / 2 + 1;
    golden.forEach((meanLog, frame) => {
      const row = whole.logEnvelope.subarray(frame * binCount, (frame + 1) * binCount);
      const mean = row.reduce((sum, value) => sum + value, 0) / binCount;
      expect(Math.abs(mean - meanLog)).toBeLessThan(0.001);
    });
  });

  it('loses nothing when the envelope is stored in half precision', () => {
    expect(halfToFloat(floatToHalf(whole.logEnvelope))).toEqual(whole.logEnvelope);
  });
});
