import type { AppEvent, Subscribe, Unsubscribe } from '../../contract/events.ts';
import { isBeginning, type StreamMessage } from '../../contract/eventStream.ts';
import type { Transport } from './transport.ts';

const firstRetryMs = 250;
const longestRetryMs = 4000;

export type EventSocket = {
  readonly subscribe: Subscribe;
  readonly onConnection: Transport['onConnection'];
};

type Watcher = Parameters<Transport['onConnection']>[0];

/**
 * Events over a WebSocket that comes back by itself: it is tried again after 250 ms, then twice as late each time, up to
 * 4 s. It goes on after the last event it got; where the program does not know that one any more, who listens is told so.
 */
export function openEventSocket(url: string): EventSocket {
  const listeners = new Set<(event: AppEvent) => void>();
  const watchers = new Set<Watcher>();
  let retryMs = firstRetryMs;
  let cursor: string | undefined;
  const connect = (): void => {
    const socket = new WebSocket(cursor === undefined ? url : `${url}?after=${encodeURIComponent(cursor)}`);
    socket.addEventListener('open', () => {
      retryMs = firstRetryMs;
    });
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as StreamMessage;
      cursor = message.cursor;
      if (isBeginning(message)) for (const watch of watchers) watch(true, message.name !== 'resumed');
      else for (const listen of listeners) listen(message);
    });
    socket.addEventListener('close', () => {
      for (const watch of watchers) watch(false, false);
      setTimeout(connect, retryMs);
      retryMs = Math.min(longestRetryMs, retryMs * 2);
    });
  };
  connect();
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onConnection: (listener): Unsubscribe => {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
  };
}
