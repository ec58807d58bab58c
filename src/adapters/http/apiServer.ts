import type { Server } from 'node:http';
import { createAdaptorServer, type WebSocketServerLike } from '@hono/node-server';
import type { Hono } from 'hono';
import { WebSocketServer, type WebSocket } from 'ws';

/** Listeners of events only listen: anything longer than this ends the connection, bytes. */
const largestMessage = 1024;
/** A browser keeps a handful of connections and scripts some dozens; beyond this a new one is closed at once. */
const mostConnections = 256;
/** Line and headers of a request, bytes. */
const largestHeaders = 16 * 1024;

export type ApiServer = {
  readonly server: Server;
  /** Ends every connection, events and half-sent audio included. */
  close(): Promise<void>;
};

export type ApiServerLimits = {
  /** Who has not sent all headers by then is cut off, ms. Bodies have limits of their own (requestBody.ts). */
  readonly headersMs: number;
  /** Listeners are asked this often whether they are there; who does not answer in that time is cut off, ms. */
  readonly heartbeatMs: number;
};

const usualLimits: ApiServerLimits = { headersMs: 15_000, heartbeatMs: 20_000 };

/** An HTTP server for routes made with createApi, WebSocket included; not listening yet. */
export function createApiServer(app: Hono, { headersMs, heartbeatMs } = usualLimits): ApiServer {
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage });
  const server = createAdaptorServer({
    fetch: app.fetch,
    websocket: { server: webSockets as WebSocketServerLike },
    overrideGlobalObjects: false,
    serverOptions: {
      maxHeaderSize: largestHeaders,
      headersTimeout: headersMs,
      // An upload may take as long as it keeps coming.
      requestTimeout: 0,
      connectionsCheckingInterval: Math.min(5000, headersMs),
    },
  }) as Server;
  server.maxConnections = mostConnections;
  const heartbeat = beat(webSockets, heartbeatMs);
  return {
    server,
    close: () =>
      new Promise((resolve) => {
        clearInterval(heartbeat);
        for (const socket of webSockets.clients) socket.terminate();
        webSockets.close();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** A connection that died without a word (a closed lid, a pulled cable) is found by asking. */
function beat(webSockets: WebSocketServer, intervalMs: number): NodeJS.Timeout {
  const silent = new WeakSet<WebSocket>();
  webSockets.on('connection', (socket) => {
    socket.on('pong', () => silent.delete(socket));
  });
  return setInterval(() => {
    for (const socket of webSockets.clients) {
      if (silent.has(socket)) {
        socket.terminate();
        continue;
      }
      silent.add(socket);
      socket.ping();
    }
  }, intervalMs).unref();
}
