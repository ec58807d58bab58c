import { AppError } from '../../contract/errors.ts';
import type { TaskControl } from './types.ts';

/** Samples handled at once: a third of a second at 48 kHz, so a stop is quick and memory flat. */
const blockSize = 16_384;

/** What can be read window by window; the result may be reused by the next call. */
type Readable = { readonly sampleCount: number; read(start: number, count: number): Float32Array };

/**
 * A signal block by block, with its progress told.
 * @throws AppError CANCELLED between two blocks
 */
export function* blocksOf(source: Readable, control: TaskControl): Generator<Float32Array> {
  for (let start = 0; start < source.sampleCount; start += blockSize) {
    if (control.isCancelled?.()) throw new AppError('CANCELLED', {});
    yield source.read(start, Math.min(blockSize, source.sampleCount - start));
    control.onProgress?.(Math.min(1, (start + blockSize) / source.sampleCount));
  }
}

/** The control of a part of a task that covers [from, to] of its progress. */
export function partOf(control: TaskControl, from: number, to: number): TaskControl {
  const { onProgress, isCancelled } = control;
  return {
    ...(isCancelled && { isCancelled }),
    ...(onProgress && {
      onProgress: (doneRatio: number) => {
        onProgress(from + (to - from) * doneRatio);
      },
    }),
  };
}
