import type { ErrorEnvelope } from '../../contract/errors.ts';
import type { BatchId, JobId, RecordingId, TakeId, VoiceId } from '../../contract/ids.ts';
import type { ExportTarget } from '../../contract/inference.ts';
import type { JobKind, JobStatus, Priority, Progress, Recipe, StageMeasure } from '../../contract/jobs.ts';
import type { Notice } from '../../contract/notices.ts';

/** An export whose file is named when the job begins: a key that is heard is known only then, and so is which names are free. */
export type PendingExport = Omit<ExportTarget, 'path'> & { readonly folder: string; readonly template: string };

/** Where a finished take is also written; how and in which folder is checked when the job is made. */
export type StoredExport = ExportTarget | PendingExport;

export type StoredJob = {
  readonly id: JobId;
  readonly kind: JobKind;
  readonly status: JobStatus;
  readonly recordingId: RecordingId;
  readonly recordingName: string;
  readonly voiceId: VoiceId;
  readonly takeId: TakeId;
  readonly recipe: Recipe;
  /** Where the recording lay when the job was made. */
  readonly inputPath: string;
  readonly exportTo: StoredExport | null;
  /** Order in the queue within a priority, smallest first; a job that was interrupted keeps its place in front. */
  readonly position: number;
  readonly batchId: BatchId | null;
  readonly priority: Priority;
  readonly isPaused: boolean;
  readonly isDismissed: boolean;
  /** Of the recording. */
  readonly inputBytes: number;
  readonly durationSec: number;
  /** Where its networks ran (`cpu` where it has none); empty before it ended. */
  readonly device: string;
  /** How often it was begun. */
  readonly attemptCount: number;
  /** Deaths of the host in a row without a whole chunk in between, and the chunks there were at the last one. */
  readonly crashCount: number;
  readonly crashChunkCount: number;
  readonly progress: Progress | null;
  readonly error: ErrorEnvelope | null;
  readonly notices: readonly Notice[];
  readonly outputPath: string | null;
  readonly stages: readonly StageMeasure[];
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
};

export type StoredTake = {
  readonly id: TakeId;
  readonly recordingId: RecordingId;
  readonly jobId: JobId;
  readonly voiceId: VoiceId;
  readonly number: number;
  readonly recipe: Recipe;
  readonly durationSec: number;
  readonly createdAt: string;
  readonly isStarred: boolean;
  /** In the bin since. */
  readonly removedAt: string | null;
  /** Its files were deleted; the recipe stays. */
  readonly purgedAt: string | null;
};
