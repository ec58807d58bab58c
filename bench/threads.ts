import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

export type ThreadsRow = {
  readonly what: string;
  /** Seconds of audio per second. */
  readonly realTimeFactor: number;
  readonly cpuSecPerAudioSec: number;
};

const file = fileURLToPath(new URL('./threadsWorker.ts', import.meta.url));
const frames = 100;
const ways = [
  { what: 'one session of 2 threads, waiting threads sleep', workers: 1, threads: 2, isSpinning: false },
  { what: 'one session of 2 threads, waiting threads spin', workers: 1, threads: 2, isSpinning: true },
  { what: 'two sessions of 1 thread, side by side', workers: 2, threads: 1, isSpinning: false },
  { what: 'one session of 1 thread', workers: 1, threads: 1, isSpinning: false },
] as const;

function answerOf(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/** A decoder of full size, in every way two cores can be used. Each way sings the same number of seconds, in turn. */
export async function measureThreads(decoder: string, rounds = 3): Promise<ThreadsRow[]> {
  const sums = ways.map(() => ({ wallSec: 0, cpuSec: 0, audioSec: 0 }));
  for (let round = 0; round < rounds; round++) {
    for (const [index, { workers: count, threads, isSpinning }] of ways.entries()) {
      const sum = sums[index];
      const workerData = { decoder, threads, isSpinning, frames };
      const workers = Array.from({ length: count }, () => new Worker(file, { workerData }));
      const sing = async (): Promise<void> => {
        const answers = workers.map(answerOf);
        for (const worker of workers) worker.postMessage('sing');
        await Promise.all(answers);
      };
      await Promise.all(workers.map(answerOf));
      await sing();
      const startMs = performance.now();
      const before = process.cpuUsage();
      for (let block = 0; block < 2 / count; block++) await sing();
      const { user, system } = process.cpuUsage(before);
      sum.wallSec += (performance.now() - startMs) / 1000;
      sum.cpuSec += (user + system) / 1e6;
      sum.audioSec += (2 * frames) / 100;
      for (const worker of workers) await worker.terminate();
    }
  }
  return ways.map(({ what }, index) => {
    const { wallSec, cpuSec, audioSec } = sums[index];
    return { what, realTimeFactor: audioSec / wallSec, cpuSecPerAudioSec: cpuSec / audioSec };
  });
}
