import { mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Context } from 'hono';
import { invalidInput } from '../../../contract/checkInput.ts';
import { AppError, errorEnvelopeSchema } from '../../../contract/errors.ts';
import { exportFormatIdSchema, exportFormats, type ExportFormatId } from '../../../contract/exports.ts';
import { recordingIdSchema, takeIdSchema, type TakeId } from '../../../contract/ids.ts';
import { planSchema } from '../../../contract/melody/plan.ts';
import { mediaPath } from '../../../contract/media.ts';
import type { Output } from '../../../contract/operations/index.ts';
import { asWriteError } from '../../audio/fileErrors.ts';
import type { ApiTarget } from '../api.ts';
import { requestedSound } from '../requestedSound.ts';
import { webStreamOf } from '../webStream.ts';
import { attachment } from './attachment.ts';
import { toJsonSchema } from './jsonSchema.ts';
import { binary, type SpecialRoute } from './route.ts';
import { ask } from './upload.ts';

const mediaTypes: Readonly<Record<ExportFormatId, string>> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
};

const idParameter = (name: string) =>
  ({ name, in: 'path', description: '', schema: { type: 'string', format: 'uuid' }, isRequired: true }) as const;
const rangeParameter = {
  name: 'Range',
  in: 'header',
  description: 'One range of bytes: `bytes=0-65535`',
  schema: { type: 'string' },
} as const;

/** Sound that is played where it is, and files that are made to be kept. */
export const audioRoutes: readonly SpecialRoute[] = [
  {
    id: 'recordings.audio',
    method: 'GET',
    path: '/recordings/{recordingId}/audio.wav',
    summary: 'A recording as it was decoded, whole or in part',
    parameters: [idParameter('recordingId'), rangeParameter],
    answers: { 200: { 'audio/wav': binary }, 206: { 'audio/wav': binary }, 416: {} },
    handle: (c, target) => {
      const id = recordingIdSchema.safeParse(c.req.param('recordingId'));
      if (!id.success) throw invalidInput('recordingId', 'not-a-uuid');
      return media(c, target, mediaPath.recording(id.data));
    },
  },
  {
    id: 'takes.audio',
    method: 'GET',
    path: '/audio/takes/{takeId}/audio.wav',
    summary: 'A take, whole or in part; while it renders, what is not there yet is sent as it comes',
    parameters: [idParameter('takeId'), rangeParameter],
    answers: { 200: { 'audio/wav': binary }, 206: { 'audio/wav': binary }, 416: {} },
    handle: async (c, target) => {
      const takeId = takeIdOf(c);
      const take = (await ask(target, 'takes.get', { takeId })) as Output<'takes.get'>;
      const { jobId } = take;
      const job = (await ask(target, 'jobs.get', { jobId })) as Output<'jobs.get'>;
      // A job that waits may wait for hours: who asks for sound would hang as long.
      const isWaiting = job.status === 'queued' && (job.progress?.playableSec ?? 0) === 0;
      if (isWaiting) throw new AppError('TAKE_NOT_READY', { id: takeId });
      return media(c, target, mediaPath.take(takeId));
    },
  },
  {
    id: 'takes.download',
    method: 'GET',
    path: '/audio/takes/{takeId}/download',
    summary: 'A finished take as a file with its tags',
    parameters: [
      idParameter('takeId'),
      {
        name: 'format',
        in: 'query',
        description: 'WAV when absent',
        schema: toJsonSchema(exportFormatIdSchema, 'input'),
      },
      {
        name: 'quality',
        in: 'query',
        description: exportFormats.map(({ label, qualities }) => `${label}: ${qualities.join(', ')}`).join('; '),
        schema: { type: 'string', maxLength: 8 },
      },
    ],
    answers: { 200: Object.fromEntries(Object.values(mediaTypes).map((type) => [type, binary])) },
    handle: download,
  },
  {
    id: 'takes.plan',
    method: 'GET',
    path: '/audio/takes/{takeId}/plan',
    summary: 'How the words of a take in melody mode were laid on the notes',
    parameters: [idParameter('takeId')],
    answers: { 200: { 'application/json': toJsonSchema(planSchema, 'output') } },
    handle: (c, target) => {
      const takeId = takeIdOf(c);
      const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
      const write = (file: string) => ask(target, 'takes.writePlan', { takeId, path: file });
      return sendMade(c, target, { extension: 'json', headers, write });
    },
  },
];

