import { upgradeWebSocket } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { WebSocket } from 'ws';
import type { EventHub } from './eventHub.ts';

/** A listener that has this much unread is gone or hopeless, bytes. */
const largestBacklog = 8 * 1024 * 1024;

/** A WebSocket that tells every event; `?after=<cursor>` tells first what was missed since. */
export function eventRoute(hub: EventHub): MiddlewareHandler {
  return upgradeWebSocket((c) => {
    const after = c.req.query('after');
    let leave = (): void => undefined;
    return {
      onOpen: (_event, socket) => {
        leave = hub.listen(after, (message) => {
          const backlog = socket.raw instanceof WebSocket ? socket.raw.bufferedAmount : 0;
          if (backlog > largestBacklog) socket.close();
          else socket.send(message);
        });
      },
      onClose: () => {
        leave();
      },
    };
  });
}
