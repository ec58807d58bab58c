import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createAskAgain } from './askAgain.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('a thousand changes at once are two questions: one at once, one for what changed since', () => {
  const queries = new QueryClient();
  const asked = vi.spyOn(queries, 'invalidateQueries');
  const askAgain = createAskAgain(queries);
  for (let change = 0; change < 1000; change++) askAgain(['status']);
  expect(asked).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(300);
  expect(asked).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(10_000);
  expect(asked).toHaveBeenCalledTimes(2);
  askAgain(['status']);
  askAgain(['takes', 1]);
  expect(asked).toHaveBeenCalledTimes(4);
});
