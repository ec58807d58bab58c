import { access, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { recipeSchema } from '../../contract/jobs.ts';
import { noticeSchema } from '../../contract/notices.ts';
import { floatsOf, readTextIfThere, removeStaleParts, writeAtomically } from '../cache/atomicFile.ts';

/** The files of a take; ADR 0004 says what each is for. */
export function takePaths(takeFolder: string) {
  return {
    take: join(takeFolder, 'take.json'),
    pitch: join(takeFolder, 'pitch.f32'),
    plan: join(takeFolder, 'plan.json'),
    raw: join(takeFolder, 'raw.f32'),
    journal: join(takeFolder, 'journal.jsonl'),
    peaks: join(takeFolder, 'peaks.f32'),
    finished: join(takeFolder, 'finished.json'),
    master: join(takeFolder, 'master.wav'),
  };
}

const takeFileSchema = z.object({
  version: z.literal(1),
  recipe: recipeSchema,
  durationSec: z.number(),
  /** Of raw.f32, Hz. */
  sampleRate: z.number().int(),
  /** Length of raw.f32 when it is whole. */
  sampleCount: z.number().int(),
  key: z.string(),
  transposeSt: z.number(),
  /** 5th and 95th percentile of the authored pitch, MIDI. */
  lowMidi: z.number().nullable(),
  highMidi: z.number().nullable(),
  /** Gain to listen to raw.f32 with until the master is there. */
  provisionalGainDb: z.number(),
  /** [takeSec, recordingSec], thinned; empty where time is the recording's own. */
  timeMap: z.array(z.tuple([z.number(), z.number()])),
  /** Told while the performance was decided. */
  notices: z.array(noticeSchema),
});
/** take.json: what is known of a take once its performance is decided. */
export type TakeFile = z.infer<typeof takeFileSchema>;

const finishedFileSchema = z.object({
  loudnessLufs: z.number().nullable(),
  truePeakDb: z.number().nullable(),
  /** Of master.wav, at 48 kHz. */
  sampleCount: z.number().int(),
  durationSec: z.number(),
  notices: z.array(noticeSchema),
});
/** finished.json: what the last pass measured; valid together with master.wav. */
export type FinishedFile = z.infer<typeof finishedFileSchema>;

/**
 * Makes the folder of a take, or rids it of what an attempt that was killed left behind: files that were half written, and
 * the raw output of a take that is finished.
 */
export async function openTakeFolder(takeFolder: string): Promise<void> {
  await mkdir(takeFolder, { recursive: true });
  await removeStaleParts(takeFolder);
  if (await readFinishedFile(takeFolder)) await rm(takePaths(takeFolder).raw, { force: true });
}

/** Undefined before the performance is decided. */
export async function readTakeFile(takeFolder: string): Promise<TakeFile | undefined> {
  const text = await readTextIfThere(takePaths(takeFolder).take);
  return text === undefined ? undefined : takeFileSchema.parse(JSON.parse(text));
}

/** @param f0Hz authored pitch [frames], 0 = unvoiced */
export async function writeTakeFile(takeFolder: string, take: TakeFile, f0Hz: Float64Array): Promise<void> {
  const paths = takePaths(takeFolder);
  await writeAtomically(paths.pitch, new Uint8Array(Float32Array.from(f0Hz).buffer));
  await writeAtomically(paths.take, `${JSON.stringify(take, null, 2)}\n`);
}

/** Authored pitch [frames] in Hz, 0 = unvoiced. */
export async function readTakePitch(takeFolder: string): Promise<Float32Array> {
  return floatsOf(await readFile(takePaths(takeFolder).pitch));
}

/** Undefined unless master.wav is there. */
export async function readFinishedFile(takeFolder: string): Promise<FinishedFile | undefined> {
  const paths = takePaths(takeFolder);
  const isThere = await access(paths.master).then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  const text = await readTextIfThere(paths.finished);
  return text === undefined ? undefined : finishedFileSchema.parse(JSON.parse(text));
}

/** To be written before master.wav gets its name. */
export async function writeFinishedFile(takeFolder: string, finished: FinishedFile): Promise<void> {
  await writeAtomically(takePaths(takeFolder).finished, `${JSON.stringify(finished, null, 2)}\n`);
}
