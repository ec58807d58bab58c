import { Hono, type Context } from 'hono';
import { AppError } from '../../../contract/errors.ts';
import type { Output } from '../../../contract/operations/index.ts';
import type { ApiTarget } from '../api.ts';
import type { EventHub } from '../eventHub.ts';
import { eventRoute } from '../eventRoute.ts';
import { audioRoutes } from './audioRoutes.ts';
import { jobCreation } from './jobCreation.ts';
import { metricsRoute } from './metricsRoute.ts';
import { eventsRoute } from './eventsRoute.ts';
import { createOpenApi, type OpenApiDocument } from './openApi.ts';
import { answerOperation, operationRoutes, sharedPath } from './operationRoute.ts';
import { uploadRoutes } from './otherUploads.ts';
import { problemResponse } from './problem.ts';
import { referenceResponse } from './referencePage.ts';
import type { SpecialRoute } from './route.ts';
import { ask } from './upload.ts';

export const specialRoutes: readonly SpecialRoute[] = [
  jobCreation,
  ...uploadRoutes,
  ...audioRoutes,
  eventsRoute,
  metricsRoute,
];

export type RestApiParts = {
  readonly target: ApiTarget;
  readonly hub: EventHub;
};

/**
 * The program for scripts, DAW tools and servers (docs/http-api.md), without a guard: every operation that names a route, the
 * routes that are more than one operation (among them the WebSocket `GET /audio/events`), `GET /openapi.json` made from both, and
 * `GET /reference` for people.
 */
export function createRestApi({ target, hub }: RestApiParts): Hono {
  const api = new Hono();
  let made: Promise<OpenApiDocument> | undefined;
  const document = (): Promise<OpenApiDocument> => (made ??= describe(target));
  const problem = (c: Context, error: unknown, status?: number, headers?: Record<string, string>): Response =>
    problemResponse(
      error,
      { path: c.req.path, languages: c.req.header('accept-language') },
      { ...(status === undefined ? {} : { status }), ...(headers ? { headers } : {}) },
    );
  api.onError((error, c) => problem(c, error));
  api.get('/openapi.json', async (c) =>
    c.json(await document(), 200, { 'Cache-Control': 'no-store', 'Content-Language': 'en' }),
  );
  api.get('/reference', async () => referenceResponse(await document()));
  api.get('/audio/events', eventRoute(hub));
  for (const { method, path, handle } of specialRoutes) api.on(method, honoPath(path), (c) => handle(c, target));
  for (const { name, route } of operationRoutes) {
    api.on(route.method, honoPath(route.path), (c) => answerOperation(c, target, name));
  }
  const unknown = (c: Context): AppError =>
    new AppError('UNKNOWN_OPERATION', { name: `${c.req.method} ${c.req.path}` });
  for (const [path, methods] of methodsOf()) {
    api.all(honoPath(path), (c) => problem(c, unknown(c), 405, { Allow: [...methods].join(', ') }));
  }
  // Beneath our own paths there is nothing else, so a misspelt one is told as such.
  const roots = new Set([...methodsOf().keys()].map((path) => path.split('/')[1] ?? ''));
  for (const root of roots) api.all(`/${root}/*`, (c) => problem(c, unknown(c)));
  return api;
}

async function describe(target: ApiTarget): Promise<OpenApiDocument> {
  const { version } = (await ask(target, 'app.status', undefined)) as Output<'app.status'>;
  return createOpenApi(version, specialRoutes);
}

/** The methods of every path; HEAD is answered wherever GET is. */
function methodsOf(): Map<string, Set<string>> {
  const methods = new Map<string, Set<string>>();
  for (const { method, path: ofRoute } of [...specialRoutes, ...operationRoutes.map(({ route }) => route)]) {
    const path = sharedPath(methods.keys(), ofRoute);
    const known = methods.get(path) ?? new Set();
    methods.set(path, known.add(method));
    if (method === 'GET') known.add('HEAD');
  }
  return methods;
}

function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}
