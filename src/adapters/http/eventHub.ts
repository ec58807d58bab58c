import type { AppEvent, Subscribe, Unsubscribe } from '../../contract/events.ts';

/** What is told later to who lost the connection: the last word about so many things. */
const usualCapacity = 1000;
/** Events are kept for so long after the last listener left, ms. */
const usualPatienceMs = 10 * 60_000;

/**
 * Events for any number of connections, each with a cursor from which a dropped connection goes on. Every event carries the whole
 * state of its subject, so what was missed is told as it is now: one message for each job, batch, voice … that changed.
 */
export type EventHub = {
  /**
   * Sends messages `{"cursor", "name", "payload"}`. The first is called `open`, or with a cursor `resumed` (what was missed
   * follows) or `missed` (it is not known any more: ask afresh).
   */
  listen(after: string | undefined, send: (message: string) => void): Unsubscribe;
};

type Kept = { readonly ordinal: number; readonly event: AppEvent; text?: string };

export function createEventHub(
  subscribe: Subscribe,
  { capacity = usualCapacity, patienceMs = usualPatienceMs } = {},
): EventHub {
  const listeners = new Set<(message: string) => void>();
  /** Latest last. */
  const kept = new Map<string, Kept>();
  let run = '';
  let last = 0;
  let lastForgotten = 0;
  let unsubscribe: Unsubscribe | undefined;
  let leaving: NodeJS.Timeout | undefined;

  const cursorAt = (ordinal: number): string => `${run}-${String(ordinal)}`;
  /** Written once for all listeners, and never when there is none. */
  const textOf = (one: Kept): string =>
    (one.text ??= JSON.stringify({ cursor: cursorAt(one.ordinal), name: one.event.name, payload: one.event.payload }));
  const take = (event: AppEvent): void => {
    last += 1;
    const one: Kept = { ordinal: last, event };
    const subject = subjectOf(event, last);
    kept.delete(subject);
    kept.set(subject, one);
    const [oldest] = kept;
    if (kept.size > capacity && oldest) {
      kept.delete(oldest[0]);
      lastForgotten = oldest[1].ordinal;
    }
    for (const send of listeners) send(textOf(one));
  };
  const begin = (): void => {
    clearTimeout(leaving);
    if (unsubscribe) return;
    run = crypto.randomUUID().slice(0, 8);
    [last, lastForgotten] = [0, 0];
    unsubscribe = subscribe(take);
  };
  const end = (): void => {
    unsubscribe?.();
    unsubscribe = undefined;
    kept.clear();
  };
  /** The ordinal of a cursor of which nothing was forgotten since. */
  const resumable = (after: string): number | undefined => {
    const [, ofRun, ordinal] = /^([0-9a-f]{8})-(\d{1,15})$/.exec(after) ?? [];
    const from = Number(ordinal);
    return ofRun === run && from >= lastForgotten && from <= last ? from : undefined;
  };

  return {
    listen(after, send) {
      begin();
      const from = after === undefined ? undefined : resumable(after);
      const name = after === undefined ? 'open' : from === undefined ? 'missed' : 'resumed';
      send(JSON.stringify({ cursor: cursorAt(from ?? last), name, payload: null }));
      if (from !== undefined) for (const one of kept.values()) if (one.ordinal > from) send(textOf(one));
      listeners.add(send);
      return () => {
        listeners.delete(send);
        if (listeners.size > 0) return;
        clearTimeout(leaving);
        leaving = setTimeout(end, patienceMs).unref();
      };
    },
  };
}

/** What an event is about; a later event of the same subject takes the place of an earlier one. */
function subjectOf(event: AppEvent, ordinal: number): string {
  switch (event.name) {
    case 'app.notice':
      return `${event.name} ${String(ordinal)}`;
    case 'devices.changed':
    case 'queue.changed':
    case 'storage.changed':
    case 'settings.changed':
    case 'library.reopened':
      return event.name;
    case 'job.changed':
    case 'recording.changed':
    case 'voice.changed':
    case 'voiceImport.changed':
    case 'baseModel.changed':
    case 'batch.changed':
    case 'take.changed':
    case 'network.changed':
      return `${event.name} ${String(event.payload.id)}`;
  }
}
