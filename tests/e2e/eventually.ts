import { expect } from 'vitest';
import { givesUpAfterMs } from './openWindow.ts';

/** An expectation that may take its time to come true: machines that test are busy. */
export function eventually<T>(read: () => Promise<T> | T) {
  return expect.poll(read, { timeout: givesUpAfterMs, interval: 50 });
}
