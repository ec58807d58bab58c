import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { measureTracks } from '../../src/engine/analysis/speechTracks.ts';
import type { Analysis } from '../../src/engine/analysis/types.ts';
import { readNotesText } from '../../src/engine/melody/readNotesText.ts';
import {
  foundVowels,
  noteErrorsOf,
  voicingAgreement,
  vowelErrorsOf,
  type Phone,
} from '../../tools/measure/melodyMeter.ts';
import { median } from '../../src/engine/dsp/statistics.ts';
import { layWords } from '../../src/engine/perform/melody/layWords.ts';
import { analyseSamples } from '../suites/analysisOf.ts';
import { sourceOf } from '../suites/dspGoldens.ts';
import { singMelody, vocoderOf, type HeardRecording } from '../suites/sing.ts';
import { readMonoWave } from '../suites/wav.ts';

const phoneSchema = z.tuple([z.string(), z.number(), z.number()]);
const phonesOf = z
  .record(z.string(), z.array(phoneSchema))
  .parse(JSON.parse(readFileSync('tests/fixtures/flite/phones.json', 'utf8')));

/** Eight bars at 100 a minute, 29 notes; the words under them are others than these voices speak. */
const { score } = readNotesText(readFileSync('tests/fixtures/melody/eight-bars.txt', 'utf8'));
const melody = {
  kind: 'score',
  score: { ...score, notes: score.notes.map((note) => ({ ...note, lyric: null })) },
} as const;

describe.each(['slt', 'rms', 'awb'])('three sentences of the flite voice %s on eight bars', (voice) => {
  const { samples } = readMonoWave(`tests/fixtures/flite/${voice}.wav`);
  const phones: readonly Phone[] = phonesOf[voice] ?? [];
  let take: Awaited<ReturnType<typeof singMelody>>;
  let heard: Analysis;
  let recording: HeardRecording;
  beforeAll(async () => {
    const source = sourceOf(samples, 16_000);
    const analysis = await analyseSamples(samples);
    recording = { source, analysis, vocoder: vocoderOf(source, analysis.f0Hz) };
    take = await singMelody(recording, { melody, lyrics: null, backing: null }, {});
    heard = await analyseSamples(take.sung);
  });

  it('has the middle pitch of every note within 50 cents, and of half of them within 5', () => {
    const errors = noteErrorsOf(heard, take.plan);
    expect(errors).toHaveLength(29);
    expect(Math.max(...errors)).toBeLessThanOrEqual(50);
    expect(median(errors)).toBeLessThanOrEqual(5);
  });

  it('begins its vowels within 30 ms (median) of the beat, by the times of the synthesiser itself', () => {
    expect(median(vowelErrorsOf(take.plan, phones))).toBeLessThanOrEqual(0.03);
  });

  it('is voiced where it was authored so in 90 % of the frames', () => {
    expect(voicingAgreement(heard.f0Hz, take.performance.f0Hz)).toBeGreaterThanOrEqual(0.9);
  });

  it('has 35 of its 40 vowels found, and 37 when the words are typed', () => {
    expect(foundVowels(take.plan, phones).found).toBeGreaterThanOrEqual(35);
    const lyrics = readFileSync('tests/fixtures/flite/words.txt', 'utf8');
    const { analysis, source } = recording;
    const tracks = measureTracks(source, () => undefined);
    const input = { analysis, tracks, melody, lyrics, backing: null, recordingName: '', recordingSha256: '' };
    const typed = layWords(input, take.settings).plan;
    expect(foundVowels(typed, phones).found).toBeGreaterThanOrEqual(37);
    expect(typed.syllables.map(({ text }) => text).join(' ')).toContain('gar- den near the old mill');
  });

  it('loses no word: every syllable is sung once', () => {
    const sung = take.plan.notes.filter(({ isMelisma }) => !isMelisma);
    expect(sung.reduce((sum, { syllableCount }) => sum + syllableCount, 0)).toBe(take.plan.syllables.length);
  });
});
