import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analysisOf } from '../../../tests/suites/analysisOf.ts';
import { sourceOf } from '../../../tests/suites/dspGoldens.ts';
import { readMonoWave } from '../../../tests/suites/wav.ts';
import type { Analysis } from '../analysis/types.ts';
import type { Performance } from '../perform/types.ts';
import { planPassThrough, type PassThroughMix } from './passThrough.ts';
import { PassThroughMixer } from './passThroughMixer.ts';

/** A sentence of a real person; its frames are 80 samples apart. */
const fixture = 'audio/austen-0880.wav';
const { samples, sampleRate } = readMonoWave(`tests/fixtures/${fixture}`);
const source = sourceOf(samples, sampleRate);
const analysis = await analysisOf(fixture);
/** Stands for a converter's output: the same level over time, but another wave. */
const converted = samples.map((sample, i) => -0.8 * sample + 0.3 * (samples[i - 3] ?? 0));
const raw = sourceOf(converted, sampleRate);
const everything: PassThroughMix = { breathMix: 1, consonantMix: 1 };

function performanceOf(like: Analysis, changes: Partial<Performance> = {}): Performance {
  const { frameCount, f0Hz } = like;
  return {
    frameCount,
    f0Hz,
    sourceFrame: Float64Array.from({ length: frameCount }, (_, frame) => frame),
    formantRatio: 1,
    gain: new Float32Array(frameCount).fill(1),
    notes: [],
    key: { root: 0, scale: 'major' },
    transposeSt: 0,
    suggestedTransposeSt: 0,
    ...changes,
  };
}

const performance = performanceOf(analysis);

function mixWith(mix: PassThroughMix, of: Performance = performance): PassThroughMixer {
  return new PassThroughMixer({ plan: planPassThrough(analysis, of, mix), raw, source, performance: of });
}

const { shares, spans } = planPassThrough(analysis, performance, everything);
const shareAtSample = (i: number): number => shares[Math.min(shares.length - 1, Math.floor(i / 80))];

