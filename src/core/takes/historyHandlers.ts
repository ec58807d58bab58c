import { invalidInput } from '../../contract/checkInput.ts';
import { foldText } from '../../contract/foldText.ts';
import { mostCounted, type HistoryEntry, type HistoryFilter } from '../../contract/history.ts';
import { takeIdSchema } from '../../contract/ids.ts';
import type { Handlers } from '../../contract/operations/index.ts';
import { createConvertJob, type CreateConvertJobParts } from '../jobs/createConvertJob.ts';
import type { JobQueue } from '../jobs/queue.ts';
import { requestOf } from '../melodies/performanceExtras.ts';
import type { VoiceLibrary } from '../voices/library.ts';
import { compareRecipes } from './compareRecipes.ts';
import type { SearchWord, TakePageQuery, TakePlace, TakeWithJob } from './ports.ts';
import type { TakeBin } from './takeBin.ts';

type HistoryHandlers = Pick<
  Handlers,
  'takes.history' | 'takes.again' | 'takes.compare' | 'takes.star' | 'takes.remove' | 'takes.restore'
>;

export type HistoryHandlerParts = CreateConvertJobParts & {
  readonly queue: Pick<JobQueue, 'wake'>;
  readonly bin: TakeBin;
};

export function historyHandlers(parts: HistoryHandlerParts): HistoryHandlers {
  const { ports, voices, bin, queue } = parts;
  return {
    'takes.history': ({ after, limit, ...filter }) => {
      const query = queryOf(voices, filter);
      const { entries, next } = ports.takes.page({ ...query, after: placeOf(after), limit });
      return Promise.resolve({
        entries: entries.map(entryOf),
        next: next && `${next.createdAt}|${next.id}`,
        total: ports.takes.count(query, mostCounted),
      });
    },
    'takes.again': async ({ takeId, jobId }) => {
      const { recordingId, recipe } = bin.get(takeId);
      const { voiceId, settings, seed } = recipe;
      const request = { recordingId, voiceId, settings, seed, ...requestOf({ ports }, recipe) };
      const job = await createConvertJob(parts, { ...request, ...(jobId && { jobId }) });
      queue.wake();
      return { jobId: job.id, takeId: job.takeId };
    },
    'takes.compare': ({ first, second }) => {
      const [one, other] = [bin.get(first), bin.get(second)];
      return Promise.resolve({ takeIds: [one.id, other.id], differences: compareRecipes(one.recipe, other.recipe) });
    },
    'takes.star': ({ takeId, isStarred }) => Promise.resolve(bin.star(takeId, isStarred)),
    'takes.remove': ({ takeId }) => Promise.resolve(bin.remove(takeId)),
    'takes.restore': ({ takeId }) => Promise.resolve(bin.restore(takeId)),
  };
}

function queryOf(voices: VoiceLibrary, { words, ...filter }: HistoryFilter): Omit<TakePageQuery, 'after' | 'limit'> {
  const wanted = foldText(words)
    .split(/\s+/)
    .filter((word) => word !== '');
  // Thousands of names need not be looked at where nobody searches.
  const all = wanted.length === 0 ? [] : [...voices.list(), ...voices.removed()];
  const named = all.map(({ id, name }) => ({ id, folded: foldText(Object.values(name).join('\n')) }));
  const search = wanted.map((folded): SearchWord => {
    const voiceIds = named.filter((voice) => voice.folded.includes(folded)).map(({ id }) => id);
    return { folded, voiceIds };
  });
  return { ...filter, words: search };
}

/** @throws AppError INVALID_INPUT where it is no place that a page gave */
function placeOf(after: string | undefined): TakePlace | undefined {
  if (after === undefined) return undefined;
  const [createdAt = '', id] = after.split('|');
  const takeId = takeIdSchema.safeParse(id);
  if (!takeId.success) throw invalidInput('after', 'other-form');
  return { createdAt, id: takeId.data };
}

function entryOf({ take, job }: TakeWithJob): HistoryEntry {
  const isEnded = job.startedAt !== null && job.endedAt !== null;
  return {
    ...take,
    status: job.status,
    recordingName: job.recordingName,
    startedAt: job.startedAt,
    endedAt: job.endedAt,
    workSec: isEnded ? job.stages.reduce((sum, { seconds }) => sum + seconds, 0) : null,
    outputPath: job.outputPath,
    exportFormat: job.exportTo?.format ?? null,
  };
}
