import type { AppEvent } from './events.ts';

/** How a connection begins: from now on, with all that was missed, or without it because it is not known any more. */
export const streamBeginnings = ['open', 'resumed', 'missed'] as const;
export type StreamBeginning = (typeof streamBeginnings)[number];

/** A message of the event stream over a WebSocket. The cursor is where `?after=` goes on from. */
export type StreamMessage =
  | { readonly cursor: string; readonly name: StreamBeginning; readonly payload: null }
  | (AppEvent & { readonly cursor: string });

export function isBeginning(
  message: StreamMessage,
): message is Extract<StreamMessage, { readonly name: StreamBeginning }> {
  return streamBeginnings.some((name) => name === message.name);
}

/** The event of a message; undefined for one that only begins a connection. */
export function eventOf(text: string): AppEvent | undefined {
  const message = JSON.parse(text) as StreamMessage;
  if (isBeginning(message)) return undefined;
  const { cursor: _, ...event } = message;
  return event;
}
