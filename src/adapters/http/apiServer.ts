import type { Server } from 'node:http';
import { createAdaptorServer, type WebSocketServerLike } from '@hono/node-server';
import type { Hono } from 'hono';
import { WebSocketServer } from 'ws';

/** Listeners of events only listen: anything longer than this ends the connection, bytes. */
const largestMessage = 1024;

export type ApiServer = {
  readonly server: Server;
  /** Ends every connection, events and half-sent audio included. */
  close(): Promise<void>;
};

/** An HTTP server for routes made with createApi, WebSocket included; not listening yet. */
export function createApiServer(app: Hono): ApiServer {
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage });
  const server = createAdaptorServer({
    fetch: app.fetch,
    websocket: { server: webSockets as WebSocketServerLike },
    overrideGlobalObjects: false,
  }) as Server;
  return {
    server,
    close: () =>
      new Promise((resolve) => {
        for (const socket of webSockets.clients) socket.terminate();
        webSockets.close();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
