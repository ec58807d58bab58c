import { describe, expect, it } from 'vitest';
import type { AppEvent } from '../../contract/events.ts';
import { createEventHub } from './eventHub.ts';

type Told = { readonly cursor: string; readonly name: string; readonly payload: { id: string; step: number } | null };

/** Only what the hub looks at: a name, and an id in the payload. */
const job = (id: string, step: number): AppEvent =>
  ({ name: 'job.changed', payload: { id, step } }) as object as AppEvent;

function openHub(options?: Parameters<typeof createEventHub>[1]) {
  const listeners = new Set<(event: AppEvent) => void>();
  const hub = createEventHub((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, options);
  const listen = (after?: string) => {
    const told: Told[] = [];
    const leave = hub.listen(after, (message) => told.push(JSON.parse(message) as Told));
    return {
      told,
      leave,
      steps: () => told.slice(1).map(({ payload }) => `${payload?.id ?? ''}${String(payload?.step)}`),
    };
  };
  const tell = (...events: AppEvent[]): void => {
    for (const event of events) for (const listener of listeners) listener(event);
  };
  return { listen, tell, listeners };
}

describe('the event stream', () => {
  it('goes on after a dropped connection with the last word about everything that changed meanwhile', () => {
    const { listen, tell } = openHub();
    const first = listen();
    tell(job('a', 1), job('b', 1));
    const cursor = first.told.at(-1)?.cursor;
    first.leave();
    tell(job('a', 2), job('c', 1), job('a', 3));
    const second = listen(cursor);
    expect(second.told[0]).toEqual({ cursor, name: 'resumed', payload: null });
    expect(second.steps()).toEqual(['c1', 'a3']);
    tell(job('b', 2));
    expect(second.steps()).toEqual(['c1', 'a3', 'b2']);
    // Wherever it breaks off while it catches up, the next one takes it from there.
    expect(listen(second.told[1]?.cursor).steps()).toEqual(['a3', 'b2']);
  });

  it('says so where it does not know any more what was missed', () => {
    const { listen, tell } = openHub({ capacity: 2 });
    const first = listen();
    const [{ cursor } = { cursor: '' }] = first.told;
    tell(job('a', 1), job('b', 1));
    expect(listen(cursor).told[0]?.name).toBe('resumed');
    tell(job('c', 1));
    const late = listen(cursor);
    expect([late.told[0]?.name, late.steps()]).toEqual(['missed', []]);
    for (const strange of ['', 'x', `${cursor}9`, cursor.replace(/^./, (sign) => (sign === '0' ? '1' : '0'))]) {
      expect(listen(strange).told[0]?.name, strange).toBe('missed');
    }
    // From what it was told then it goes on as from any other.
    tell(job('a', 2));
    expect(listen(late.told[0]?.cursor).steps()).toEqual(['a2']);
  });

  it('listens to the program only while somebody listens to it, and a while longer', async () => {
    const { listen, listeners } = openHub({ patienceMs: 20 });
    expect(listeners.size).toBe(0);
    const first = listen();
    first.leave();
    expect(listeners.size).toBe(1);
    await expect.poll(() => listeners.size).toBe(0);
    expect(listen(first.told[0]?.cursor).told[0]?.name).toBe('missed');
  });
});
