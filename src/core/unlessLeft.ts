import { AppError } from '../contract/errors.ts';

/** Waits for work that goes on by itself; who leaves does not wait for its end. @throws AppError CANCELLED with the signal */
export function unlessLeft<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const leave = (): void => {
      reject(new AppError('CANCELLED', {}));
    };
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', leave);
    });
  });
}
