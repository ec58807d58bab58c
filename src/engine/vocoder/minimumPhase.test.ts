import { describe, expect, it } from 'vitest';
import { dspManifest, goldenVector } from '../../../tests/suites/dspGoldens.ts';
import { realFft } from '../dsp/fft.ts';
import { MinimumPhase } from './minimumPhase.ts';

describe('MinimumPhase', () => {
  it('gives the impulse response of the reference', () => {
    const logAmplitude = goldenVector(dspManifest.minphase.logamp);
    const golden = goldenVector(dspManifest.minphase.h);
    const phase = new Float64Array(logAmplitude.length);
    new MinimumPhase(golden.length).phaseOf(logAmplitude, phase);
    const spectrum = new Float64Array(2 * logAmplitude.length);
    logAmplitude.forEach((value, bin) => {
      spectrum[2 * bin] = Math.exp(value) * Math.cos(phase[bin]);
      spectrum[2 * bin + 1] = Math.exp(value) * Math.sin(phase[bin]);
    });
    const response = new Float64Array(golden.length);
    realFft(golden.length).inverse(spectrum, response);
    golden.forEach((value, i) =>
      expect(Math.abs(response[i] - value)).toBeLessThan(dspManifest.minphase.tolerance_abs),
    );
  });
});
