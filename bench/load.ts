import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { jobIdSchema, voiceIdSchema, type JobId, type RecordingId } from '../src/contract/ids.ts';
import type { BudgetRow } from './budgets.ts';
import { cpuSecOf, residentMb } from './children.ts';
import { startProgram, type ServedProgram } from './servedProgram.ts';
import { writeSpeech } from './speech.ts';

const voiceId = voiceIdSchema.parse('your-own-voice');
/** Recordings that jobs take turns with. */
const recordingCount = 20;
const queuedJobs = 2000;
const clientCount = 20;
const pollPauseMs = 500;
const rounds = 60;
/** Jobs over which memory is watched, and of how many the first and the last are compared. */
const finishedJobs = Number(process.env['CANTADO_LOAD_JOBS'] ?? 500);
const comparedJobs = Math.min(100, finishedJobs / 5);
const budgetMs = 50;

type Times = Map<string, number[]>;

function quantile(values: readonly number[], ratio: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(ratio * sorted.length))] ?? Number.NaN;
}

async function openRecordings({ call, folder }: ServedProgram): Promise<RecordingId[]> {
  const ids: RecordingId[] = [];
  for (let index = 0; index < recordingCount; index++) {
    const file = path.join(folder, `short-${String(index)}.wav`);
    // A little longer each, so that each is a recording of its own.
    await writeSpeech(file, 1.5 + index / 100, 16_000);
    ids.push((await call('recordings.open', { path: file })).id);
  }
  return ids;
}

async function createJob({ call }: ServedProgram, recordingId: RecordingId): Promise<JobId> {
  const jobId = jobIdSchema.parse(crypto.randomUUID());
  await call('jobs.create', { recordingId, voiceId, jobId, seed: 1 });
  return jobId;
}

/** Everything a person does with a queue, each once in a round; the jobs it makes are cancelled again. */
async function measureOperations(program: ServedProgram, recordingIds: readonly RecordingId[]): Promise<Times> {
  const { call } = program;
  const times: Times = new Map();
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const startMs = performance.now();
    const result = await work();
    times.set(name, [...(times.get(name) ?? []), performance.now() - startMs]);
    return result;
  };
  for (let round = 0; round < rounds; round++) {
    const recordingId = recordingIds[round % recordingIds.length];
    if (recordingId === undefined) continue;
    const first = await createJob(program, recordingId);
    // Held back first, so that none is begun or done while it is moved about.
    await call('jobs.pause', { jobId: first });
    const jobId = await timed('create', () => createJob(program, recordingId));
    await timed('pause', () => call('jobs.pause', { jobId }));
    await timed('get', () => call('jobs.get', { jobId }));
    await timed('list 50 of the queue', () => call('jobs.list', { status: 'queued', order: 'queue', limit: 50 }));
    await timed('state of the queue', () => call('queue.get', undefined));
    await timed('move', () => call('jobs.move', { jobId, beforeJobId: first }));
    await timed('priority', () => call('jobs.setPriority', { jobId, priority: 'low' }));
    await timed('cancel', () => call('jobs.cancel', { jobId }));
    await call('jobs.cancel', { jobId: first });
    await pause(20);
  }
  return times;
}

/** Clients that ask again and again, until they are told to stop. */
function startPolling({ call }: ServedProgram): () => Promise<number> {
  const stop = new AbortController();
  const poll = async (): Promise<number> => {
    let count = 0;
    while (!stop.signal.aborted) {
      await call('jobs.list', { status: 'queued', order: 'queue', limit: 50 });
      await call('queue.get', undefined);
      count += 2;
      await pause(pollPauseMs);
    }
    return count;
  };
  const clients = Array.from({ length: clientCount }, poll);
  return async () => {
    stop.abort();
    return (await Promise.all(clients)).reduce((sum, count) => sum + count, 0);
  };
}

async function completedCount({ call }: ServedProgram, before: number): Promise<number> {
  const { queuedCount, processingCount, needsYouCount } = await call('queue.get', undefined);
  return before - queuedCount - processingCount - needsYouCount;
}

type MemoryMb = { readonly program: number; readonly children: number };

