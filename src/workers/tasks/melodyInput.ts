import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { readBackingMeasure } from '../../adapters/cache/backingFile.ts';
import { readTracks, writeTracks } from '../../adapters/cache/tracksFile.ts';
import { melodyContentSchema } from '../../contract/melodies.ts';
import { AppError } from '../../contract/errors.ts';
import type { MelodySource, PerformanceExtras, RecordingSource } from '../../contract/inference.ts';
import { planLimits } from '../../contract/melody/plan.ts';
import { melodyFileLimits } from '../../contract/operations/melodies.ts';
import { measureTracks } from '../../engine/analysis/speechTracks.ts';
import { backingFromStart } from '../../engine/perform/melody/backingFromStart.ts';
import { checkPlan } from '../../engine/perform/melody/checkPlan.ts';
import type { Guide, LayingInput, MelodyInput, SpeechTracks } from '../../engine/perform/melody/types.ts';
import type { TaskContext } from '../taskTypes.ts';
import { readBoundedFile } from './boundedFile.ts';
import { openRecording, pathsOfRecording, type OpenRecording } from './recordingFiles.ts';
import { throwIfCancelled } from './stageTimer.ts';

export type MelodyRequest = PerformanceExtras & { readonly source: RecordingSource };

/**
 * Everything words are laid on a melody with. A guide must have been analysed, a backing measured.
 * @throws AppError MELODY_MISSING where no melody came with the request, PLAN_INVALID, PLAN_OTHER_RECORDING
 */
export async function layingInputOf(
  request: MelodyRequest,
  recording: OpenRecording,
  extractorId: string,
  context: TaskContext,
): Promise<LayingInput> {
  const { source, melody, lyrics, backing } = request;
  if (!melody) throw new AppError('MELODY_MISSING', {});
  const measure = backing && (await readBackingMeasure(pathsOfRecording(context, backing.source)));
  return {
    analysis: recording.analysis,
    tracks: await tracksOf(source, recording, extractorId, context),
    recordingName: source.name,
    recordingSha256: source.sha256,
    melody: await melodyInputOf(melody, request, recording, context),
    lyrics,
    backing: backing && measure ? backingFromStart(measure, backing.startSec) : null,
  };
}

async function melodyInputOf(
  melody: MelodySource,
  { source }: MelodyRequest,
  { analysis }: OpenRecording,
  context: TaskContext,
): Promise<MelodyInput> {
  switch (melody.kind) {
    case 'score': {
      const content = melodyContentSchema.parse(parsedJson(await readKept(melody, ''), basename(melody.file)));
      return { kind: 'score', score: content.score };
    }
    case 'plan': {
      const facts = {
        name: melody.name,
        recordingSha256: source.sha256,
        recordingSec: analysis.sampleCount / analysis.sampleRate,
      };
      return { kind: 'plan', plan: checkPlan(parsedJson(await readKept(melody, melody.name), melody.name), facts) };
    }
    case 'guide':
      return { kind: 'guide', guide: await guideOf(melody.source, context), use: melody.use };
  }
}

/**
 * The bytes of a melody or plan in the library.
 * @throws AppError MELODY_UNKNOWN where they are gone, or no longer those that the recipe names
 */
async function readKept({ file, sha256 }: KeptSource, name: string): Promise<Uint8Array> {
  const bytes = await readBoundedFile(file, name || basename(file), melodyFileLimits.planBytes).catch(
    (error: unknown) => {
      if (sha256 !== undefined && error instanceof AppError && error.code === 'FILE_NOT_FOUND') return null;
      throw error;
    },
  );
  if (bytes !== null && (sha256 === undefined || hashOf(bytes) === sha256)) return bytes;
  throw new AppError('MELODY_UNKNOWN', { id: sha256 ?? basename(file) });
}

type KeptSource = Exclude<MelodySource, { kind: 'guide' }>;

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @throws AppError PLAN_INVALID where the text is no JSON, or of so many parts that reading them would take gigabytes */
export async function readJson(file: string, name: string): Promise<unknown> {
  const shown = name || basename(file);
  return parsedJson(await readBoundedFile(file, shown, melodyFileLimits.planBytes), shown);
}

function parsedJson(bytes: Uint8Array, file: string): unknown {
  if (countParts(bytes) > planLimits.parts) throw new AppError('PLAN_INVALID', { file, path: '', reason: 'shape' });
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (cause) {
    throw new AppError('PLAN_INVALID', { file, path: '', reason: 'not-json' }, { cause });
  }
}

const partMarks = { list: 0x5b, object: 0x7b, field: 0x3a } as const;

/** Lists, objects and fields of a JSON text, and what looks like them inside its strings. */
function countParts(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) {
    if (byte === partMarks.list || byte === partMarks.object || byte === partMarks.field) count++;
  }
  return count;
}

async function guideOf(source: RecordingSource, context: TaskContext): Promise<Guide> {
  const recording = await openRecording(pathsOfRecording(context, source));
  try {
    const tracks = await tracksOf(source, recording, undefined, context);
    return { analysis: recording.analysis, tracks, name: source.name };
  } finally {
    recording.signal.close();
  }
}

/** Measured when first asked for, then kept beside the analysis. */
async function tracksOf(
  source: RecordingSource,
  { analysis, signal }: OpenRecording,
  extractorId: string | undefined,
  context: TaskContext,
): Promise<SpeechTracks> {
  const paths = pathsOfRecording(context, source, extractorId);
  const there = await readTracks(paths, analysis.frameCount);
  if (there) return there;
  const tracks = measureTracks(signal, () => {
    throwIfCancelled(context);
  });
  await writeTracks(paths, tracks);
  return tracks;
}
