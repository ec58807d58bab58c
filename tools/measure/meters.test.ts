import { describe, expect, it } from 'vitest';
import { worstJointRatio } from './clickMeter.ts';
import { onScaleRatioOf, pitchErrorOf } from './pitchMeter.ts';

const sine = Float64Array.from({ length: 48_000 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 220 * i) / 48_000));

describe('the meters of the sound report', () => {
  it('find a click of one percent and hear none in a clean sine', () => {
    expect(worstJointRatio(sine, 48_000, [24_000])).toBeLessThan(1.1);
    const clicked = sine.slice();
    for (let i = 24_000; i < clicked.length; i++) clicked[i] += 0.01;
    expect(worstJointRatio(clicked, 48_000, [24_000])).toBeGreaterThan(2);
  });

  it('count only frames that are sure, and give cents', () => {
    const measured = {
      f0Hz: Float64Array.of(440, 440, 440 * 2 ** (1 / 12), 440),
      confidence: Float32Array.of(1, 1, 1, 0.5),
    };
    const error = pitchErrorOf(measured, [440, 440, 440, 880]);
    expect(error.frameCount).toBe(3);
    expect(error.medianCents).toBeCloseTo(0);
    expect(error.within50Ratio).toBeCloseTo(2 / 3);
  });

  it('tell a note of the scale from one between', () => {
    const measured = { f0Hz: Float64Array.of(440, 452.9, 466.16), confidence: Float32Array.of(1, 1, 1) };
    expect(onScaleRatioOf(measured, { root: 9, scale: 'minor' })).toBeCloseTo(1 / 3);
  });
});
