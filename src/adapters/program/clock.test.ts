import { expect, it, onTestFinished } from 'vitest';
import { createClock } from './clock.ts';

it('lengths of time leave out the minutes in which the program stood still', () => {
  let rawMs = 5000;
  const clock = createClock(() => rawMs);
  onTestFinished(() => {
    clock.close();
  });
  const startMs = clock.monotonicMs();
  rawMs += 9000;
  expect(clock.monotonicMs() - startMs).toBe(9000);
  rawMs += 600_000;
  expect(clock.monotonicMs() - startMs).toBe(10_000);
  rawMs += 2000;
  expect(clock.monotonicMs() - startMs).toBe(12_000);
});
