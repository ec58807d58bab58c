import { connect, type AddressInfo } from 'node:net';
import { onTestFinished, describe, expect, it } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import type { AppEvent } from '../../contract/events.ts';
import { AppError } from '../../contract/errors.ts';
import { createApi, type ApiTarget } from './api.ts';
import { createApiServer, type ApiServerLimits } from './apiServer.ts';

async function serve(limits?: ApiServerLimits) {
  const asked: unknown[] = [];
  const listeners = new Set<(event: AppEvent) => void>();
  const target: ApiTarget = {
    dispatch: (name, input) => {
      asked.push([name, input]);
      return Promise.resolve({ ok: true, value: { name, input } });
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    mediaResponse: (pathname, range) => Promise.resolve(new Response(`${pathname} ${range ?? 'all'}`, { status: 206 })),
    upload: async (name, body, isSpeech) => {
      if (isSpeech === false) throw new AppError('NOT_AUDIO', { file: name });
      const size = (await new Response(body).arrayBuffer()).byteLength;
      throw new AppError('FILE_TOO_LARGE', { file: name, limit: String(size) });
    },
    uploadRecording: async (name, body) => ({
      path: `/recordings/${name} ${await new Response(body).text()}`,
      isNew: true,
    }),
    uploadVoice: async (name, body) => ({ path: `/uploads/${name} ${await new Response(body).text()}` }),
    uploadMelody: async (name, body) => ({ path: `/melodies/${name} ${await new Response(body).text()}` }),
  };
  const { server, close } = createApiServer(createApi(target), limits);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(close);
  const { port } = server.address() as AddressInfo;
  return { base: `127.0.0.1:${String(port)}`, port, asked, listeners, close };
}

describe('the HTTP routes', () => {
  it('pass name and raw input on and send the reply back', async () => {
    const { base, asked } = await serve();
    const call = (name: string, body: string): Promise<unknown> =>
      fetch(`http://${base}/call/${name}`, { method: 'POST', body }).then((response) => response.json());
    const input = { voice: 'Você, “日本語”' };
    expect(await call('voices.get', JSON.stringify({ input }))).toEqual({
      ok: true,
      value: { name: 'voices.get', input },
    });
    await call('app.status', '{}');
    expect(asked[1]).toEqual(['app.status', undefined]);
  });

  it('refuse what is no JSON and what is larger than any request', async () => {
    const { base, asked } = await serve();
    const post = (body: string): Promise<unknown> =>
      fetch(`http://${base}/call/jobs.create`, { method: 'POST', body }).then((response) => response.json());
    const refused = { ok: false, error: { code: 'INVALID_INPUT' } };
    for (const body of ['', 'input', '[]', '"text"', JSON.stringify({ input: 'x'.repeat(2 ** 20) })]) {
      expect(await post(body)).toMatchObject(refused);
    }
    expect(asked).toEqual([]);
  });

  it('serve audio with its range and status', async () => {
    const { base } = await serve();
    const response = await fetch(`http://${base}/media/takes/x.wav`, { headers: { range: 'bytes=5-' } });
    expect([response.status, await response.text()]).toEqual([206, '/media/takes/x.wav bytes=5-']);
  });

  it('stream an upload and answer with a reply', async () => {
    const { base } = await serve();
    const name = encodeURIComponent('minha gravação #1.wav');
    const response = await fetch(`http://${base}/upload?name=${name}`, {
      method: 'POST',
      body: new Uint8Array(3_000_000),
    });
    expect(await response.json()).toEqual({
      ok: false,
      error: { code: 'FILE_TOO_LARGE', details: { file: 'minha gravação #1.wav', limit: '3000000' } },
    });
  });

  it('keep the upload of a voice apart and say where it lies', async () => {
    const { base } = await serve();
    const response = await fetch(`http://${base}/upload?name=Mar%C3%A9.pth&for=voice`, {
      method: 'POST',
      body: 'weights',
    });
    expect(await response.json()).toEqual({ ok: true, value: { path: '/uploads/Maré.pth weights' } });
  });

  it('tell music from speech', async () => {
    const { base } = await serve();
    const response = await fetch(`http://${base}/upload?name=a.mp3&for=company`, { method: 'POST', body: 'x' });
    expect(await response.json()).toMatchObject({ error: { code: 'NOT_AUDIO' } });
  });

  it('keep the upload of a melody apart from voices and recordings', async () => {
    const { base } = await serve();
    const at = `http://${base}/upload?name=Can%C3%A7%C3%A3o.mid&for=melody`;
    const response = await fetch(at, { method: 'POST', body: 'notes' });
    expect(await response.json()).toEqual({ ok: true, value: { path: '/melodies/Canção.mid notes' } });
  });

  it('cut off who never finishes the headers, and refuse headers without end', async () => {
    const { port } = await serve({ headersMs: 150, heartbeatMs: 5000 });
    const answerTo = (text: string): Promise<string> =>
      new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(text));
        let answer = '';
        socket.on('data', (bytes) => (answer += String(bytes)));
        socket.on('error', () => undefined);
        socket.on('close', () => {
          resolve(answer);
        });
      });
    expect(await answerTo('POST /call/x HTTP/1.1\r\nHost: a\r\nX-Slow: ')).toMatch(/^HTTP\/1.1 408/);
    expect(await answerTo(`GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431/,
    );
  });

  it('have nothing else', async () => {
    const { base } = await serve();
    for (const path of ['/', '/call', '/events', '/upload', '/../package.json']) {
      expect((await fetch(`http://${base}${path}`)).status).toBe(404);
    }
  });
});

describe('the event connection', () => {
  const event: AppEvent = { name: 'app.notice', payload: { code: 'NO_VOICE_FOUND', details: {} } };

  async function listen(base: string, query = '', options: ClientOptions = {}) {
    const socket = new WebSocket(`ws://${base}/events${query}`, options);
    const heard: unknown[] = [];
    const closed = new Promise<void>((resolve) => {
      socket.on('close', () => {
        resolve();
      });
    });
    socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString())));
    await new Promise((resolve) => socket.on('open', resolve));
    return { socket, heard, closed };
  }

  it('sends every event to everybody who listens, with a cursor from which a dropped connection goes on', async () => {
    const { base, listeners } = await serve();
    const clients = [await listen(base), await listen(base)];
    await expect.poll(() => clients.map(({ heard }) => heard.length)).toEqual([1, 1]);
    for (const listener of listeners) listener(event);
    const told = [{ name: 'open', payload: null }, event];
    await expect.poll(() => clients.map(({ heard }) => heard)).toMatchObject([told, told]);
    const [{ cursor } = { cursor: '' }] = clients[0]?.heard as { cursor: string }[];
    const back = await listen(base, `?after=${cursor}`);
    await expect.poll(() => back.heard).toMatchObject([{ name: 'resumed', cursor }, event]);
  });

  it('finds out who has gone without a word', async () => {
    const { base } = await serve({ headersMs: 5000, heartbeatMs: 60 });
    const mute = await listen(base, '', { autoPong: false });
    const alive = await listen(base);
    await mute.closed;
    expect(alive.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('ends when somebody sends more than a listener has to say, and when the server closes', async () => {
    const { base, close } = await serve();
    const [talker, quiet] = [await listen(base), await listen(base)];
    talker.socket.send('x'.repeat(5000));
    await talker.closed;
    await close();
    await quiet.closed;
  });
});
