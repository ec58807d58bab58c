import { beforeAll, describe, expect, it } from 'vitest';
import { analysisOf } from '../../../../tests/suites/analysisOf.ts';
import { sourceOf } from '../../../../tests/suites/dspGoldens.ts';
import { humOf } from '../../../../tests/suites/hum.ts';
import { readMonoWave } from '../../../../tests/suites/wav.ts';
import type { ConverterVoice } from '../../../contract/inference.ts';
import { planSchema } from '../../../contract/melody/plan.ts';
import type { Score } from '../../../contract/melody/score.ts';
import { hzToMidi } from '../../../contract/music.ts';
import { completeSettings } from '../../../contract/settings/schema.ts';
import { measureTracks } from '../../analysis/speechTracks.ts';
import type { Analysis } from '../../analysis/types.ts';
import { median } from '../../dsp/statistics.ts';
import { performSettings, type PerformSettings } from '../registry.ts';
import { performMelody, type SungMelody } from './performMelody.ts';
import type { LayingInput, MelodyInput, SpeechTracks } from './types.ts';

const fixture = 'audio/austen-0880.wav';
const ownVoice: ConverterVoice = { converterId: 'resynth', preset: {}, rangeMidi: null, folder: null };
const settingsWith = (partial: Partial<PerformSettings>): PerformSettings =>
  completeSettings(performSettings, { mode: 'melody', ...partial });

/** Two bars of a tune, with a held note and a rest. */
const tune: Score = {
  version: 1,
  tempos: [{ beat: 0, bpm: 110 }],
  notes: [
    [0, 1, 67],
    [1, 1, 69],
    [2, 2, 71],
    [4, 0.5, 72],
    [4.5, 0.5, 71],
    [6, 2, 67],
  ].map(([startBeat = 0, lengthBeats = 1, midi = 60]) => ({
    startBeat,
    lengthBeats,
    midi,
    lyric: null,
    isMelisma: false,
  })),
};

let analysis: Analysis;
let tracks: SpeechTracks;
beforeAll(async () => {
  const { samples, sampleRate } = readMonoWave(`tests/fixtures/${fixture}`);
  analysis = await analysisOf(fixture);
  tracks = measureTracks(sourceOf(samples, sampleRate), () => undefined);
});

const inputOf = (melody: MelodyInput): LayingInput => ({
  analysis,
  tracks,
  recordingName: 'austen.wav',
  recordingSha256: 'a'.repeat(64),
  melody,
  lyrics: null,
  backing: null,
});
const sing = (melody: MelodyInput, partial: Partial<PerformSettings> = {}, seed = 3): SungMelody =>
  performMelody(inputOf(melody), settingsWith(partial), ownVoice, seed);

describe('a real recording on a melody', () => {
  it('is sung on the notes of the plan, inside every one of them', () => {
    const { performance, plan } = sing({ kind: 'score', score: tune }, { vibratoCents: 0, overshoot: 0 });
    expect(planSchema.parse(plan)).toEqual(plan);
    expect(plan.transposeSt % 12 === 0).toBe(true);
    for (const { startSec, endSec, midi } of plan.notes) {
      const inside = performance.f0Hz.subarray(Math.round(startSec * 200), Math.round(endSec * 200));
      const sung = inside.filter((hz) => hz > 0);
      expect(sung.length / inside.length, 'voiced part of a note').toBeGreaterThan(0.4);
      expect(Math.abs(100 * (hzToMidi(median(sung)) - midi))).toBeLessThan(50);
    }
  });

  it('is the same again from its own plan as it was written to a file, whatever the settings say by then', () => {
    const first = sing({ kind: 'score', score: tune }, { humanise: 0.6 });
    const plan = planSchema.parse(JSON.parse(JSON.stringify(first.plan)));
    const later = { transposeSt: 9, glideMs: 300, humanise: 0, vibratoCents: 90 } as const;
    expect(sing({ kind: 'plan', plan }, later)).toEqual({ ...first, notices: [] });
  });

  it('is the same for the same seed and another for another, where something is left to chance', () => {
    const loosely = (seed: number) => sing({ kind: 'score', score: tune }, { humanise: 1 }, seed).performance.f0Hz;
    expect(loosely(4)).toEqual(loosely(4));
    expect(loosely(4)).not.toEqual(loosely(5));
  });

  it('sings a hum note for note, and by degree as it was hummed', () => {
    const guide = humOf([60, 64, 62, 67], 70);
    const melody: MelodyInput = { kind: 'guide', guide, use: 'notes' };
    const swingOf = (guideRatio: number): number => {
      const { plan } = sing(melody, { guideRatio, vibratoCents: 0, glideMs: 40, overshoot: 0 });
      const swings = plan.notes.map(({ startSec, endSec, midi }) => {
        const middle = plan.curve?.slice(Math.round((startSec + 0.2) * 200), Math.round((endSec - 0.1) * 200)) ?? [];
        return Math.max(...middle.map((value) => 100 * Math.abs(value - midi)));
      });
      return median(swings);
    };
    const { plan } = sing(melody);
    const steps = plan.notes.map(({ midi }) => midi - (plan.notes[0]?.midi ?? NaN));
    expect(steps.slice(0, 4)).toEqual([0, 4, 2, 7]);
    expect(swingOf(0)).toBeLessThan(5);
    expect(swingOf(1)).toBeGreaterThan(50);
    expect(swingOf(1)).toBeLessThan(90);
    expect(swingOf(0.5)).toBeGreaterThan(0.35 * swingOf(1));
    expect(swingOf(0.5)).toBeLessThan(0.65 * swingOf(1));
  });
});
