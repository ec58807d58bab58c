import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dspManifest, goldenSource, goldenVector } from '../../../tests/suites/dspGoldens.ts';
import { floatToHalf, halfToFloat } from '../dsp/float16.ts';
import { createVocoderAnalyser, freshVocoderFrames } from './analyser.ts';

const dspCase = dspManifest.cases[2];
const source = goldenSource(dspCase);
const f0Hz = goldenVector(dspCase.f0_harvest_stonemask);
const whole = createVocoderAnalyser(dspCase.fs).analyse(source, f0Hz, 0, f0Hz.length);

describe('vocoder analysis in blocks', () => {
  it('gives the same bits however the frames are divided', () => {
    const frames = freshVocoderFrames(source, f0Hz);
    const binCount = frames.fftSize / 2 + 1;
    fc.assert(
      fc.property(fc.nat(f0Hz.length - 1), fc.integer({ min: 1, max: 60 }), (start, wanted) => {
        const count = Math.min(wanted, f0Hz.length - start);
        const part = frames.read(start, count);
        expect(part.logEnvelope).toEqual(whole.logEnvelope.subarray(start * binCount, (start + count) * binCount));
        expect(part.bandAperiodicityDb).toEqual(
          whole.bandAperiodicityDb.subarray(start * frames.bandCount, (start + count) * frames.bandCount),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('loses nothing when the envelope is stored in half precision', () => {
    expect(halfToFloat(floatToHalf(whole.logEnvelope))).toEqual(whole.logEnvelope);
  });
});
