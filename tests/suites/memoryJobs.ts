import type { JobId, RecordingId, TakeId } from '../../src/contract/ids.ts';
import { compareTurns, matchesFilter } from '../../src/core/jobs/jobOrder.ts';
import type { QueueMemory } from '../../src/core/jobs/ports.ts';
import type { CorePorts, StoredJob, StoredRecording, StoredTake } from '../../src/core/ports.ts';

type Kept = {
  readonly jobs: Map<JobId, StoredJob>;
  readonly recordings: ReadonlyMap<RecordingId, StoredRecording>;
  readonly takes: Map<TakeId, StoredTake>;
  readonly write: (work: () => void) => void;
};

const fresh = {
  error: null,
  progress: null,
  notices: [],
  stages: [],
  outputPath: null,
  endedAt: null,
  crashCount: 0,
  crashChunkCount: 0,
};

/** The jobs and all that is asked of them, without a database. */
export function createMemoryJobs({
  jobs,
  recordings,
  takes,
  write,
}: Kept): Pick<CorePorts, 'jobs' | 'jobFigures' | 'queueMemory'> {
  let memory: QueueMemory | undefined;
  const all = (): StoredJob[] => structuredClone([...jobs.values()]);
  const save = (job: StoredJob): void => {
    write(() => jobs.set(job.id, structuredClone(job)));
  };
  const isAnalysed = (id: RecordingId): boolean => recordings.get(id)?.analysis.state === 'ready';
  const isInLine = ({ status }: StoredJob): boolean => status === 'queued' || status === 'processing';
  return {
    jobs: {
      get: (id) => structuredClone(jobs.get(id)),
      list: ({ order, offset = 0, limit, ...filter }) =>
        all()
          .filter((job) => matchesFilter(job, { ...filter, order }))
          .sort(compareTurns(order))
          .slice(offset, offset + limit),
      next: (except) =>
        all()
          .filter(({ id, status, isPaused }) => status === 'queued' && !isPaused && !except.includes(id))
          .sort(compareTurns('queue'))[0],
      create: (job, take) => {
        write(() => {
          jobs.set(job.id, structuredClone(job));
          takes.set(take.id, structuredClone(take));
        });
      },
      save,
      saveProgress: save,
      nextPosition: () => Math.max(0, ...all().map(({ position }) => position)) + 1,
      moveNextTo: (id, otherId, side) => {
        const line = all().sort((a, b) => a.position - b.position);
        const moved = line.find((job) => job.id === id);
        const target = line.find((job) => job.id === otherId);
        if (!moved || !target) return;
        const isForward = moved.position > target.position;
        const goal = side === 'before' ? target.position : target.position + 1;
        for (const job of line.filter(isInLine)) {
          const { position } = job;
          if (isForward && position >= goal && position < moved.position) {
            save({ ...job, position: position + 1 });
          }
          if (!isForward && position > moved.position && position < goal) {
            save({ ...job, position: position - 1 });
          }
        }
        const position = isForward ? goal : goal - 1;
        save({ ...moved, position, priority: target.priority });
      },
      changeBatch: (batchId, { from, values, isFresh }) => {
        const chosen = all()
          .filter((job) => job.batchId === batchId && from.includes(job.status))
          .sort((a, b) => a.position - b.position);
        const last = Math.max(0, ...all().map(({ position }) => position));
        for (const [index, job] of chosen.entries()) {
          save({ ...job, ...values, ...(isFresh ? { ...fresh, position: last + 1 + index } : {}) });
        }
        return chosen.length;
      },
    },
    jobFigures: {
      counts: () => ({
        queued: all().filter(({ status }) => status === 'queued').length,
        processing: all().filter(({ status }) => status === 'processing').length,
        needsYou: all().filter(({ status, isDismissed }) => status === 'failed' && !isDismissed).length,
      }),
      waiting: (batchId) => {
        const waiting = all().filter(
          (job) => job.status === 'queued' && !job.isPaused && (batchId ?? job.batchId) === job.batchId,
        );
        return [...new Set(waiting.map(({ recipe }) => recipe.converterId))].map((converterId) => {
          const own = waiting.filter(({ recipe }) => recipe.converterId === converterId);
          const seconds = (some: readonly StoredJob[]): number => some.reduce((sum, job) => sum + job.durationSec, 0);
          const unanalysed = own.filter(({ recordingId }) => !isAnalysed(recordingId));
          return {
            converterId,
            jobCount: own.length,
            audioSec: seconds(own),
            unanalysedSec: seconds(unanalysed),
          };
        });
      },
      countWaiting: (most) =>
        all()
          .filter(({ status, isPaused }) => status === 'queued' && !isPaused)
          .slice(0, most).length,
      isAnalysed,
      finished: (since, limit) =>
        all()
          .filter(({ status, endedAt }) => status === 'completed' && (endedAt ?? '') >= since)
          .sort((a, b) => (b.endedAt ?? '').localeCompare(a.endedAt ?? ''))
          .slice(0, limit)
          .map(({ recipe, device, stages }) => ({ converterId: recipe.converterId, device, stages })),
    },
    queueMemory: {
      get: () => structuredClone(memory),
      save: (saved) => {
        write(() => (memory = structuredClone(saved)));
      },
    },
  };
}
