import { AppError } from '../contract/errors.ts';

export type RunOptions = {
  readonly signal: AbortSignal;
  readonly onProgress?: ((doneRatio: number) => void) | undefined;
};

type Run = {
  readonly result: Promise<unknown>;
  readonly stop: AbortController;
  readonly listeners: Set<(doneRatio: number) => void>;
  waiting: number;
};

/**
 * Work that several requests want is done once. Each asker may leave by its own signal; the work itself is stopped when
 * nobody waits for it any more.
 */
export class SharedRuns {
  readonly #runs = new Map<string, Run>();

  /**
   * Joins the run of this key, or starts it.
   * @throws AppError CANCELLED when the asker's own signal fires; whatever `start` throws
   */
  async run<T>(key: string, start: (options: RunOptions) => Promise<T>, options: RunOptions): Promise<T> {
    const { signal, onProgress } = options;
    if (signal.aborted) throw new AppError('CANCELLED', {});
    const run = this.#runs.get(key) ?? this.#begin(key, start);
    run.waiting++;
    if (onProgress) run.listeners.add(onProgress);
    let leave: () => void = () => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => {
        reject(new AppError('CANCELLED', {}));
      };
      signal.addEventListener('abort', leave);
    });
    try {
      return (await Promise.race([run.result, left])) as T;
    } finally {
      signal.removeEventListener('abort', leave);
      if (onProgress) run.listeners.delete(onProgress);
      run.waiting--;
      if (run.waiting === 0) this.#stop(key, run);
    }
  }

  #begin(key: string, start: (options: RunOptions) => Promise<unknown>): Run {
    const stop = new AbortController();
    const listeners = new Set<(doneRatio: number) => void>();
    const onProgress = (doneRatio: number): void => {
      for (const listener of listeners) listener(doneRatio);
    };
    const result = start({ signal: stop.signal, onProgress });
    const run: Run = { result, stop, listeners, waiting: 0 };
    this.#runs.set(key, run);
    const forget = (): void => {
      if (this.#runs.get(key) === run) this.#runs.delete(key);
    };
    result.then(forget, forget);
    return run;
  }

  /** Whoever asks next starts afresh rather than join a run that is being stopped. */
  #stop(key: string, run: Run): void {
    run.stop.abort();
    if (this.#runs.get(key) === run) this.#runs.delete(key);
  }
}
