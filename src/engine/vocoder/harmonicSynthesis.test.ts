import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dspManifest, goldenVector } from '../../../tests/suites/dspGoldens.ts';
import { averageFrames, logMelDb, logMelDistanceDb } from '../../../tests/suites/logMel.ts';
import { identityPerformance, openResynthCase } from '../../../tests/suites/resynthCase.ts';
import { HarmonicPhase } from './harmonicPhase.ts';
import { HarmonicSynthesis } from './harmonicSynthesis.ts';
import type { MomentSpectra } from './synthesis.ts';

/** The reference is another synthesis of the same parameters: measured in its prototype, half a decibel farther than pulses. */
const smoothToleranceDb = 2;
const hundredMs = 20;
const smooth = { synthesis: 'smooth' } as const;
const cases = dspManifest.cases.map((dspCase) => ({ ...dspCase, opened: openResynthCase(dspCase) }));
const flite = openResynthCase(dspManifest.cases[1]);

describe.each(cases)('smooth resynthesis of $name', ({ opened, fs, ...dspCase }) => {
  it.each([
    ['the same pitch', 0, dspCase.resynth],
    ['five semitones up', 5, dspCase.resynth_up5st],
  ])('at %s has the spectrum of the reference', async (_, semitones, file) => {
    const performance = (f0Hz: Float64Array) => identityPerformance(f0Hz.map((hz) => hz * 2 ** (semitones / 12)));
    const golden = logMelDb(goldenVector(file), fs);
    const mine = logMelDb(await opened.render({ performance, settings: smooth }), fs);
    const wanted = averageFrames(golden, hundredMs);
    const distanceDb = logMelDistanceDb(overFundamental(averageFrames(mine, hundredMs), wanted), wanted);
    expect(distanceDb).toBeLessThan(smoothToleranceDb);
  });
});

/** Under the first harmonic pulses leave a rumble, as the reference's do, and a sum of harmonics leaves nothing. */
function overFundamental(mine: Float64Array, golden: Float64Array): Float64Array {
  const bandsBelow = 3;
  return mine.map((levelDb, i) => (i % 40 < bandsBelow ? golden[i] : levelDb));
}

const sampleRate = 16_000;
const hop = 80;
const fftSize = 1024;

/** A flat envelope of one power, with as much noise. */
function openFlat(f0Hz: Float64Array, power: number, noise: number | null, seed = 1) {
  const logPower = new Float64Array(fftSize / 2 + 1).fill(Math.log(power));
  const noiseRatio = noise === null ? null : new Float64Array(fftSize / 2 + 1).fill(noise);
  const spectra: MomentSpectra = { logPower, noiseRatio };
  const phase = new HarmonicPhase(f0Hz, hop);
  return new HarmonicSynthesis({ fftSize, sampleRate, hop, f0Hz, phase, spectraAt: () => spectra, seed });
}

const powerOf = (samples: Float64Array) => samples.reduce((sum, value) => sum + value * value, 0) / samples.length;

describe('harmonic synthesis', () => {
  it('of a flat envelope is a pulse on every whole cycle, with the power the envelope says', () => {
    const samples = openFlat(new Float64Array(201).fill(100), 0.01, 0.001).render(0, 8000);
    const loud = [...samples.keys()].filter((i) => samples[i] > 0.5 * Math.max(...samples));
    loud.forEach((i) => expect(Math.min(i % 160, 160 - (i % 160))).toBeLessThanOrEqual(1));
    expect(10 * Math.log10(powerOf(samples.subarray(1600, 6400)) / 0.01)).toBeCloseTo(0, 0);
  });

  it('of what has no voice is noise of the power the envelope says, at every moment', () => {
    const samples = openFlat(new Float64Array(801), 0.01, null).render(0, 64_000);
    expect(Math.abs(10 * Math.log10(powerOf(samples) / 0.01))).toBeLessThan(0.2);
    for (let at = 1600; at < 62_000; at += 3200) {
      expect(Math.abs(10 * Math.log10(powerOf(samples.subarray(at, at + 1600)) / 0.01))).toBeLessThan(1);
    }
  });

  it('has no harmonic beyond half the sample rate, whatever the pitch', () => {
    fc.assert(
      fc.property(fc.double({ min: 40, max: 2000, noNaN: true }), (hz) => {
        const samples = openFlat(new Float64Array(101).fill(hz), 0.01, 0.001).render(0, 4000);
        expect(samples.every(Number.isFinite)).toBe(true);
        const harmonics = Math.floor(sampleRate / 2 / hz);
        const wanted = 0.01 * ((2 * harmonics * hz) / sampleRate);
        expect(Math.abs(10 * Math.log10(powerOf(samples.subarray(800, 3200)) / wanted))).toBeLessThan(1);
      }),
      { numRuns: 30 },
    );
  });

  it('gives the same samples, bit for bit, however a take is cut', async () => {
    const whole = await flite.render({ settings: smooth });
    const converter = flite.open({ settings: smooth });
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 2), fc.integer({ min: 1, max: 4000 }), async (startSample, count) => {
        for await (const { samples } of converter.render({ startSample, resume: null }, () => count)) {
          expect(samples).toEqual(whole.slice(startSample, startSample + count));
          break;
        }
      }),
      { numRuns: 20 },
    );
  });

  it('draws other noise for another seed, and the same for the same', async () => {
    expect(await flite.render({ settings: smooth, seed: 2 })).toEqual(
      await flite.render({ settings: smooth, seed: 2 }),
    );
    expect(await flite.render({ settings: smooth, seed: 2 })).not.toEqual(await flite.render({ settings: smooth }));
  });

  it('is not the synthesis from pulses, and as loud', async () => {
    const pulses = await flite.render();
    const harmonics = await flite.render({ settings: smooth });
    const level = (samples: Float32Array) => 10 * Math.log10(samples.reduce((sum, value) => sum + value * value, 0));
    expect(harmonics).not.toEqual(pulses);
    expect(Math.abs(level(harmonics) - level(pulses))).toBeLessThan(0.5);
  });
});

describe('the phase of harmonics', () => {
  it('is the integral of the pitch, and stands nowhere still or runs away where the voice pauses', () => {
    const f0Hz = new Float64Array(600).fill(120).fill(0, 100, 140).fill(240, 140);
    const cycles = new Float64Array(600 * hop - hop);
    new HarmonicPhase(f0Hz, hop).fillCycles(0, cycles);
    expect(cycles[90 * hop]).toBeCloseTo(120 * 0.45, 6);
    for (let i = 1; i < cycles.length; i++) {
      const hz = (cycles[i] - cycles[i - 1]) * sampleRate;
      expect(hz).toBeGreaterThan(119);
      expect(hz).toBeLessThan(241);
    }
  });

  it('is the same wherever it is asked for', () => {
    const f0Hz = Float64Array.from({ length: 400 }, (_, frame) => (frame % 90 < 20 ? 0 : 100 + (frame % 37)));
    const phase = new HarmonicPhase(f0Hz, 110.25);
    const whole = new Float64Array(40_000);
    phase.fillCycles(0, whole);
    const part = new Float64Array(500);
    for (const start of [1, 13_370, 28_224, 39_000]) {
      phase.fillCycles(start, part);
      expect(part).toEqual(whole.slice(start, start + 500));
    }
  });
});
