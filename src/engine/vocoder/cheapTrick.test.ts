import { describe, expect, it } from 'vitest';
import { dspManifest, goldenRow, goldenSource, goldenVector } from '../../../tests/suites/dspGoldens.ts';
import { createVocoderAnalyser } from './analyser.ts';
import { CheapTrick } from './cheapTrick.ts';
import { frameHop, nearestSample, readBlock } from './frames.ts';

const decibels = 10 / Math.LN10;

describe.each(dspManifest.cases)('CheapTrick on $name', (dspCase) => {
  const source = goldenSource(dspCase);
  const f0Hz = goldenVector(dspCase.f0_harvest_stonemask);

  it('uses the FFT size of the reference', () => {
    expect(new CheapTrick(dspCase.fs).fftSize).toBe(dspCase.fft_size);
  });

  it('agrees with the reference envelope', () => {
    const cheapTrick = new CheapTrick(dspCase.fs);
    const block = readBlock(source, -dspCase.fft_size, source.sampleCount + dspCase.fft_size);
    let worstDb = 0;
    dspCase.frames.forEach((frame, i) => {
      const envelope = new Float64Array(dspCase.fft_size / 2 + 1);
      cheapTrick.analyse(block, nearestSample(frame * frameHop(dspCase.fs)), f0Hz[frame], envelope);
      goldenRow(dspCase.env, i).forEach((power, bin) => {
        worstDb = Math.max(worstDb, Math.abs(envelope[bin] - Math.log(power)) * decibels);
      });
    });
    expect(worstDb).toBeLessThan(0.001);
  });

  it('stays within the tolerance in the precision it is stored in', () => {
    const analyser = createVocoderAnalyser(dspCase.fs);
    dspCase.frames.forEach((frame, i) => {
      const { logEnvelope } = analyser.analyse(source, f0Hz, frame, 1);
      goldenRow(dspCase.env, i).forEach((power, bin) => {
        expect(Math.abs(logEnvelope[bin] - Math.log(power)) * decibels).toBeLessThan(dspCase.tolerance.env_db);
      });
    });
  });
});
