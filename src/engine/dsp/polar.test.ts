import { describe, expect, it } from 'vitest';
import { fromPolar } from './polar.ts';

describe('fromPolar', () => {
  it('agrees with Math.cos and Math.sin over many turns, both ways round', () => {
    const phase = Float64Array.from({ length: 20_001 }, (_, i) => (i - 10_000) * 0.0517);
    const amplitude = phase.map((_, i) => 1 + (i % 7));
    const spectrum = new Float64Array(2 * phase.length);
    fromPolar(amplitude, phase, spectrum);
    phase.forEach((angle, i) => {
      expect(Math.abs(spectrum[2 * i] - amplitude[i] * Math.cos(angle))).toBeLessThan(1e-10);
      expect(Math.abs(spectrum[2 * i + 1] - amplitude[i] * Math.sin(angle))).toBeLessThan(1e-10);
    });
  });
});
