import { request, type IncomingHttpHeaders } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { AppEvent } from '../contract/events.ts';
import type { ApiTarget } from '../adapters/http/api.ts';
import { startHttpServer, type HttpServer } from './httpServer.ts';

const token = 'a-token-that-nobody-can-guess-0123456789';
const sound = Buffer.from('RIFF-and-so-on');
const listeners = new Set<(event: AppEvent) => void>();

/** The program behind the door, reduced to what the door passes through. */
const target: ApiTarget = {
  dispatch: (name, input) => Promise.resolve({ ok: true, value: { name, input } }),
  subscribe: (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  mediaResponse: (pathname, range) => {
    const [, first = '0', last = String(sound.length - 1)] = /bytes=(\d+)-(\d*)/.exec(range ?? '') ?? [];
    const part = sound.subarray(Number(first), Number(last) + 1);
    const headers = { 'Content-Range': `bytes ${first}-${last}/${String(sound.length)}`, 'X-Path': pathname };
    return Promise.resolve(new Response(new Uint8Array(part), { status: range === null ? 200 : 206, headers }));
  },
  upload: () => Promise.reject(new Error('not asked for here')),
  uploadRecording: () => Promise.reject(new Error('not asked for here')),
  uploadVoice: () => Promise.reject(new Error('not asked for here')),
  uploadMelody: () => Promise.reject(new Error('not asked for here')),
};

let folder = '';
let server: HttpServer;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cantado-http-'));
  await writeFile(path.join(folder, 'index.html'), '<p>the window</p>');
  server = await startHttpServer({ cantado: target, rendererFolder: folder, port: 0, token });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

/** A request exactly as given: fetch would rewrite Host and normalise the path. */
function ask(target: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const options = { host: '127.0.0.1', port: server.port, path: target, method, headers };
    const sent = request(options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const { statusCode = 0, headers: answered } = response;
        resolve({ status: statusCode, headers: answered, body: Buffer.concat(parts).toString() });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const cookie = (): string => `cantado-${String(server.port)}=${token}`;
const json = { 'content-type': 'application/json' };

describe('the local server lets in only who has the address it printed', () => {
  it('turns the token of the address into a cookie that scripts and other sites never get, and leaves the address bar clean', async () => {
    const { status, headers } = await ask(`/?token=${token}`);
    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    expect(headers['set-cookie']?.[0]).toMatch(/HttpOnly/);
    expect(headers['set-cookie']?.[0]).toMatch(/SameSite=Strict/);
    expect(headers['cache-control']).toBe('no-store');
  });

  it.each([
    '/',
    '/call/app.status',
    '/events',
    '/media/takes/x.wav',
    '/index.html',
    '/openapi.json',
    '/audio/jobs',
    '/audio/events',
  ])('refuses %s without a token', async (at) => {
    expect((await ask(at)).status).toBe(401);
  });

  it('refuses a wrong token, in the address and in the cookie', async () => {
    expect((await ask('/?token=wrong')).status).toBe(401);
    expect((await ask('/', { cookie: `cantado-${String(server.port)}=wrong` })).status).toBe(401);
    expect((await ask('/', { authorization: 'Bearer wrong' })).status).toBe(401);
  });

  it('tells programs why as it tells every error, and who opens an address in words, in their language', async () => {
    const program = await ask('/audio/jobs', { 'accept-language': 'pt-BR' });
    expect(program.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'content-language': 'pt-BR',
      'www-authenticate': 'Bearer realm="Cantado"',
      'x-content-type-options': 'nosniff',
    });
    expect(JSON.parse(program.body)).toMatchObject({
      title: 'O Cantado precisa do token que ele mostrou.',
      status: 401,
      instance: '/audio/jobs',
      code: 'TOKEN_REFUSED',
    });
    const rebound = await ask('/audio/jobs', { cookie: cookie(), host: 'example.com' });
    expect(JSON.parse(rebound.body)).toMatchObject({
      status: 403,
      code: 'CALLER_REFUSED',
      details: { reason: 'host' },
    });

    const person = await ask('/', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    expect(person.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(person.body).toMatch(/^Cantado needs the token that it printed\.\nOpen the address /);
  });

  it('refuses a call from a page of another origin even with the cookie', async () => {
    for (const origin of ['https://example.com', 'http://127.0.0.1:1', 'http://localhost', 'null']) {
      const answer = await ask('/call/app.status', { cookie: cookie(), origin, ...json }, '{}');
      expect(answer.status, origin).toBe(403);
    }
  });

  it.each(['voice', 'melody'])(
    'refuses the upload of a %s without the token, from elsewhere, by another name',
    async (kind) => {
      const at = `/upload?name=evil.pth&for=${kind}`;
      const foreign = { cookie: cookie(), origin: 'https://example.com' };
      const rebound = { cookie: cookie(), host: `example.com:${String(server.port)}` };
      expect((await ask(at, {}, 'bytes')).status).toBe(401);
      for (const headers of [foreign, rebound]) expect((await ask(at, headers, 'bytes')).status).toBe(403);
      // The one with the token reaches the program.
      expect((await ask(at, { cookie: cookie() }, 'bytes')).status).toBe(200);
    },
  );

  it('refuses a request that says it comes from another site', async () => {
    const headers = { cookie: cookie(), 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
    expect((await ask('/media/takes/x.wav', headers)).status).toBe(403);
  });

  it('refuses a name that was pointed at this computer', async () => {
    for (const host of ['example.com', `example.com:${String(server.port)}`, '127.0.0.1', 'localhost:1']) {
      expect((await ask('/', { cookie: cookie(), host })).status, host).toBe(403);
    }
  });

  it('is not there on other addresses of this computer', async () => {
    const reached = await fetch(`http://[::1]:${String(server.port)}/`).then(
      () => true,
      () => false,
    );
    expect(reached).toBe(false);
  });
});

describe('behind the token', () => {
  it('serves the window under the strict policy, WebSocket of this server included', async () => {
    const { status, headers, body } = await ask('/', { cookie: cookie() });
    expect(status).toBe(200);
    expect(body).toContain('the window');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:${String(server.port)}`);
    expect(headers['x-frame-options']).toBe('DENY');
  });

  it.each([
    '/../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '//etc/passwd',
    '/..%5c..%5cx',
  ])('answers 404 to %s', async (at) => {
    expect((await ask(at, { cookie: cookie() })).status).toBe(404);
  });

  it('passes calls to the program, from the page and from a script with the token as bearer', async () => {
    const origin = `http://127.0.0.1:${String(server.port)}`;
    for (const headers of [{ cookie: cookie(), origin }, { authorization: `Bearer ${token}` }]) {
      const { body } = await ask('/call/voices.get', { ...headers, ...json }, '{"input":{"voice":"deep"}}');
      expect(JSON.parse(body)).toEqual({ ok: true, value: { name: 'voices.get', input: { voice: 'deep' } } });
    }
  });

  it('passes ranges of audio through', async () => {
    const { status, headers, body } = await ask('/media/takes/x.wav', { cookie: cookie(), range: 'bytes=5-7' });
    expect(status).toBe(206);
    expect(body).toBe('and');
    expect(headers['content-range']).toBe('bytes 5-7/14');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('streams events over the WebSocket, and to nobody without the cookie or from elsewhere', async () => {
    const at = `ws://127.0.0.1:${String(server.port)}/events`;
    const statusOf = (headers: Record<string, string>): Promise<number> =>
      new Promise((resolve, reject) => {
        const refused = new WebSocket(at, { headers });
        refused.on('unexpected-response', (sent, response) => {
          resolve(response.statusCode ?? 0);
          sent.destroy();
        });
        refused.on('open', () => {
          reject(new Error('was let in'));
        });
        refused.on('error', () => undefined);
      });
    expect(await statusOf({})).toBe(401);
    expect(await statusOf({ cookie: cookie(), origin: 'https://example.com' })).toBe(403);

    const socket = new WebSocket(at, { headers: { cookie: cookie() } });
    const told: unknown[] = [];
    socket.on('message', (data: Buffer) => told.push(JSON.parse(data.toString())));
    await expect.poll(() => told).toMatchObject([{ name: 'open' }]);
    const event: AppEvent = { name: 'app.notice', payload: { code: 'DATABASE_NEWER', details: {} } };
    for (const listener of listeners) listener(event);
    await expect.poll(() => told.slice(1)).toMatchObject([event]);
    socket.close();
  });
});
