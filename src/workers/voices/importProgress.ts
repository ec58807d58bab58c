import { throwIfCancelled } from '../tasks/stageTimer.ts';
import type { TaskContext } from '../taskTypes.ts';

/** How far an import is: stage by stage, and within each by the bytes that were read of those it reads once. Never falls. */
export class ImportProgress {
  readonly #context: Pick<TaskContext, 'isCancelled' | 'onProgress'>;
  #from = 0;
  #to = 0;
  #expectedBytes = 0;
  #readBytes = 0;

  constructor(context: Pick<TaskContext, 'isCancelled' | 'onProgress'>) {
    this.#context = context;
  }

  /**
   * The stage before is done.
   * @param to share of the whole that is done when this one is
   * @param expectedBytes that it will read; 0 where it reads nothing
   */
  begin(to: number, expectedBytes: number): void {
    this.#from = this.#to;
    this.#to = to;
    this.#expectedBytes = expectedBytes;
    this.#readBytes = 0;
    this.#context.onProgress(this.#from);
  }

  /** Before so many bytes are read. @throws AppError CANCELLED once the task shall stop */
  readonly onRead = (bytes: number): void => {
    throwIfCancelled(this.#context);
    if (this.#expectedBytes === 0) return;
    this.#readBytes += bytes;
    const ratio = Math.min(1, this.#readBytes / this.#expectedBytes);
    this.#context.onProgress(this.#from + (this.#to - this.#from) * ratio);
  };
}
