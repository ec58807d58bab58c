import { describe, expect, it } from 'vitest';
import { sourceOf } from '../../../tests/suites/dspGoldens.ts';
import { readMonoWave } from '../../../tests/suites/wav.ts';
import { butterworthBandPass, filterZeroPhase } from './bandPass.ts';
import { measureSignal } from './signalFeatures.ts';

const sine = (hz: number, sampleRate: number): Float64Array =>
  Float64Array.from({ length: sampleRate }, (_, i) => Math.sin((2 * Math.PI * hz * i) / sampleRate));

describe('the vowel band', () => {
  it.each([16_000, 44_100, 48_000])(
    'passes 1 kHz unmoved, halves its edges and drops the rest at %i Hz',
    (sampleRate) => {
      const sections = butterworthBandPass(500, 2000, sampleRate);
      const gainAt = (hz: number): number => {
        const signal = sine(hz, sampleRate);
        const before = signal.slice();
        filterZeroPhase(sections, signal);
        let both = 0;
        let power = 0;
        // The middle half, away from the edges: in phase, so this quotient is the gain.
        for (let i = sampleRate / 4; i < (3 * sampleRate) / 4; i++) {
          both += (signal[i] ?? 0) * (before[i] ?? 0);
          power += (before[i] ?? 0) ** 2;
        }
        return both / power;
      };
      expect(gainAt(1000)).toBeCloseTo(1, 2);
      expect(gainAt(500)).toBeCloseTo(0.5, 2);
      expect(gainAt(2000)).toBeCloseTo(0.5, 2);
      expect(gainAt(100)).toBeLessThan(0.01);
      expect(gainAt(7000)).toBeLessThan(0.03);
    },
  );
});

describe('the features of a wave', () => {
  it('do not depend on where blocks are cut', () => {
    const { samples, sampleRate } = readMonoWave('tests/fixtures/audio/austen-0870.wav');
    const laterFrames = 700;
    const later = new Float32Array(samples.length + laterFrames * 80);
    later.set(samples, laterFrames * 80);
    const features = measureSignal(sourceOf(samples, sampleRate));
    const shifted = measureSignal(sourceOf(later, sampleRate));
    for (const name of ['levelDb', 'vowelBandDb', 'spectralChange'] as const) {
      features[name].forEach((value, frame) =>
        expect(Math.abs(value - (shifted[name][frame + laterFrames] ?? NaN)), `${name} ${String(frame)}`).toBeLessThan(
          1e-3,
        ),
      );
    }
  });

  it('give level in dB re full scale with a floor of -120', () => {
    const { levelDb } = measureSignal(
      sourceOf(
        Float32Array.from(sine(400, 16_000)).map((x) => x / 10),
        16_000,
      ),
    );
    expect(levelDb[100]).toBeCloseTo(-23.01, 1);
    expect(measureSignal(sourceOf(new Float32Array(1600), 16_000)).levelDb[5]).toBe(-120);
  });
});
