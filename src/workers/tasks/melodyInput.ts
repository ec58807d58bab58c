import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readBackingMeasure } from '../../adapters/cache/backingFile.ts';
import { readTracks, writeTracks } from '../../adapters/cache/tracksFile.ts';
import { melodyContentSchema } from '../../contract/melodies.ts';
import { AppError } from '../../contract/errors.ts';
import type { MelodySource, PerformanceExtras, RecordingSource } from '../../contract/inference.ts';
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
      const content = melodyContentSchema.parse(JSON.parse(await readFile(melody.file, 'utf8')));
      return { kind: 'score', score: content.score };
    }
    case 'plan': {
      const facts = {
        name: melody.name,
        recordingSha256: source.sha256,
        recordingSec: analysis.sampleCount / analysis.sampleRate,
      };
      return { kind: 'plan', plan: checkPlan(await readJson(melody.file, melody.name), facts) };
    }
    case 'guide':
      return { kind: 'guide', guide: await guideOf(melody.source, context), use: melody.use };
  }
}

/** @throws AppError PLAN_INVALID where the text is no JSON */
export async function readJson(file: string, name: string): Promise<unknown> {
  const text = new TextDecoder().decode(
    await readBoundedFile(file, name || basename(file), melodyFileLimits.planBytes),
  );
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AppError('PLAN_INVALID', { file: name || basename(file), path: '', reason: 'not-json' }, { cause });
  }
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
