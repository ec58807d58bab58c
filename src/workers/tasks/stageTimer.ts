import { AppError } from '../../contract/errors.ts';
import type { StageWork, TaskContext } from '../taskTypes.ts';

/** What a stage replies when everything was there already. */
export function cachedStage(audioSec: number): StageWork {
  return { workSec: null, audioSec };
}

/** Seconds since it was made. */
export function startTimer(): () => number {
  const startMs = performance.now();
  return () => (performance.now() - startMs) / 1000;
}

/**
 * A progress callback for engine code, which knows no cancelling: reports a part of the task's range, and throws once the
 * task shall stop.
 * @throws AppError CANCELLED from the returned function
 */
export function progressPart(context: TaskContext, from: number, to: number): (doneRatio: number) => void {
  return (doneRatio) => {
    throwIfCancelled(context);
    context.onProgress(from + (to - from) * doneRatio);
  };
}

export function throwIfCancelled(context: Pick<TaskContext, 'isCancelled'>): void {
  if (context.isCancelled()) throw new AppError('CANCELLED', {});
}
