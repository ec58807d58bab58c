import { upgradeWebSocket } from '@hono/node-server';
import { Hono } from 'hono';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { AppError, toEnvelope, type Reply } from '../../contract/errors.ts';
import type { Cantado } from '../cantado.ts';

/** What the routes need of the program. */
export type ApiTarget = Pick<
  Cantado,
  'dispatch' | 'subscribe' | 'mediaResponse' | 'upload' | 'uploadVoice' | 'uploadMelody'
>;

/** No request but an upload is anywhere near this, bytes. */
const largestCall = 1024 * 1024;
/** A listener that has this much unread is gone or hopeless, bytes. */
const largestBacklog = 4 * 1024 * 1024;

/** An operation without input is called with `{}`: JSON knows no undefined. */
const callBodySchema = z.object({ input: z.unknown().optional() });

/**
 * The program over HTTP, without a guard: whoever mounts these routes decides before them who may call.
 * - `POST /call/:operation` with `{"input": …}` answers a Reply, always with status 200
 * - `GET /events` is a WebSocket that sends every AppEvent as JSON
 * - `GET /media/…` answers range requests
 * - `POST /upload?name=…` keeps the body as a recording and answers a Reply with it
 * - `POST /upload?name=…&for=company` does the same with a hum, a guide or music (`recordings.open` without speech)
 * - `POST /upload?name=…&for=voice` keeps the body for `voices.inspect` or `baseModels.import` and answers a Reply with `{path}`
 * - `POST /upload?name=…&for=melody` does the same for `melodies.open` and `plans.open`
 */
export function createApi(target: ApiTarget): Hono {
  const api = new Hono();
  api.post('/call/:operation', async (c) => {
    const body = callBodySchema.safeParse(await readJson(c.req.raw.body));
    if (!body.success) return c.json(refusal(new AppError('INVALID_INPUT', { path: '', reason: 'JSON {"input": …}' })));
    return c.json(await target.dispatch(c.req.param('operation'), body.data.input));
  });
  api.get(
    '/events',
    upgradeWebSocket(() => {
      let unsubscribe = (): void => undefined;
      return {
        onOpen: (_event, socket) => {
          unsubscribe = target.subscribe((event) => {
            const backlog = socket.raw instanceof WebSocket ? socket.raw.bufferedAmount : 0;
            if (backlog > largestBacklog) socket.close();
            else socket.send(JSON.stringify(event));
          });
        },
        onClose: () => {
          unsubscribe();
        },
      };
    }),
  );
  api.get('/media/*', (c) => target.mediaResponse(c.req.path, c.req.header('range') ?? null));
  api.post('/upload', async (c) => {
    const body = c.req.raw.body ?? new Blob([]).stream();
    const name = c.req.query('name') ?? '';
    switch (c.req.query('for')) {
      case 'voice':
        return c.json(await replyOf(target.uploadVoice(name, body)));
      case 'melody':
        return c.json(await replyOf(target.uploadMelody(name, body)));
      case 'company':
        return c.json(await replyOf(target.upload(name, body, false)));
      default:
        return c.json(await replyOf(target.upload(name, body)));
    }
  });
  return api;
}

/** The JSON of a body; undefined where it is none, or larger than any request. */
async function readJson(body: ReadableStream<Uint8Array> | null): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of body ?? []) {
    sizeBytes += part.length;
    if (sizeBytes > largestCall) return undefined;
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    return undefined;
  }
}

function refusal(error: AppError): Reply<never> {
  return { ok: false, error: toEnvelope(error) };
}

async function replyOf<T>(promise: Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await promise };
  } catch (error) {
    return { ok: false, error: toEnvelope(error) };
  }
}
