import { Hono } from 'hono';
import { z } from 'zod';
import { invalidInput } from '../../contract/checkInput.ts';
import { toEnvelope, type AppError, type Reply } from '../../contract/errors.ts';
import type { Cantado } from '../cantado.ts';
import { createEventHub, type EventHub } from './eventHub.ts';
import { eventRoute } from './eventRoute.ts';
import { bodyOf, smallText } from './requestBody.ts';
import { relativePathIn } from './wholePaths.ts';
import { requestedSound } from './requestedSound.ts';

/** What the routes need of the program. */
export type ApiTarget = Pick<
  Cantado,
  'dispatch' | 'subscribe' | 'mediaResponse' | 'upload' | 'uploadRecording' | 'uploadVoice' | 'uploadMelody'
>;

/** An operation without input is called with `{}`: JSON knows no undefined. */
const callBodySchema = z.object({ input: z.unknown().optional() });

/**
 * The program over HTTP for its own window and for processes that forward to this one, without a guard: whoever mounts these
 * routes decides before them who may call.
 * - `POST /call/:operation` with `{"input": …}` answers a Reply, always with status 200
 * - `GET /events` is a WebSocket that sends every AppEvent (EventHub)
 * - `GET /media/…` answers range requests
 * - `POST /upload?name=…` keeps the body as a recording and answers a Reply with it
 * - `POST /upload?name=…&for=company` does the same with a hum, a guide or music (`recordings.open` without speech)
 * - `POST /upload?name=…&for=recording` keeps the body for `recordings.open` or `batches.create` and answers a Reply with `{path, isNew}`
 * - `POST /upload?name=…&for=voice` does the same for `voices.inspect` or `baseModels.import`
 * - `POST /upload?name=…&for=melody` does the same for `melodies.open` and `plans.open`
 */
export function createApi(target: ApiTarget, hub: EventHub = createEventHub(target.subscribe)): Hono {
  const api = new Hono();
  api.post('/call/:operation', async (c) => {
    const body = callBodySchema.safeParse(parsed(await smallText(bodyOf(c.req.raw.body)).catch(() => undefined)));
    if (!body.success) return c.json(refusal(invalidInput('', 'not-one-of', '{"input": …}')));
    const { input } = body.data;
    const relative = relativePathIn(input);
    if (relative !== undefined) return c.json(refusal(invalidInput(relative, 'relative-path')));
    return c.json(await target.dispatch(c.req.param('operation'), input));
  });
  api.get('/events', eventRoute(hub));
  api.get('/media/*', (c) => requestedSound(c, target, c.req.path));
  api.post('/upload', async (c) => {
    const body = bodyOf(c.req.raw.body);
    const name = c.req.query('name') ?? '';
    switch (c.req.query('for')) {
      case 'recording':
        return c.json(await replyOf(target.uploadRecording(name, body)));
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

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
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
