import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** What was asked for again rests so long before it is asked for once more, ms. */
const restMs = 250;

/**
 * Asks for something again because it changed: at once, then as often as it changes, but never more often than every 250 ms.
 * A thousand changes that are told together after a lost connection are one question.
 */
export function createAskAgain(queries: QueryClient): (queryKey: QueryKey) => void {
  const resting = new Map<string, { hasChanged: boolean }>();
  const ask = (queryKey: QueryKey): void => {
    const name = JSON.stringify(queryKey);
    const rest = resting.get(name);
    if (rest) {
      rest.hasChanged = true;
      return;
    }
    const begun = { hasChanged: false };
    resting.set(name, begun);
    void queries.invalidateQueries({ queryKey });
    setTimeout(() => {
      resting.delete(name);
      if (begun.hasChanged) ask(queryKey);
    }, restMs);
  };
  return ask;
}
