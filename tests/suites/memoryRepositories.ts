import { AppError } from '../../src/contract/errors.ts';
import { foldText } from '../../src/contract/foldText.ts';
import type { JobId, RecordingId, TakeId, VoiceId } from '../../src/contract/ids.ts';
import { createMemoryBatches } from './memoryBatches.ts';
import { createMemoryJobs } from './memoryJobs.ts';
import type { StoredPreset } from '../../src/core/presets/ports.ts';
import type { StoredIdempotencyKey } from '../../src/core/requests/ports.ts';
import type { TakePageQuery, TakePlace, TakeWithJob } from '../../src/core/takes/ports.ts';
import type { CorePorts, StoredJob, StoredRecording, StoredTake, StoredVoice } from '../../src/core/ports.ts';

type Repositories = Pick<
  CorePorts,
  | 'recordings'
  | 'jobs'
  | 'jobFigures'
  | 'queueMemory'
  | 'takes'
  | 'voices'
  | 'preferences'
  | 'presets'
  | 'idempotency'
  | 'batches'
>;

export type MemoryRepositories = Repositories & {
  /** While true, every write fails as on a full disk. */
  isDiskFull: boolean;
};

/** The repositories without a database: the same suite holds for both, so core tests may use this one. */
export function createMemoryRepositories(): MemoryRepositories {
  const recordings = new Map<RecordingId, StoredRecording>();
  const jobs = new Map<JobId, StoredJob>();
  const takes = new Map<TakeId, StoredTake>();
  const voices = new Map<VoiceId, StoredVoice>();
  let preferences: unknown;
  let presets: readonly StoredPreset[] = [];
  const keys = new Map<string, StoredIdempotencyKey>();
  const state = { isDiskFull: false };
  const write = (work: () => void): void => {
    if (state.isDiskFull) throw new AppError('DISK_FULL', { folder: 'memory' });
    work();
  };
  const values = <T>(map: Map<unknown, T>): T[] => structuredClone([...map.values()]);
  const search = (query: Omit<TakePageQuery, 'after' | 'limit'>): TakeWithJob[] =>
    values(takes)
      .flatMap((take) => {
        const job = structuredClone(jobs.get(take.jobId));
        return job && matches({ take, job }, query) ? [{ take, job }] : [];
      })
      .sort((a, b) => (isBefore(a.take, b.take) ? 1 : -1));
  const repositories: Repositories = {
    recordings: {
      get: (id) => structuredClone(recordings.get(id)),
      findByFile: (path, sizeBytes, modifiedMs) =>
        values(recordings).find(
          (recording) =>
            recording.path === path && recording.sizeBytes === sizeBytes && recording.modifiedMs === modifiedMs,
        ),
      findByHash: (sha256) => values(recordings).find((recording) => recording.sha256 === sha256),
      list: (limit) =>
        values(recordings)
          .sort((a, b) => b.openedAt.localeCompare(a.openedAt))
          .slice(0, limit),
      save: (recording) => {
        write(() => recordings.set(recording.id, structuredClone(recording)));
      },
    },
    ...createMemoryJobs({ jobs, recordings, takes, write }),
    batches: createMemoryBatches({ jobs, write }),
    takes: {
      get: (id) => structuredClone(takes.get(id)),
      listOf: (recordingId) =>
        values(takes)
          .filter((take) => take.recordingId === recordingId)
          .sort((a, b) => a.number - b.number),
      nextNumber: (recordingId) =>
        Math.max(
          0,
          ...values(takes)
            .filter((take) => take.recordingId === recordingId)
            .map((take) => take.number),
        ) + 1,
      save: (take) => {
        write(() => takes.set(take.id, structuredClone(take)));
      },
      page: ({ after, limit, ...query }) => {
        const found = search(query).filter(({ take }) => !after || isBefore(take, after));
        const entries = found.slice(0, limit);
        return { entries, next: found.length > limit ? (entries.at(-1)?.take ?? null) : null };
      },
      count: (query, limit) => Math.min(limit, search(query).length),
    },
    voices: {
      get: (id) => structuredClone(voices.get(id)),
      list: () => values(voices).sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id)),
      save: (voice) => {
        write(() => voices.set(voice.id, structuredClone(voice)));
      },
    },
    presets: {
      list: () => structuredClone([...presets]),
      save: (saved) => {
        write(() => (presets = structuredClone(saved)));
      },
    },
    idempotency: {
      get: (keySha256) => keys.get(keySha256),
      add: (key) => {
        write(() => keys.set(key.keySha256, key));
      },
      remove: (keySha256, id) => {
        write(() => keys.get(keySha256)?.id === id && keys.delete(keySha256));
      },
      removeBefore: (createdAt) => {
        for (const key of [...keys.values()]) if (key.createdAt < createdAt) keys.delete(key.keySha256);
      },
    },
    preferences: {
      get: () => structuredClone(preferences),
      save: (saved) => {
        write(() => (preferences = structuredClone(saved)));
      },
    },
  };
  return Object.assign(state, repositories);
}

function isBefore(take: StoredTake, other: TakePlace): boolean {
  return take.createdAt < other.createdAt || (take.createdAt === other.createdAt && take.id < other.id);
}

function matches({ take, job }: TakeWithJob, query: Omit<TakePageQuery, 'after' | 'limit'>): boolean {
  const { words, voiceId, statuses, isStarred, isSingle, isRemoved, from, to } = query;
  const name = foldText(job.recordingName);
  const isHere = isRemoved ? take.removedAt !== null && take.purgedAt === null : take.removedAt === null;
  return (
    isHere &&
    (isStarred ?? take.isStarred) === take.isStarred &&
    (voiceId ?? take.voiceId) === take.voiceId &&
    (!statuses || statuses.includes(job.status)) &&
    (isSingle !== true || job.batchId === null) &&
    (from === undefined || take.createdAt >= from) &&
    (to === undefined || take.createdAt < to) &&
    words.every(({ folded, voiceIds }) => name.includes(folded) || voiceIds.includes(take.voiceId))
  );
}
