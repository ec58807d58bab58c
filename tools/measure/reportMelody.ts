import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { worstJointRatio } from './clickMeter.ts';
import { foundVowels, noteErrorsOf, voicingAgreement, vowelErrorsOf, type Phone } from './melodyMeter.ts';
import { authoredPitch, completed, jointsOf, type Bench } from './reportRecording.ts';
import { samplesOf } from './wholeFile.ts';
import { voiceIdSchema } from '../../src/contract/ids.ts';
import { median, quantile } from '../../src/engine/dsp/statistics.ts';
import { readTakePlan } from '../../src/adapters/takes/takePlan.ts';
import { likeness } from '../../src/engine/likeness/speakerEmbedding.ts';

/** What is sung: a recording on notes; with the times of its sounds where they are known. */
export type Song = {
  readonly file: string;
  readonly notes: string;
  readonly phones: readonly Phone[] | null;
  readonly timing: 'written' | 'free';
};

/** One recording sung on the eight bars of the fixtures, measured in the finished file. */
export type MelodyRow = {
  readonly recording: string;
  readonly noteCount: number;
  readonly tempoBpm: number | null;
  /** Null where nobody knows the truth. */
  readonly vowels: { readonly found: number; readonly spoken: number } | null;
  readonly medianNoteCents: number;
  readonly worstNoteCents: number;
  readonly medianVowelMs: number | null;
  readonly mostVowelsMs: number | null;
  readonly voicingRatio: number;
  readonly worstJointRatio: number;
  readonly likeness: number;
};

const ownVoice = voiceIdSchema.parse('your-own-voice');
const phonesSchema = z.record(z.string(), z.array(z.tuple([z.string(), z.number(), z.number()])));

/** Times of every sound of the synthetic recordings beside it, by the name of the file. */
export function readPhones(folder: string): Readonly<Record<string, readonly Phone[]>> {
  return phonesSchema.parse(JSON.parse(readFileSync(path.join(folder, 'phones.json'), 'utf8')));
}

/** Notes as they are typed, without the words under them: other words are sung here. */
export function notesWithoutWords(file: string): string {
  return readFileSync(file, 'utf8').replaceAll(/=[^\s\d]\S*/g, '');
}

/** Sings a recording on notes in the speaker's own voice and measures the master. */
export async function reportMelody(
  { cantado, meters, dataFolder }: Bench,
  { file, notes, phones, timing }: Song,
): Promise<MelodyRow> {
  const recording = await cantado.call('recordings.open', { path: file });
  const melody = await cantado.call('melodies.fromNotes', { text: notes });
  const { jobId, takeId } = await cantado.call('jobs.create', {
    recordingId: recording.id,
    voiceId: ownVoice,
    settings: { mode: 'melody', timing },
    seed: 1,
    melody: { kind: 'score', melodyId: melody.id },
  });
  await completed(cantado, jobId);
  const takeFolder = path.join(dataFolder, 'takes', takeId);
  const plan = await readTakePlan(takeFolder);
  if (!plan) throw new Error('the take has no plan');
  const master = path.join(takeFolder, 'master.wav');
  const heard = await meters.analysis(master);
  const { samples, sampleRate } = samplesOf(master);
  const cents = noteErrorsOf(heard, plan);
  const vowelsMs = phones ? vowelErrorsOf(plan, phones).map((seconds) => 1000 * seconds) : [];
  return {
    recording: recording.name,
    noteCount: plan.notes.length,
    tempoBpm: plan.tempoBpm,
    vowels: phones ? foundVowels(plan, phones) : null,
    worstNoteCents: Math.max(...cents),
    medianNoteCents: median(cents),
    medianVowelMs: phones ? median(vowelsMs) : null,
    mostVowelsMs: phones ? quantile(vowelsMs, 0.9) : null,
    voicingRatio: voicingAgreement(heard.f0Hz, authoredPitch(takeFolder)),
    worstJointRatio: worstJointRatio(samples, sampleRate, jointsOf(samples.length, sampleRate)),
    likeness: likeness(await meters.speaker(master), await meters.speaker(file)),
  };
}
