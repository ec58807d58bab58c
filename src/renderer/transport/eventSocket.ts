import type { AppEvent, Subscribe, Unsubscribe } from '../../contract/events.ts';

const firstRetryMs = 250;
const longestRetryMs = 4000;

export type EventSocket = {
  readonly subscribe: Subscribe;
  readonly onConnection: (listener: (isConnected: boolean) => void) => Unsubscribe;
};

/**
 * Events over a WebSocket that comes back by itself: it is tried again after 250 ms, then twice as late each time, up to
 * 4 s. What was missed meanwhile is not replayed; who listens asks again when told that the connection is back.
 */
export function openEventSocket(url: string): EventSocket {
  const listeners = new Set<(event: AppEvent) => void>();
  const watchers = new Set<(isConnected: boolean) => void>();
  let retryMs = firstRetryMs;
  const connect = (): void => {
    const socket = new WebSocket(url);
    socket.addEventListener('open', () => {
      retryMs = firstRetryMs;
      for (const watch of watchers) watch(true);
    });
    socket.addEventListener('message', (message) => {
      const event = JSON.parse(String(message.data)) as AppEvent;
      for (const listen of listeners) listen(event);
    });
    socket.addEventListener('close', () => {
      for (const watch of watchers) watch(false);
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
    onConnection: (listener) => {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
  };
}
