import { expect, it } from 'vitest';
import { createWorkClock } from './workClock.ts';

it('lengths of time leave out the minutes in which the program stood still', () => {
  let rawMs = 5000;
  const clock = createWorkClock(() => rawMs);
  const startMs = clock();
  rawMs += 9000;
  expect(clock() - startMs).toBe(9000);
  rawMs += 600_000;
  expect(clock() - startMs).toBe(10_000);
  rawMs += 2000;
  expect(clock() - startMs).toBe(12_000);
});
