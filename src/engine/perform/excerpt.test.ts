import { describe, expect, it } from 'vitest';
import { analysisOf } from '../../../tests/suites/analysisOf.ts';
import { defaultsOf } from '../../contract/settings/defaults.ts';
import type { ConverterVoice } from '../../contract/inference.ts';
import { excerptSpanOf, performExcerpt } from './excerpt.ts';
import { perform } from './perform.ts';
import { performSettings } from './registry.ts';

const analysis = await analysisOf('audio/austen-0870.wav');
const voice: ConverterVoice = { converterId: 'resynth', preset: {}, rangeMidi: null, folder: null };
const withSettings = (changes: object) => ({
  settings: { ...defaultsOf(performSettings), ...changes },
  voice,
  seed: 3,
});

describe('the excerpt that a voice is tried on', () => {
  it('is five seconds from just before the first phrase', () => {
    const { start, end } = excerptSpanOf(analysis);
    expect(end - start).toBe(1000);
    expect((analysis.phrases[0]?.start ?? 0) - start).toBe(10);
  });

  it('is the whole of a recording that is shorter, and the beginning of one without words', () => {
    expect(excerptSpanOf({ frameCount: 300, phrases: [{ start: 4, end: 290 }] })).toEqual({ start: 0, end: 300 });
    expect(excerptSpanOf({ frameCount: 3000, phrases: [] })).toEqual({ start: 0, end: 1000 });
    expect(excerptSpanOf({ frameCount: 3000, phrases: [{ start: 2900, end: 2950 }] })).toEqual({
      start: 2890,
      end: 3000,
    });
  });

  it.each(['keep', 'snap', 'chant'] as const)('is sung in mode %s as a take of the whole sings it', (mode) => {
    const span = { start: 200, end: 900 };
    const request = withSettings({ mode });
    const whole = perform(analysis, request.settings, voice, request.seed);
    const excerpt = performExcerpt(analysis, span, request);
    expect(excerpt.frameCount).toBe(700);
    expect(excerpt.transposeSt).toBe(whole.transposeSt);
    expect(excerpt.key).toEqual(whole.key);
    expect(excerpt.sourceFrame).toEqual(whole.sourceFrame.slice(200, 900));
    expect(excerpt.f0Hz).toEqual(whole.f0Hz.slice(200, 900));
  });

  it('fades out over its last 50 ms and keeps its notes inside', () => {
    const span = excerptSpanOf(analysis);
    const { gain, notes, frameCount } = performExcerpt(analysis, span, withSettings({ mode: 'chant' }));
    expect(gain.slice(0, -10).every((value) => value === 1)).toBe(true);
    expect(gain.at(-1)).toBe(0);
    expect([...gain.slice(-10)]).toEqual([...gain.slice(-10)].sort((a, b) => b - a));
    expect(notes.length).toBeGreaterThan(5);
    expect(notes.every(({ start, end }) => start >= 0 && end > start && end <= frameCount)).toBe(true);
  });
});
