import { expect } from 'vitest';

/** An expectation that may take its time to come true: machines that test are busy. */
export function eventually<T>(read: () => Promise<T> | T) {
  return expect.poll(read, { timeout: 60_000, interval: 50 });
}
