import { openAsBlob } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { clipPath } from '../../../tests/suites/host.ts';
import { evenNotes, handMadePlan } from '../../../tests/suites/handMadePlan.ts';
import { apiToken, sending, sendingForm, serveApi, type ServedApi } from '../../../tests/suites/servedApi.ts';
import { testCantadoOptions } from '../../../tests/suites/testCantado.ts';
import { openCantado } from '../../adapters/composition.ts';
import type { JobResource } from '../../adapters/http/rest/resources.ts';
import { writeTakePlan } from '../../adapters/takes/takePlan.ts';
import type { Take } from '../../contract/jobs.ts';
import type { Recording } from '../../contract/recordings.ts';
import { parseWavHeader } from '../../adapters/audio/wavHeader.ts';
import { startHttpServer } from '../httpServer.ts';

type Made = { readonly jobId: string; readonly takeId: string; readonly links: { self: string; take: string } };
type Problem = {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly recordingId?: string;
};

let api: ServedApi;
let clip: Blob;
beforeAll(async () => {
  api = await serveApi();
  clip = await openAsBlob(clipPath('austen-0880'));
});
afterAll(() => api.close());

const asJob = (address: string): Promise<JobResource> => api.read<JobResource>(address);
const ended = async (address: string): Promise<JobResource> => {
  const status = async (): Promise<string> => (await asJob(address)).status;
  await expect.poll(status, { timeout: 30_000, interval: 50 }).toMatch(/^(completed|failed|cancelled)$/);
  return asJob(address);
};

