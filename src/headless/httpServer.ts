import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { createApi, type ApiTarget } from '../adapters/http/api.ts';
import { createApiServer } from '../adapters/http/apiServer.ts';
import { createEventHub } from '../adapters/http/eventHub.ts';
import { createRestApi } from '../adapters/http/rest/restApi.ts';
import { rendererResponse, securityHeaders } from '../adapters/pages/rendererFiles.ts';
import { accessControl } from './http/access.ts';

/** Reachable from this computer only. */
const address = '127.0.0.1';

export type HttpServerOptions = {
  readonly cantado: ApiTarget;
  readonly rendererFolder: string;
  /** 0: a free one. */
  readonly port: number;
  readonly token: string;
};

export type HttpServer = {
  readonly port: number;
  /** The address to open, token included. */
  readonly url: string;
  close(): Promise<void>;
};

/**
 * The window and the API for a browser on this computer, behind the token.
 * @throws the system's error when the port is taken or not allowed
 */
export async function startHttpServer({
  cantado,
  rendererFolder,
  port,
  token,
}: HttpServerOptions): Promise<HttpServer> {
  const listening = { port };
  const app = new Hono();
  app.use('*', accessControl({ token, port: () => listening.port }));
  app.use('*', async (c, next) => {
    await next();
    // A response that upgrades to a WebSocket has no headers of ours to carry.
    if (c.res.status === 101 || c.res.headers.has('X-Content-Type-Options')) return;
    for (const [name, value] of Object.entries(securityHeaders)) c.res.headers.set(name, value);
  });
  const hub = createEventHub(cantado.subscribe);
  app.route('/', createApi(cantado, hub));
  app.route('/', createRestApi({ target: cantado, hub }));
  app.get('*', (c) => {
    const eventSources = [`ws://${c.req.header('host') ?? ''}`];
    return rendererResponse(new URL(c.req.url).pathname, { folder: rendererFolder, eventSources });
  });
  const { server, close } = createApiServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  listening.port = (server.address() as AddressInfo).port;
  return {
    port: listening.port,
    url: `http://${address}:${String(listening.port)}/?token=${encodeURIComponent(token)}`,
    close,
  };
}
