import { jobIdSchema, takeIdSchema } from '../../contract/ids.ts';
import type { ConvertRequest, Recipe } from '../../contract/jobs.ts';
import type { BaseModelService } from '../baseModels/service.ts';
import { completeVoiceSettings, type Catalog } from '../catalog/catalog.ts';
import { recipeExtrasOf } from '../melodies/performanceExtras.ts';
import type { CorePorts, StoredExport, StoredJob, StoredRecording, StoredTake } from '../ports.ts';
import type { RecordingService } from '../recordings/service.ts';
import { chooseExportTarget } from '../takes/exportTarget.ts';
import type { VoiceLibrary } from '../voices/library.ts';
import type { LibraryVoice } from '../voices/libraryVoice.ts';
import { readyVoice } from '../voices/readyVoice.ts';
import type { JobStore } from './jobStore.ts';
import { madeWith } from './madeWith.ts';
import { modelsFor } from './modelsFor.ts';

export type CreateConvertJobParts = {
  readonly ports: Pick<CorePorts, 'takes' | 'files' | 'facts' | 'clock' | 'voiceFiles' | 'recordings' | 'melodyFiles'>;
  readonly catalog: Catalog;
  readonly recordings: RecordingService;
  readonly voices: VoiceLibrary;
  readonly baseModels: Pick<BaseModelService, 'ensureReady'>;
  readonly store: JobStore;
  readonly exportFolder: () => string | null;
};

/**
 * Checks a request, writes down the complete recipe and adds job and take in one step. Asked again with
 * the same job id, it gives the job that is there.
 * @throws AppError RECORDING_UNKNOWN, VOICE_UNKNOWN, VOICE_REMOVED, VOICE_NOT_READY, SETTING_*, MELODY_MISSING, MELODY_UNKNOWN,
 * PLAN_OTHER_RECORDING, BASE_MODEL_MISSING, and those of the export's target
 */
export async function createConvertJob(parts: CreateConvertJobParts, request: ConvertRequest): Promise<StoredJob> {
  const { ports, recordings, voices, store } = parts;
  const existing = request.jobId && store.find(request.jobId);
  if (existing) return existing;
  const recording = recordings.get(request.recordingId);
  const libraryVoice = await readyVoice({ voices, ports }, request.voiceId);
  const recipe = await recipeOf(parts, recording, libraryVoice, request);
  await parts.baseModels.ensureReady(modelsFor(parts.catalog, libraryVoice, recipe));
  const exportTo = await exportOf(parts, recording, libraryVoice, request);
  // No await from here on: number, position and rows are one step.
  const made = request.jobId && store.find(request.jobId);
  if (made) return made;
  const createdAt = new Date(ports.clock.nowMs()).toISOString();
  const shared = { recordingId: recording.id, voiceId: libraryVoice.voice.id, recipe, createdAt };
  const jobId = request.jobId ?? jobIdSchema.parse(crypto.randomUUID());
  const takeId = takeIdSchema.parse(crypto.randomUUID());
  const take: StoredTake = {
    ...shared,
    id: takeId,
    jobId,
    number: ports.takes.nextNumber(recording.id),
    durationSec: recording.durationSec,
    isStarred: false,
    removedAt: null,
    purgedAt: null,
  };
  const job: StoredJob = {
    ...shared,
    id: jobId,
    kind: 'convert',
    status: 'queued',
    recordingName: recording.name,
    takeId,
    inputPath: recording.path,
    exportTo,
    position: store.nextPosition(),
    batchId: null,
    priority: request.priority ?? 'normal',
    isPaused: false,
    isDismissed: false,
    inputBytes: recording.sizeBytes,
    durationSec: recording.durationSec,
    device: '',
    crashCount: 0,
    crashChunkCount: 0,
    progress: null,
    error: null,
    notices: [],
    outputPath: null,
    stages: [],
    startedAt: null,
    endedAt: null,
  };
  store.add(job, take);
  return job;
}

async function recipeOf(
  { catalog, ports }: CreateConvertJobParts,
  recording: StoredRecording,
  libraryVoice: LibraryVoice,
  request: ConvertRequest,
): Promise<Recipe> {
  const { voice } = libraryVoice;
  const complete = completeVoiceSettings(catalog, voice, request.settings);
  return {
    ...madeWith(catalog, libraryVoice, complete),
    app: 'cantado',
    recordingSha256: recording.sha256,
    voiceId: voice.id,
    settings: complete,
    ...(await recipeExtrasOf({ ports }, request, complete, recording.sha256)),
    seed: request.seed ?? Math.floor(Math.random() * 2 ** 32),
  };
}

async function exportOf(
  parts: CreateConvertJobParts,
  recording: StoredRecording,
  { voice }: LibraryVoice,
  request: ConvertRequest,
): Promise<StoredExport | null> {
  if (!request.export) return null;
  const { files, facts, takes } = parts.ports;
  const naming = {
    recordingPath: recording.path,
    recordingName: recording.name,
    voiceName: voice.name.en,
    takeNumber: takes.nextNumber(recording.id),
  };
  return chooseExportTarget({ files, facts, exportFolder: parts.exportFolder() }, naming, request.export);
}