describe('a job over HTTP', () => {
  it('takes audio and settings in one form, says how far it is, and gives its sound as audio and as files', async () => {
    const settings = JSON.stringify({ transposeSt: 2 });
    const form = {
      voiceId: 'deep',
      settings,
      seed: '7',
      priority: 'high',
      audio: [clip, 'minha voz “ñ”.wav'],
    } as const;
    const response = await api.ask('/audio/jobs', sendingForm(form));
    expect(response.status).toBe(202);
    const made = (await response.json()) as Made;
    expect(response.headers.get('location')).toBe(made.links.self);

    const job = await ended(made.links.self);
    expect(job).toMatchObject({
      status: 'completed',
      recordingName: 'minha voz “ñ”.wav',
      settings: { transposeSt: 2 },
    });
    expect(await api.read<Take>(job.links.take)).toMatchObject({ recipe: { seed: 7 } });

    const part = await api.ask(job.links.preview ?? '', { headers: { range: 'bytes=0-3' } });
    expect([part.status, await part.text()]).toEqual([206, 'RIFF']);
    // It was another file while it rendered: what somebody kept of it then does not go on here.
    const ifSame = { range: 'bytes=4-7', 'if-range': '"as it was"' };
    const anew = await api.ask(job.links.preview ?? '', { headers: ifSame });
    expect([anew.status, (await anew.text()).slice(0, 4)]).toEqual([200, 'RIFF']);
    const magics = { wav: /^RIFF/, mp3: /^ID3/, flac: /^fLaC/ };
    for (const [format, magic] of Object.entries(magics)) {
      const file = await api.ask(job.links.download?.[format as 'wav'] ?? '');
      const bytes = Buffer.from(await file.arrayBuffer());
      expect(bytes.length).toBe(Number(file.headers.get('content-length')));
      expect(bytes.toString('latin1', 0, 4)).toMatch(magic);
      expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toBe(
        `attachment; filename="minha voz ___-Deep-1.${format}"; filename*=UTF-8''minha voz “ñ”-Deep-1.${format}`,
      );
    }
    const whole = await api.ask(`${job.links.take}/download?quality=16`);
    expect(parseWavHeader(Buffer.from(await whole.arrayBuffer()))).toMatchObject({ sampleRate: 48_000 });
    expect(await api.read(`${job.links.take}/plan`)).toMatchObject({ code: 'PLAN_MISSING', status: 404 });
    const plan = handMadePlan(evenNotes([60, 62]), 2);
    await writeTakePlan(path.join(api.dataFolder, 'takes', made.takeId), plan);
    expect(await api.read(`${job.links.take}/plan`)).toEqual(plan);
    // Given up half way, and asked for without wanting the bytes.
    await (await api.ask(job.links.download?.wav ?? '')).body?.cancel();
    const head = await api.ask(job.links.download?.flac ?? '', { method: 'HEAD' });
    expect([head.status, Number(head.headers.get('content-length')) > 1000]).toEqual([200, true]);
    await expect.poll(() => api.filesIn('uploads')).toEqual([]);
  });

  it('is made of a recording that was sent before, listed, cancelled and tried again', async () => {
    const sent = await api.ask('/recordings?name=before.wav', { method: 'POST', body: clip });
    const recording = (await sent.json()) as Recording;
    expect([sent.status, recording.name, sent.headers.get('location')]).toEqual([
      201,
      'before.wav',
      `/recordings/${recording.id}`,
    ]);
    await api.ask('/audio/queue/pause', { method: 'POST' });
    const request = { recordingId: recording.id, voiceId: 'robot' };
    const { jobId, links } = await api.read<Made>('/audio/jobs', sending('POST', request));
    expect(await api.read('/audio/jobs?status=queued&limit=5')).toMatchObject([
      { id: jobId, links: { preview: null } },
    ]);
    expect(await api.read(`${links.take}/audio.wav`)).toMatchObject({ code: 'TAKE_NOT_READY', status: 409 });
    expect(await api.read(`${links.take}/download?format=mp3`)).toMatchObject({ code: 'TAKE_NOT_READY' });
    expect((await api.ask(`${links.take}/download?format=mp3`, { method: 'HEAD' })).status).toBe(409);
    expect(await api.read(`${links.self}/cancel`, { method: 'POST' })).toMatchObject({ status: 'cancelled' });
    expect(await api.read(`${links.self}/retry`, { method: 'POST' })).toMatchObject({ status: 'queued' });
    await api.ask('/audio/queue/resume', { method: 'POST' });
    expect(await ended(links.self)).toMatchObject({ status: 'completed' });
    expect((await api.ask(`${links.self}/retry`, { method: 'POST' })).status).toBe(409);
    const spoken = await api.ask(`/recordings/${recording.id}/audio.wav`, { headers: { range: 'bytes=-4' } });
    expect([spoken.status, (await spoken.arrayBuffer()).byteLength]).toEqual([206, 4]);
  });

  it('is made once for one Idempotency-Key, also after a restart, and the key is refused for anything else', async () => {
    const key = { 'idempotency-key': 'one-of-a-kind' };
    const send = (voiceId: string, transposeSt: string): Promise<Response> =>
      api.ask(
        '/audio/jobs',
        sendingForm({ audio: [clip, 'same.wav'], voiceId, settings: `{"transposeSt":${transposeSt}}` }, key),
      );
    const answers = await Promise.all([send('bright', '1'), send('bright', '1')]);
    const [first, second] = await Promise.all(answers.map((answer) => answer.json() as Promise<Made>));
    expect(second).toEqual(first);
    await api.restart();
    expect(await (await send('bright', '1')).json()).toEqual(first);
    const other = await send('bright', '2');
    expect([other.status, await other.json()]).toMatchObject([422, { code: 'IDEMPOTENCY_KEY_REUSED' }]);
    const jobs = await api.read<JobResource[]>('/audio/jobs?limit=1000');
    expect(jobs.filter(({ voiceId }) => voiceId === 'bright')).toHaveLength(1);

    // What was refused made nothing, so the key is free for the corrected request; the audio need not be sent again.
    const fresh = { 'idempotency-key': 'corrected' };
    const wrong = sendingForm({ audio: [clip, 'same.wav'], voiceId: 'nobody' }, fresh);
    const refused = await api.read<Problem>('/audio/jobs', wrong);
    expect(refused).toMatchObject({ code: 'VOICE_UNKNOWN', status: 404 });
    const right = sending('POST', { recordingId: refused.recordingId, voiceId: 'deep' }, fresh);
    expect((await api.ask('/audio/jobs', right)).status).toBe(202);
  });

  it('is told in the language that is asked for, as a problem with its code', async () => {
    const id = crypto.randomUUID();
    const ask = (languages: string): Promise<Response> =>
      api.ask(`/audio/jobs/${id}`, { headers: { 'accept-language': languages } });
    const english = await ask('fr, en-GB;q=0.8, pt;q=0.1');
    expect(english.headers.get('content-type')).toBe('application/problem+json');
    const problem = (await english.json()) as Problem & { instance: string };
    expect(problem).toMatchObject({ code: 'JOB_UNKNOWN', status: 404, instance: `/audio/jobs/${id}` });
    const portuguese = (await (await ask('en;q=0.5, pt-BR')).json()) as Problem;
    expect(portuguese.title).not.toBe(problem.title);
    // What the program's operations are, is told in English, and says so.
    for (const target of ['/reference', '/openapi.json']) {
      const told = await api.ask(target, { headers: { 'accept-language': 'pt-BR' } });
      expect(told.headers.get('content-language')).toBe('en');
      if (target === '/reference') expect(await told.text()).toContain('<html lang="en">');
    }
    const empty = sending('POST', {}, { 'accept-language': 'pt-BR' });
    expect(await api.read('/audio/jobs', empty)).toMatchObject({
      detail: 'recordingId: está faltando.',
      details: { path: 'recordingId', reason: 'missing' },
    });
  });

  it('is asked for as HTTP has it: what a path takes, what kind of body, and which door is a WebSocket', async () => {
    const answer = async (target: string, init: RequestInit): Promise<unknown> => {
      const { status, headers, ...rest } = await api.ask(target, init);
      void rest;
      return [status, headers.get('allow') ?? headers.get('upgrade')];
    };
    const asText = { method: 'POST', body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    expect(await answer('/voices/deep', { method: 'POST' })).toEqual([405, 'GET, HEAD, PATCH, DELETE']);
    expect(await answer('/audio/events', { method: 'POST' })).toEqual([405, 'GET, HEAD']);
    expect(await answer('/audio/events', {})).toEqual([426, 'websocket']);
    for (const target of ['/audio/jobs', '/voices/imports']) expect(await answer(target, asText)).toEqual([415, null]);
    const named = { paths: ['talk.wav'], voiceId: 'deep' };
    const refused = { status: 400, code: 'INVALID_INPUT' };
    expect(await api.read('/audio/batches', sending('POST', named))).toMatchObject({
      ...refused,
      detail: 'paths.0: must be a whole path, because the program does not know which folder you are in.',
    });
    expect(await api.read('/settings', sending('PATCH', { exportFolder: './sung' }))).toMatchObject(refused);
    expect(await api.read('/call/recordings.open', sending('POST', { input: { path: 'talk.wav' } }))).toMatchObject({
      error: { code: 'INVALID_INPUT', details: { path: 'path', reason: 'relative-path' } },
    });
    expect(await answer('/recordings?name=a%00.wav', { method: 'POST', body: clip })).toEqual([400, null]);
    expect(await api.read('/recordings?name=', { method: 'POST', body: clip })).toMatchObject({ name: 'audio' });
  });

  it('is told over the WebSocket, with its cursor, to who comes back', async () => {
    const connect = (
      query: string,
    ): Promise<{ socket: WebSocket; told: { name: string; cursor: string; payload: unknown }[] }> =>
      new Promise((resolve, reject) => {
        const headers = { authorization: `Bearer ${apiToken}` };
        const socket = new WebSocket(`ws://127.0.0.1:${String(api.port)}/audio/events${query}`, { headers });
        const told: { name: string; cursor: string; payload: unknown }[] = [];
        socket.on('message', (data: Buffer) => {
          told.push(JSON.parse(data.toString()) as (typeof told)[number]);
          resolve({ socket, told });
        });
        socket.on('error', reject);
      });
    const before = await connect('');
    before.socket.terminate();
    const form = sendingForm({ audio: [clip, 'heard.wav'], voiceId: 'robot', seed: '3' });
    const { jobId, links } = await api.read<Made>('/audio/jobs', form);
    await ended(links.self);
    const { told, socket } = await connect(`?after=${before.told[0]?.cursor ?? ''}`);
    const isJob = ({ payload }: (typeof told)[number]): boolean => (payload as { id?: string } | null)?.id === jobId;
    await expect
      .poll(() => told.filter(isJob))
      .toMatchObject([{ name: 'job.changed', payload: { status: 'completed' } }]);
    expect(told[0]?.name).toBe('resumed');
    socket.terminate();
  });

  it('is made of every file of a form as one batch, once for one key', async () => {
    const form = new FormData();
    form.append('voiceId', 'robot');
    form.append('files', clip, 'one.wav');
    form.append('files', new Blob(['no sound']), 'two.wav');
    const send = (): Promise<Response> =>
      api.ask('/audio/batches', { method: 'POST', body: form, headers: { 'idempotency-key': 'a batch' } });
    const made = await send();
    const batch = (await made.json()) as { id: string };
    expect([made.status, made.headers.get('location')]).toEqual([202, `/audio/batches/${batch.id}`]);
    expect(await (await send()).json()).toMatchObject({ id: batch.id, total: 2 });
    const files = (): Promise<unknown> => api.read(`/audio/batches/${batch.id}/files`);
    await expect.poll(files, { timeout: 30_000 }).toMatchObject([
      { name: 'one.wav', status: 'completed' },
      { name: 'two.wav', status: 'failed', error: { code: 'NOT_AUDIO' } },
    ]);
  });

  it('is made just the same by a server that only forwards to the program that has the data folder', async () => {
    const cantado = await openCantado(testCantadoOptions(api.dataFolder));
    expect(cantado.isOwner).toBe(false);
    const server = await startHttpServer({ cantado, rendererFolder: api.dataFolder, port: 0, token: apiToken });
    const headers = { authorization: `Bearer ${apiToken}`, 'idempotency-key': 'through another' };
    const request = sendingForm({ audio: [clip, 'through.wav'], voiceId: 'deep', seed: '11' }, headers);
    const at = `http://127.0.0.1:${String(server.port)}`;
    const made = (await (await fetch(`${at}/audio/jobs`, request)).json()) as Made;
    await ended(made.links.self);
    // The owner knows the key as well.
    expect(await api.read('/audio/jobs', request)).toEqual(made);
    const file = await fetch(`${at}${made.links.take}/download?format=mp3`, { headers });
    expect(Buffer.from(await file.arrayBuffer()).toString('latin1', 0, 3)).toBe('ID3');
    await server.close();
    await cantado.close();
  });
});
