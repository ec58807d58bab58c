import { beforeAll, describe, expect, it } from 'vitest';
import { analyseSamples, analysisOf } from '../../../tests/suites/analysisOf.ts';
import { sourceOf } from '../../../tests/suites/dspGoldens.ts';
import { analyseSignal } from './analyseSignal.ts';
import { frameCountOf } from './frames.ts';
import type { Analysis } from './types.ts';

// The words are in tests/fixtures/audio/README.md; their syllables were counted by hand.
const spoken = [
  { file: 'audio/austen-0870.wav', syllables: 30, phrases: 2 },
  { file: 'audio/austen-0880.wav', syllables: 9, phrases: 2 },
  { file: 'audio/austen-0890.wav', syllables: 20, phrases: 2 },
];

describe.each(spoken)('the analysis of $file', ({ file, syllables, phrases }) => {
  let analysis: Analysis;
  beforeAll(async () => {
    analysis = await analysisOf(file);
  });

  it('finds the spoken syllables within 20 %', () => {
    expect(Math.abs(analysis.syllables.length - syllables) / syllables).toBeLessThanOrEqual(0.2);
  });

  it('finds the phrases a listener hears', () => {
    expect(analysis.phrases).toHaveLength(phrases);
  });

  it('gives every syllable a voiced vowel of a plausible length, in order and without overlap', () => {
    let previousEnd = 0;
    for (const { start, vowelStart, nucleus, vowelEnd, end } of analysis.syllables) {
      expect(start).toBeGreaterThanOrEqual(previousEnd);
      expect(vowelStart).toBeGreaterThanOrEqual(start);
      expect(nucleus).toBeGreaterThanOrEqual(vowelStart);
      expect(vowelEnd).toBeGreaterThan(nucleus);
      expect(end).toBeGreaterThanOrEqual(vowelEnd);
      expect(vowelEnd - vowelStart, 'frames of 5 ms').toBeGreaterThanOrEqual(5);
      expect(vowelEnd - vowelStart, 'frames of 5 ms').toBeLessThanOrEqual(60);
      expect(analysis.f0Hz.subarray(vowelStart, vowelEnd).every((hz) => hz > 0)).toBe(true);
      previousEnd = end;
    }
  });

  it('follows the pitch without gross jumps', () => {
    for (let frame = 1; frame < analysis.frameCount; frame++) {
      const step = Math.abs(Math.log2((analysis.f0Hz[frame] ?? 0) / (analysis.f0Hz[frame - 1] ?? 0)));
      if (Number.isFinite(step)) expect(step, `frame ${String(frame)}`).toBeLessThan(0.35);
    }
  });

  it('calls between 40 and 80 % of the frames voiced and knows the range of a low male voice', () => {
    const voicedRatio = analysis.f0Hz.filter((hz) => hz > 0).length / analysis.frameCount;
    expect(voicedRatio).toBeGreaterThan(0.4);
    expect(voicedRatio).toBeLessThan(0.8);
    expect(analysis.medianMidi).toBeGreaterThan(36);
    expect(analysis.medianMidi).toBeLessThan(48);
    expect(analysis.lowMidi ?? 0).toBeLessThan(analysis.highMidi ?? 0);
  });
});

describe('the analysis of what is no speech', () => {
  const random = (): (() => number) => {
    let state = 1;
    return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1;
  };

  it.each([
    ['digital silence', () => 0],
    ['loud white noise', random()],
    [
      'the noise of a quiet room',
      (
        (next) => () =>
          1e-4 * next()
      )(random()),
    ],
  ])('finds nothing voiced in %s', async (_, sample) => {
    const analysis = await analyseSamples(Float32Array.from({ length: 5 * 16_000 }, sample));
    expect(analysis.f0Hz.some((hz) => hz > 0)).toBe(false);
    expect(analysis).toMatchObject({ syllables: [], phrases: [], key: null, medianMidi: null, lowMidi: null });
  });

  it('finds one syllable and its exact pitch in a sung vowel', async () => {
    const vowel = Float32Array.from({ length: 2 * 16_000 }, (_, i) => {
      const isSung = i > 8_000 && i < 24_000;
      const phase = (2 * Math.PI * 220 * i) / 16_000;
      const wave = [1, 2, 3, 4, 5, 6].reduce((sum, k) => sum + Math.sin(k * phase) / k, 0);
      return isSung ? 0.2 * Math.min(1, (i - 8_000) / 800, (24_000 - i) / 800) * wave : 0;
    });
    const analysis = await analyseSamples(vowel);
    expect(analysis.syllables).toHaveLength(1);
    expect(analysis.medianMidi).toBeCloseTo(57, 1);
  });
});

describe('a long recording', () => {
  it('is read in blocks that do not grow with it, reports its progress and can be stopped', () => {
    const sampleRate = 16_000;
    const read: number[] = [];
    const progress: number[] = [];
    const source = sourceOf(new Float32Array(60 * sampleRate), sampleRate);
    const frameCount = frameCountOf(source.sampleCount, sampleRate);
    const pitch = { f0Hz: new Float64Array(frameCount).fill(120), confidence: new Float32Array(frameCount) };
    const watched = {
      ...source,
      read: (start: number, count: number) => {
        read.push(count);
        return source.read(start, count);
      },
    };
    analyseSignal({ source: watched, pitch, onProgress: (ratio) => progress.push(ratio) });
    expect(Math.max(...read)).toBeLessThan(6 * sampleRate);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    const stop = (): never => {
      throw new Error('stopped');
    };
    expect(() => analyseSignal({ source, pitch, onProgress: stop })).toThrow('stopped');
  });
});
