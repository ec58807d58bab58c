import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { HostConfig } from '../contract/inference.ts';
import type { InferenceWorkerData } from './inference.worker.ts';

/** More threads than this gain nothing for networks of this size. */
const mostThreads = 8;

/** A thread of the host that runs networks on one device, one at a time. */
export type ModelThread = {
  readonly device: string;
  /** How many threads ONNX Runtime may use for a network that is loaded there now. */
  readonly threadCount: number;
  run(task: 'runModel' | 'proveDevice', message: unknown, options?: ThreadRunOptions): Promise<unknown>;
};

type ThreadRunOptions = {
  readonly transferList?: ArrayBuffer[];
  /** Called once the runs before it in the same thread have ended. */
  readonly onStart?: (() => void) | undefined;
};

type Kept = {
  readonly thread: Piscina;
  calls: number;
  holdsModels: boolean;
  /** Settles with the last call. */
  tail: Promise<unknown>;
};

/**
 * The threads that run networks: one for each device, and a second one for the CPU that shares a voice's blocks with the
 * first. Measured on two cores (docs/performance.md), two sessions of one thread each sing as fast as one of two and spend a
 * sixth less, because nobody waits for the other within a layer; other networks come one by one and get all cores.
 */
export class ModelThreads {
  readonly #config: HostConfig;
  readonly #workerFile: string;
  readonly #kept = new Map<string, Kept>();

  constructor(config: HostConfig, workerFile: string) {
    this.#config = config;
    this.#workerFile = workerFile;
  }

  /**
   * The thread that has least to do, of those that suit.
   * @param devices equally good ones
   * @param isShared whether calls come side by side, as a voice's blocks do
   */
  choose(devices: readonly string[], isShared: boolean): ModelThread {
    const hasTwo = isShared && availableParallelism() > 1;
    const names = devices.flatMap((device) => (device === 'cpu' && hasTwo ? ['cpu', 'cpu second'] : [device]));
    const idlest = names.reduce((best, name) => (this.#callsOf(name) < this.#callsOf(best) ? name : best));
    if (!isShared && idlest === 'cpu') this.#releaseSecond();
    return this.#threadOf(idlest, hasTwo ? Math.ceil(availableParallelism() / 2) : availableParallelism());
  }

  #callsOf(name: string): number {
    return this.#kept.get(name)?.calls ?? 0;
  }

  #threadOf(name: string, threadCount: number): ModelThread {
    const device = name.split(' ')[0] ?? name;
    const kept = this.#keep(name, device);
    return {
      device,
      threadCount: Math.min(mostThreads, threadCount),
      async run(task, message, { transferList = [], onStart } = {}) {
        kept.calls++;
        kept.holdsModels = true;
        const before = kept.tail;
        try {
          const result = kept.thread.run(message, { name: task, transferList }) as Promise<unknown>;
          kept.tail = result.catch(() => undefined);
          if (onStart) void before.then(onStart);
          return await result;
        } finally {
          kept.calls--;
        }
      },
    };
  }

  /** Alive as long as the process: ending a thread while it runs a network would abort everything (ADR 0002). */
  #keep(name: string, device: string): Kept {
    const known = this.#kept.get(name);
    if (known) return known;
    const workerData: InferenceWorkerData = { config: this.#config, device };
    const options = {
      workerData,
      atomics: 'disabled',
      filename: this.#workerFile,
      minThreads: 1,
      maxThreads: 1,
    } as const;
    const kept: Kept = { thread: new Piscina(options), calls: 0, holdsModels: false, tail: Promise.resolve() };
    this.#kept.set(name, kept);
    return kept;
  }

  /** A large network comes to the first thread: a voice that the second still holds would lie there for nothing. */
  #releaseSecond(): void {
    const second = this.#kept.get('cpu second');
    if (!second?.holdsModels || second.calls > 0) return;
    second.holdsModels = false;
    // What cannot be released stays; nothing depends on it.
    second.thread.run(undefined, { name: 'release' }).catch(() => undefined);
  }
}