function takeIdOf(c: Context): TakeId {
  const id = takeIdSchema.safeParse(c.req.param('takeId'));
  if (!id.success) throw invalidInput('takeId', 'not-a-uuid');
  return id.data;
}

/** The program's own media, with its errors thrown. */
async function media(c: Context, target: ApiTarget, pathname: string): Promise<Response> {
  const response = await requestedSound(c, target, pathname);
  if (response.status < 400 || response.status === 416) return response;
  const reply = (await response.json().catch(() => null)) as { readonly error?: unknown } | null;
  const envelope = errorEnvelopeSchema.safeParse(reply?.error);
  if (!envelope.success) throw new AppError('RECORDING_UNKNOWN', { id: pathname });
  throw new AppError(envelope.data.code, envelope.data.details);
}

async function download(c: Context, target: ApiTarget): Promise<Response> {
  const takeId = takeIdOf(c);
  const format = exportFormatIdSchema.safeParse(c.req.query('format') ?? 'wav');
  if (!format.success) throw invalidInput('format', 'not-one-of', Object.keys(mediaTypes).join(', '));
  const quality = c.req.query('quality');
  const title = await titleOf(target, takeId);
  const headers = {
    'Content-Type': mediaTypes[format.data],
    'Content-Disposition': attachment(title, format.data),
    'Cache-Control': 'no-store',
  };
  const write = (file: string) =>
    ask(target, 'takes.export', {
      takeId,
      export: { format: format.data, path: file, ...(quality === undefined ? {} : { quality }) },
    });
  return sendMade(c, target, { extension: format.data, headers, write });
}

type Made = {
  readonly extension: string;
  readonly headers: Record<string, string>;
  readonly write: (file: string) => Promise<unknown>;
};

/** The host writes the file into the data folder; it is gone as soon as it was sent. */
async function sendMade(c: Context, target: ApiTarget, { extension, headers, write }: Made): Promise<Response> {
  const { dataFolder } = (await ask(target, 'app.status', undefined)) as Output<'app.status'>;
  // Emptied whenever the program starts, so nothing stays behind, however it ends.
  const file = path.join(dataFolder, 'uploads', `${crypto.randomUUID()}.${extension}`);
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await write(file);
    return await (c.req.method === 'HEAD' ? described(file, headers) : sentOnce(file, headers));
  } catch (error) {
    await rm(file, { force: true });
    throw asWriteError(error, file);
  }
}

/** What the file would be, without it. */
async function described(file: string, headers: Record<string, string>): Promise<Response> {
  const { size } = await stat(file);
  await rm(file);
  return new Response(null, { headers: { ...headers, 'Content-Length': String(size) } });
}

async function sentOnce(file: string, headers: Record<string, string>): Promise<Response> {
  const handle = await open(file, 'r');
  const { size } = await handle.stat();
  const stream = handle.createReadStream();
  stream.once('close', () => {
    rm(file, { force: true }).catch(() => undefined);
  });
  return new Response(webStreamOf(stream), {
    headers: { ...headers, 'Content-Length': String(size) },
  });
}

async function titleOf(target: ApiTarget, takeId: TakeId): Promise<string> {
  const take = (await ask(target, 'takes.get', { takeId })) as Output<'takes.get'>;
  const { recordingId, voiceId, number } = take;
  const recording = (await ask(target, 'recordings.get', { recordingId })) as Output<'recordings.get'>;
  // Of a voice that was deleted for good only the id is known.
  const voice = (await ask(target, 'voices.get', { voice: voiceId }).catch(() => undefined)) as
    Output<'voices.get'> | undefined;
  const base = recording.name.replace(/(?<=.)\.[a-z0-9]{1,8}$/iu, '');
  return `${base}-${voice?.name.en ?? voiceId}-${String(number)}`;
}
