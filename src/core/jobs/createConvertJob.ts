import { AppError } from '../../contract/errors.ts';
import { jobIdSchema, takeIdSchema, type BatchId } from '../../contract/ids.ts';
import type { ConvertRequest, Recipe } from '../../contract/jobs.ts';
import type { BaseModelService } from '../baseModels/service.ts';
import { completeVoiceSettings, type Catalog } from '../catalog/catalog.ts';
import { recipeExtrasOf } from '../melodies/performanceExtras.ts';
import type { CorePorts, StoredJob, StoredTake } from '../ports.ts';
import type { RecordingService } from '../recordings/service.ts';
import { planExport, type ExportDefaults } from '../takes/exportTarget.ts';
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
  readonly baseModels: Pick<BaseModelService, 'ensureThere'>;
  readonly store: JobStore;
  readonly exportDefaults: () => ExportDefaults;
};

/** The batch a job belongs to, as it is when the job is added. */
export type BatchPlace = { readonly batchId: BatchId; readonly isPaused: boolean };

/**
 * Checks a request, writes down the complete recipe and adds job and take in one step. Asked again with
 * the same job id, it gives the job that is there.
 * @throws AppError RECORDING_UNKNOWN, VOICE_UNKNOWN, VOICE_REMOVED, VOICE_NOT_READY, SETTING_*, MELODY_MISSING, MELODY_UNKNOWN,
 * PLAN_OTHER_RECORDING, BASE_MODEL_MISSING, and those of the export's target
 * @param placeInBatch asked in the step that adds the job; CANCELLED is thrown where there is no place any more
 */
export async function createConvertJob(
  parts: CreateConvertJobParts,
  request: ConvertRequest,
  placeInBatch?: () => BatchPlace | undefined,
): Promise<StoredJob> {
  const { ports, recordings, store } = parts;
  const existing = request.jobId && store.find(request.jobId);
  if (existing) return existing;
  const recording = recordings.get(request.recordingId);
  const { voice, recipe } = await checkConversion(parts, recording.sha256, request);
  const exportTo = request.export ? await planExport(parts, recording.path, request.export) : null;
  // No await from here on: number, position and rows are one step.
  const made = request.jobId && store.find(request.jobId);
  if (made) return made;
  const place = placeInBatch?.();
  if (placeInBatch && !place) throw new AppError('CANCELLED', {});
  const createdAt = new Date(ports.clock.nowMs()).toISOString();
  const shared = { recordingId: recording.id, voiceId: voice.id, recipe, createdAt };
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
    batchId: place?.batchId ?? null,
    priority: request.priority ?? 'normal',
    isPaused: place?.isPaused ?? false,
    isDismissed: false,
    inputBytes: recording.sizeBytes,
    durationSec: recording.durationSec,
    device: '',
    attemptCount: 0,
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

type Conversion = Pick<ConvertRequest, 'voiceId' | 'settings' | 'melody' | 'lyrics' | 'backing' | 'seed'>;

/**
 * Whether the voice can sing and all that was chosen exists, and the recipe that comes of it.
 * @throws AppError as createConvertJob, without those of recording and export
 */
export async function checkConversion(
  parts: Pick<CreateConvertJobParts, 'ports' | 'catalog' | 'voices' | 'baseModels'>,
  recordingSha256: string,
  request: Conversion,
): Promise<{ readonly voice: LibraryVoice['voice']; readonly recipe: Recipe }> {
  const { ports, catalog, voices } = parts;
  const libraryVoice = await readyVoice({ voices, ports }, request.voiceId);
  const { voice } = libraryVoice;
  const complete = completeVoiceSettings(catalog, voice, request.settings);
  const recipe: Recipe = {
    ...madeWith(catalog, libraryVoice, complete),
    app: 'cantado',
    recordingSha256,
    voiceId: voice.id,
    settings: complete,
    ...(await recipeExtrasOf({ ports }, request, complete, recordingSha256)),
    seed: request.seed ?? Math.floor(Math.random() * 2 ** 32),
  };
  await parts.baseModels.ensureThere(modelsFor(catalog, libraryVoice, recipe));
  return { voice, recipe };
}