/** Memory after every tenth of a second until so many jobs are done, by how many were. */
async function watchMemory(program: ServedProgram, jobCount: number, wanted: number) {
  const seen: { readonly done: number; readonly memory: MemoryMb }[] = [];
  const startMs = performance.now();
  for (;;) {
    const done = await completedCount(program, jobCount);
    const memory = residentMb(program.pid);
    if (memory) seen.push({ done, memory });
    if (done >= wanted) return { seen, seconds: (performance.now() - startMs) / 1000 };
    await pause(100);
  }
}

function medianMb(
  seen: Awaited<ReturnType<typeof watchMemory>>['seen'],
  [from, to]: readonly [number, number],
  of: keyof MemoryMb,
): number {
  return quantile(
    seen.filter(({ done }) => done >= from && done < to).map(({ memory }) => memory[of]),
    0.5,
  );
}

function operationRows(idle: Times, loaded: Times): BudgetRow[] {
  return [...loaded].map(([name, times]) => {
    const medianMs = quantile(times, 0.5);
    const ratio = medianMs / quantile(idle.get(name) ?? [], 0.5);
    const slowMs = quantile(times, 0.95);
    return {
      what: `${name}: median (95 % within ${slowMs.toFixed(0)} ms; ${ratio.toFixed(1)} × the idle program)`,
      figure: `${medianMs.toFixed(1)} ms`,
      budget: `≤ ${String(budgetMs)} ms`,
      isMet: medianMs <= budgetMs,
    };
  });
}

/** How the queue answers with thousands of jobs, many clients and a render at work, and what 500 jobs leave in memory. */
export async function benchLoad(): Promise<BudgetRow[]> {
  const program = await startProgram();
  try {
    const { call } = program;
    const recordingIds = await openRecordings(program);
    await call('queue.pause', undefined);
    await measureOperations(program, recordingIds);
    const idle = await measureOperations(program, recordingIds);
    for (let index = 0; index < queuedJobs; index++) {
      await createJob(program, recordingIds[index % recordingCount] ?? recordingIds[0]);
    }
    const sockets = Array.from({ length: clientCount }, () => program.listen());
    const stopPolling = startPolling(program);
    await call('queue.resume', undefined);
    while ((await completedCount(program, queuedJobs)) < 1) await pause(50);
    const before = { ms: performance.now(), cpuSec: cpuSecOf(program.pid) ?? 0 };
    const loaded = await measureOperations(program, recordingIds);
    const wallSec = (performance.now() - before.ms) / 1000;
    const busyRatio = ((cpuSecOf(program.pid) ?? Number.NaN) - before.cpuSec) / wallSec;
    const doneMeanwhile = await completedCount(program, queuedJobs);
    const polls = await stopPolling();
    const heard = sockets.map(({ count, close }) => {
      close();
      return count();
    });
    const first = doneMeanwhile;
    const { seen, seconds } = await watchMemory(program, queuedJobs, first + finishedJobs);
    const last = first + finishedJobs;
    const memoryRow = (what: string, of: keyof MemoryMb): BudgetRow => {
      const before = medianMb(seen, [first, first + comparedJobs], of);
      const after = medianMb(seen, [last - comparedJobs, last], of);
      const ratio = after / before;
      return {
        what: `memory of ${what} over ${String(finishedJobs)} jobs: last ${String(comparedJobs)} (${after.toFixed(0)} MB) over first ${String(comparedJobs)} (${before.toFixed(0)} MB)`,
        figure: `${ratio.toFixed(2)} ×`,
        budget: '≤ 1.1 ×',
        isMet: ratio <= 1.1,
      };
    };
    return [
      ...operationRows(idle, loaded),
      {
        what: `jobs finished while that was measured; requests of the ${String(clientCount)} clients; events heard by each socket`,
        figure: `${String(doneMeanwhile)}; ${String(polls)}; ${String(Math.min(...heard))}`,
        budget: '',
        isMet: null,
      },
      {
        what: 'share of one core that the program itself took for all that',
        figure: busyRatio.toFixed(2),
        budget: '',
        isMet: null,
      },
      memoryRow('the program', 'program'),
      memoryRow('the inference host', 'children'),
      {
        what: `seconds for those ${String(finishedJobs)} jobs of 1.5 to 1.7 s`,
        figure: seconds.toFixed(0),
        budget: '',
        isMet: null,
      },
    ];
  } finally {
    await program.stop();
  }
}
