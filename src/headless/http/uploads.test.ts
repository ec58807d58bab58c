import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clipPath } from '../../../tests/suites/host.ts';
import { apiToken, sending, sendingForm, serveApi, type ServedApi } from '../../../tests/suites/servedApi.ts';

let api: ServedApi;
const clip = readFileSync(clipPath('austen-0880'));
const mb = 1024 * 1024;

beforeAll(async () => {
  api = await serveApi();
});
afterAll(() => api.close());

type Answer = { readonly status: number; readonly code: string | undefined };

async function answerOf(response: Promise<Response>): Promise<Answer> {
  const { status, ...rest } = await response;
  void rest;
  const { code } = (await (await response).json()) as { code?: string };
  return { status, code };
}

/** Silence does not matter here, only bytes: a mono 16-bit WAV of 16 kHz and so many seconds. */
function longWav(seconds: number): Blob {
  const data = Buffer.alloc(seconds * 32_000);
  for (let i = 0; i < data.length; i += 2) data.writeInt16LE(Math.round(8000 * Math.sin(i / 40)), i);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(16_000, 24);
  head.writeUInt32LE(32_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return new Blob([head, data]);
}

const doors: readonly (readonly [string, (body: Blob) => Promise<Response>])[] = [
  ['POST /recordings', (body) => api.ask('/recordings?name=long.wav', { method: 'POST', body })],
  ['a form', (body) => api.ask('/audio/jobs', sendingForm({ voiceId: 'deep', audio: [body, 'long.wav'] }))],
];

describe('with limits of 15 MB and 1 minute', () => {
  const limits = { uploadMb: 15, uploadMinutes: 1 };
  beforeAll(async () => {
    expect(await api.read('/settings', sending('PATCH', { limits }))).toMatchObject({ limits });
  });

  it.each(doors)('%s refuses what is larger or longer, and keeps nothing of it', async (_door, send) => {
    const before = api.filesIn('recordings');
    const tooLarge = new Blob([clip, new Uint8Array(15 * mb)]);
    expect(await answerOf(send(tooLarge))).toEqual({ status: 413, code: 'FILE_TOO_LARGE' });
    expect(await answerOf(send(longWav(61)))).toEqual({ status: 413, code: 'AUDIO_TOO_LONG' });
    expect(api.filesIn('recordings')).toEqual(before);
  });

  it('the door of the window refuses it too', async () => {
    const body = new Blob([clip, new Uint8Array(15 * mb)]);
    expect(await api.read('/upload?name=a.wav', { method: 'POST', body })).toMatchObject({
      error: { code: 'FILE_TOO_LARGE', details: { limit: '15 MB' } },
    });
    expect(await api.read('/upload?name=a.wav', { method: 'POST', body: longWav(61) })).toMatchObject({
      error: { code: 'AUDIO_TOO_LONG', details: { maximumSec: 60 } },
    });
  });

  it('takes what is just within both, and opens what lies on the disk whatever its length', async () => {
    // Bytes after the samples count like any other.
    const wav = longWav(2);
    const body = new Blob([wav, new Uint8Array(15 * mb - wav.size)]);
    expect((await api.ask('/recordings?name=most.wav', { method: 'POST', body })).status).toBe(201);
    expect((await api.cantado.call('recordings.open', { path: clipPath('austen-0870') })).durationSec).toBeGreaterThan(
      1,
    );
  });
});

describe('an upload is known by its bytes', () => {
  it('whatever it is called and says it is', async () => {
    const audio = new Blob([clip], { type: 'text/html' });
    const sent = await api.ask('/recordings', sendingForm({ file: [audio, '../../../etc/passwd.html'] }));
    expect([sent.status, await sent.json()]).toMatchObject([201, { codec: 'pcm_s16le' }]);
    const png = new Blob([readFileSync('./resources/icon.png').subarray(0, 4000)], { type: 'audio/wav' });
    const before = api.filesIn('recordings');
    expect(await answerOf(api.ask('/recordings', sendingForm({ file: [png, 'song.wav'] })))).toEqual({
      status: 415,
      code: 'NOT_AUDIO',
    });
    expect(await answerOf(api.ask('/voices/imports', sendingForm({ voice: [png, 'voice.pth'] })))).toEqual({
      status: 415,
      code: 'NOT_A_VOICE',
    });
    expect(api.filesIn('recordings')).toEqual(before);
    expect(api.filesIn('uploads')).toEqual([]);
  });
});

describe('files of a batch', () => {
  const png = new Blob([readFileSync('./resources/icon.png').subarray(0, 5000)]);
  const recordings = (): string[] => api.filesIn('recordings').filter((name) => !name.startsWith('.'));
  const formOf = (files: readonly (readonly [Blob, string])[]): FormData => {
    const form = new FormData();
    for (const [blob, name] of files) form.append('files', blob, name);
    form.append('voiceId', 'deep');
    return form;
  };
  const ended = async (id: string): Promise<{ name: string; status: string; error: { code: string } | null }[]> => {
    await expect.poll(() => api.read(`/audio/batches/${id}`), { timeout: 30_000 }).toMatchObject({ state: 'done' });
    return api.read(`/audio/batches/${id}/files`);
  };

  it('that are refused for what they are leave nothing in the library', async () => {
    const before = recordings();
    const body = formOf([
      [png, 'a.wav'],
      [new Blob([new Uint8Array(0)]), 'b.wav'],
    ]);
    const { id } = await api.read<{ id: string }>('/audio/batches', { method: 'POST', body });
    const told = (await ended(id)).map(({ name, status, error }) => [name, status, error?.code]);
    expect(told).toEqual([
      ['a.wav', 'failed', 'NOT_AUDIO'],
      ['b.wav', 'failed', 'FILE_EMPTY'],
    ]);
    await expect.poll(recordings).toEqual(before);
    await api.ask(`/audio/batches/${id}/retry`, { method: 'POST' });
    const [again] = await ended(id);
    expect(again).toMatchObject({ error: { code: 'FILE_NOT_FOUND', details: { file: 'a.wav' } } });
  });

  it('that a killed program had not written down are gone at the next start, and nothing else is', async () => {
    const folder = path.join(api.dataFolder, 'recordings');
    const own = [path.join(folder, 'f'.repeat(64)), path.join(folder, 'notes.txt')];
    for (const file of own) writeFileSync(file, 'mine');
    const before = recordings();
    const kept = await api.cantado.uploadRecording('half.wav', new Blob(['half a form']).stream());
    const body = new Blob([readFileSync(clipPath('austen-0890'))]);
    const { sha256 } = await api.read<{ sha256: string }>('/recordings?name=whole.wav', { method: 'POST', body });
    expect(recordings()).toContain(path.basename(kept.path));
    await api.restart();
    expect(api.filesIn('recordings').sort()).toEqual([...before, sha256].sort());
    for (const file of own) rmSync(file);
  });
});

describe('a form that makes no sense is refused, and nothing is left behind', () => {
  const boundary = 'xyz';
  const file = (name: string, bytes: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="a.wav"\r\n\r\n${bytes}\r\n`;
  const field = (name: string, value: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const end = `--${boundary}--\r\n`;
  const ofForm = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  const many = Array.from({ length: 60 }, (_, i) => field(`f${String(i)}`, 'x')).join('');

  it.each([
    ['no boundary', file('audio', 'x') + end, { 'content-type': 'multipart/form-data' }],
    ['no end', file('audio', 'x'.repeat(200_000)), ofForm],
    ['another boundary', '--other\r\n\r\n--other--', ofForm],
    ['nothing at all', '', ofForm],
    ['no file', field('voiceId', 'deep') + end, ofForm],
    ['too many parts', many + end, ofForm],
    ['two files', file('audio', 'x') + file('audio', 'y') + end, ofForm],
    ['a file of another name', file('video', 'x') + end, ofForm],
    ['a field twice', field('voiceId', 'deep') + field('voiceId', 'deep') + end, ofForm],
    ['an unknown field', file('audio', 'x') + field('voice', 'deep') + end, ofForm],
    ['an endless field', field('voiceId', 'x'.repeat(400_000)) + end, ofForm],
    ['endless part headers', `--${boundary}\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\nx\r\n${end}`, ofForm],
    [
      'a name with a line break',
      `--${boundary}\r\nContent-Disposition: form-data; name="a\nb"\r\n\r\nx\r\n${end}`,
      ofForm,
    ],
  ])('%s', async (_what, body, headers) => {
    const before = api.filesIn('recordings');
    expect(await answerOf(api.ask('/audio/jobs', { method: 'POST', body, headers }))).toEqual({
      status: 400,
      code: 'INVALID_INPUT',
    });
    expect(api.filesIn('recordings')).toEqual(before);
  });

  it.each([
    ['/audio/jobs', file('audio', clip.toString('latin1'))],
    ['/audio/batches', file('files', 'the first is whole') + file('files', clip.toString('latin1'))],
  ])('and so is one whose sender goes away half way: %s', async (target, files) => {
    const before = api.filesIn('recordings');
    const head = [
      `POST ${target} HTTP/1.1`,
      `Host: 127.0.0.1:${String(api.port)}`,
      `Authorization: Bearer ${apiToken}`,
      `Content-Type: ${ofForm['content-type']}`,
      'Content-Length: 9000000',
      '',
      '',
    ].join('\r\n');
    const socket = connect(api.port, '127.0.0.1', () => {
      socket.write(head + field('voiceId', 'deep') + files.slice(0, -2));
    });
    const isWriting = (name: string): boolean => name.startsWith('.upload-');
    await expect.poll(() => api.filesIn('recordings').some(isWriting)).toBe(true);
    socket.destroy();
    await expect.poll(() => api.filesIn('recordings')).toEqual(before);
  });
});