describe('pass-through of the recording', () => {
  test('with both shares at 0 the converter is heard, bit for bit', () => {
    expect(mixWith({ breathMix: 0, consonantMix: 0 }).read(0, converted.length)).toEqual(converted);
  });

  test('no voiced frame is touched', () => {
    const mixed = mixWith(everything).read(0, converted.length);
    for (let frame = 1; frame < analysis.frameCount - 1; frame++) {
      if (analysis.f0Hz[frame] === 0) continue;
      const at = frame * 80;
      expect(mixed.subarray(at - 40, at + 40)).toEqual(converted.subarray(at - 40, at + 40));
    }
  });

  test('in the middle of a consonant the recording is heard at the level of the converter', () => {
    const mixed = mixWith(everything).read(0, converted.length);
    const inside = spans.filter(({ start, end }) => end - start > 8 && start > 0 && end < analysis.frameCount);
    expect(inside.length).toBeGreaterThan(2);
    for (const { start, end } of inside) {
      const middle = ((start + end) >> 1) * 80;
      expect(shareAtSample(middle)).toBe(1);
      const ratios = Array.from({ length: 40 }, (_, i) => mixed[middle + i] / samples[middle + i]).filter(
        Number.isFinite,
      );
      expect(Math.max(...ratios) - Math.min(...ratios)).toBeLessThan(1e-5);
      expect(ratios[0]).toBeGreaterThanOrEqual(0.5 - 1e-6);
      expect(ratios[0]).toBeLessThanOrEqual(2 + 1e-6);
    }
  });

  test('breaths and consonants have shares of their own', () => {
    const breathsOnly = planPassThrough(analysis, performance, { breathMix: 1, consonantMix: 0 });
    const consonantsOnly = planPassThrough(analysis, performance, { breathMix: 0, consonantMix: 1 });
    const [phrase] = analysis.phrases;
    expect(phrase).toBeDefined();
    const insidePhrase = (plan: { shares: Float32Array }): number =>
      Math.max(...plan.shares.subarray(phrase.start, phrase.end));
    expect(insidePhrase(breathsOnly)).toBe(0);
    expect(insidePhrase(consonantsOnly)).toBe(1);
    expect(Math.max(...breathsOnly.shares)).toBe(1);
    expect(consonantsOnly.shares[0]).toBe(0);
  });

  test('crossfades make no click: no bend of the wave is sharper than those of the two waves there', () => {
    const mixed = mixWith(everything).read(0, converted.length);
    const bend = (wave: Float32Array, i: number): number => Math.abs(wave[i - 1] - 2 * wave[i] + wave[i + 1]);
    let worst = 0;
    for (let i = 40; i < mixed.length - 40; i++) {
      const isFading = shareAtSample(i) > 0 || shareAtSample(i + 80) > 0;
      if (!isFading) continue;
      let sharpest = 1e-4;
      for (let near = i - 16; near <= i + 16; near++) {
        sharpest = Math.max(sharpest, bend(converted, near) + 2 * bend(samples, near));
      }
      worst = Math.max(worst, bend(mixed, i) / sharpest);
    }
    expect(worst).toBeGreaterThan(0);
    expect(worst).toBeLessThanOrEqual(1);
  });

  test('a piece of the mix is the same samples whichever pieces were asked for before', () => {
    const whole = mixWith(everything).read(0, converted.length);
    fc.assert(
      fc.property(fc.nat(converted.length - 1), fc.integer({ min: 1, max: 9000 }), (start, wanted) => {
        const count = Math.min(wanted, converted.length - start);
        expect(mixWith(everything).read(start, count)).toEqual(whole.slice(start, start + count));
      }),
      { numRuns: 20 },
    );
  });

  test('nothing passes where the performance voices what the recording left unvoiced', () => {
    const voicedAll = performanceOf(analysis, { f0Hz: new Float64Array(analysis.frameCount).fill(200) });
    expect(mixWith(everything, voicedAll).read(0, converted.length)).toEqual(converted);
  });

  test('follows the time map: held back by 10 frames, the recording is heard 10 frames later', () => {
    const delay = 10;
    const late = performanceOf(analysis, {
      f0Hz: new Float64Array(analysis.frameCount),
      sourceFrame: Float64Array.from({ length: analysis.frameCount }, (_, frame) => Math.max(0, frame - delay)),
    });
    const unvoiced = {
      ...analysis,
      f0Hz: new Float64Array(analysis.frameCount),
      confidence: new Float32Array(analysis.frameCount),
    };
    const plan = planPassThrough(unvoiced, late, everything);
    const mixed = new PassThroughMixer({ plan, raw: source, source, performance: late }).read(0, samples.length);
    const expected = samples.subarray(8000, 16_000);
    const heard = mixed.subarray(8000 + delay * 80, 16_000 + delay * 80);
    const gain = heard[4000] / expected[4000];
    heard.forEach((sample, i) => {
      expect(sample).toBeCloseTo(expected[i] * gain, 5);
    });
  });

  describe('on a melody', () => {
    const unvoiced = {
      ...analysis,
      f0Hz: new Float64Array(analysis.frameCount),
      confidence: new Float32Array(analysis.frameCount),
    };
    const alongMap = (mapFrame: (frame: number) => number, changes: Partial<Performance> = {}): Performance =>
      performanceOf(unvoiced, {
        sourceFrame: Float64Array.from({ length: analysis.frameCount }, (_, frame) => mapFrame(frame)),
        ...changes,
      });

    test('nothing passes where the recording would be played faster or slower', () => {
      const turning = alongMap((frame) => (frame < 100 ? frame : frame < 200 ? 100 + (frame - 100) / 2 : frame - 50));
      const plan = planPassThrough(unvoiced, turning, everything);
      expect(plan.shares.subarray(0, 97).every((share) => share > 0)).toBe(true);
      expect(plan.shares.subarray(100, 201).every((share) => share === 0)).toBe(true);
      expect(plan.shares.subarray(205, 300).every((share) => share === 1)).toBe(true);
    });

    test('a leap of the map is never heard: the recording fades out before it and in after it', () => {
      const leaping = alongMap((frame) => (frame < 150 ? frame + 50 : frame - 150));
      const { shares: faded } = planPassThrough(unvoiced, leaping, everything);
      expect([faded[149], faded[150]]).toEqual([0, 0]);
      expect(faded[140]).toBe(1);
      expect(faded[160]).toBe(1);
    });

    test('a rest that the performance fades out stays silent', () => {
      const gain = new Float32Array(analysis.frameCount).fill(1).fill(0, 120, 180);
      const resting = alongMap((frame) => frame, { gain });
      const silenced = sourceOf(
        samples.map((sample, i) => sample * (gain[Math.floor(i / 80)] ?? 1)),
        sampleRate,
      );
      const plan = planPassThrough(unvoiced, resting, everything);
      const mixed = new PassThroughMixer({ plan, raw: silenced, source, performance: resting }).read(0, samples.length);
      expect(mixed.subarray(121 * 80, 179 * 80).every((sample) => sample === 0)).toBe(true);
      expect(mixed.subarray(60 * 80, 119 * 80).some((sample) => sample !== 0)).toBe(true);
    });
  });
});
