import type { AppEvent, Subscribe } from '../contract/events.ts';

export type Events = { readonly emit: (event: AppEvent) => void; readonly subscribe: Subscribe };

/** Hands every event to every listener; a listener that throws harms no other. */
export function createEvents(onListenerError: (error: unknown) => void): Events {
  const listeners = new Set<(event: AppEvent) => void>();
  return {
    emit(event) {
      for (const listener of [...listeners]) {
        try {
          listener(event);
        } catch (error) {
          onListenerError(error);
        }
      }
    },
    subscribe(listener) {
      // A wrapper of its own, so that subscribing one function twice needs two unsubscriptions.
      const own = (event: AppEvent): void => {
        listener(event);
      };
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },
  };
}
