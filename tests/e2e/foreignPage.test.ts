import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cantado } from '../../src/adapters/cantado.ts';
import { openCantado } from '../../src/adapters/composition.ts';
import type { ApiTarget } from '../../src/adapters/http/api.ts';
import { forkHost } from '../../src/adapters/inference/forkHost.ts';
import { resourcesIn } from '../../src/adapters/program/resources.ts';
import { startHttpServer, type HttpServer } from '../../src/headless/httpServer.ts';
import { startBrowser } from './openWindow.ts';

/*
 * A page of another origin, on the same computer and in the same browser as the window: everything a page can try to reach the
 * program, in real Chromium, with and without the token's cookie. Nothing may get as far as the program.
 */

const program = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'cantado-foreign-'));
/** What came through the door, by name. */
const reached: string[] = [];
let cantado: Cantado;
let server: HttpServer;
let foreign: Server;
let browser: Browser;

/** The program, with everything that reaches it written down. */
function watched(target: Cantado): ApiTarget {
  const seen = <A extends unknown[], R>(name: string, work: (...given: A) => R) => {
    return (...given: A): R => {
      reached.push(`${name} ${String(given[0])}`);
      return work(...given);
    };
  };
  return {
    dispatch: seen('dispatch', target.dispatch),
    subscribe: seen('subscribe', target.subscribe),
    mediaResponse: seen('media', target.mediaResponse),
    upload: seen('upload', target.upload),
    uploadRecording: seen('upload', target.uploadRecording),
    uploadVoice: seen('upload', target.uploadVoice),
    uploadMelody: seen('upload', target.uploadMelody),
  };
}

beforeAll(async () => {
  const options = { dataFolder: path.join(folder, 'data'), resources: resourcesIn(program), launchHost: forkHost };
  cantado = await openCantado({ ...options, version: 'test' });
  server = await startHttpServer({
    cantado: watched(cantado),
    rendererFolder: path.join(program, 'out/renderer'),
    port: 0,
    token: 'a-token-of-a-test-that-is-long-enough',
  });
  foreign = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Elsewhere</title><p>Hello');
  });
  await new Promise<void>((resolve) => foreign.listen(0, resolve));
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  foreign.close();
  await server.close();
  await cantado.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Everything a page can try, in the page; answers with what it got, attempt by attempt. */
async function attempts(base: string): Promise<Record<string, string>> {
  const got: Record<string, string> = {};
  const gone = 'nothing';
  const sound = new Blob(['RIFF'], { type: 'audio/wav' });
  const form = (): FormData => {
    const fields = new FormData();
    fields.append('audio', sound, 'a.wav');
    fields.append('voiceId', 'deep');
    return fields;
  };
  const reads: readonly (readonly [string, string, RequestInit])[] = [
    ['read', '/audio/jobs', {}],
    ['read without asking', '/audio/jobs', { mode: 'no-cors' }],
    ['document', '/openapi.json', {}],
    ['form by fetch', '/audio/jobs', { method: 'POST', mode: 'no-cors', body: form() }],
    ['form by fetch, asking', '/audio/jobs', { method: 'POST', body: form() }],
    ['plain text as JSON', '/call/settings.get', { method: 'POST', mode: 'no-cors', body: '{}' }],
    ['JSON', '/call/settings.get', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }],
    ['guessed token', '/status', { headers: { authorization: 'Bearer guess' } }],
    ['delete', '/audio/takes/x', { method: 'DELETE' }],
  ];
  for (const [name, at, init] of reads) {
    got[name] = await fetch(base + at, { credentials: 'include', ...init }).then(
      async (response) => (await response.text()) || gone,
      () => gone,
    );
  }
  const loaded = (element: HTMLElement, events: readonly string[]): Promise<string> =>
    new Promise((resolve) => {
      element.addEventListener('error', () => resolve(gone));
      for (const event of events) element.addEventListener(event, () => resolve(event));
      document.body.append(element);
    });
  const media = Object.assign(document.createElement('audio'), { src: `${base}/media/takes/x.wav` });
  got['audio'] = await loaded(media, ['loadedmetadata']);
  got['image'] = await loaded(Object.assign(new Image(), { src: `${base}/metrics` }), ['load']);
  const script = Object.assign(document.createElement('script'), { src: `${base}/openapi.json` });
  got['script'] = await loaded(script, ['load']);
  const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${base}/reference` });
  got['style'] = await loaded(sheet, ['load']);
  for (const at of ['/events', '/audio/events']) {
    got[`WebSocket ${at}`] = await new Promise((resolve) => {
      const socket = new WebSocket(base.replace('http', 'ws') + at);
      socket.onopen = () => resolve('open');
      socket.onclose = () => resolve(gone);
    });
  }
  const frames = ['/', '/audio/jobs', '/reference'].map((at) =>
    Object.assign(document.createElement('iframe'), { src: base + at, name: at }),
  );
  for (const frame of frames) await loaded(frame, ['load']);
  const target = Object.assign(document.createElement('iframe'), { name: 'answer' });
  document.body.append(target);
  const posted = Object.assign(document.createElement('form'), {
    action: `${base}/audio/jobs`,
    method: 'post',
    enctype: 'multipart/form-data',
    target: 'answer',
  });
  posted.append(Object.assign(document.createElement('input'), { name: 'voiceId', value: 'deep' }));
  document.body.append(posted);
  const answered = loaded(target, ['load']);
  posted.submit();
  await answered;
  navigator.sendBeacon(`${base}/audio/queue/pause`);
  return got;
}

async function visit(context: BrowserContext, host: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`http://${host}:${String((foreign.address() as AddressInfo).port)}/`);
  return page;
}

const base = (): string => `http://127.0.0.1:${String(server.port)}`;

/** What the frames of a page show; a refused one is an error page of the browser, or our refusal in plain text. */
async function framesOf(page: Page): Promise<string[]> {
  const texts = page
    .frames()
    .slice(1)
    .map((frame) =>
      frame
        .locator('body')
        .innerText()
        .catch(() => ''),
    );
  return (await Promise.all(texts)).filter((text) => text !== '');
}

describe('a page of another origin gets nothing', () => {
  it.each([
    ['another port of this computer, in a browser that has the cookie', '127.0.0.1', true],
    ['another name of this computer, in a browser that has the cookie', 'localhost', true],
    ['another port, without the cookie', '127.0.0.1', false],
  ] as const)('%s', async (_where, host, hasCookie) => {
    const context = await browser.newContext();
    if (hasCookie) {
      // Without the window, which asks for more than it waits for when it is closed.
      await context.request.get(server.url);
      const own = await context.newPage();
      // The same attempts would work from here: the cookie is in place, and what is counted is counted.
      expect((await own.goto(`${base()}/audio/jobs`))?.status()).toBe(200);
      expect(reached).toContain('dispatch jobs.list');
      await own.close();
    }
    const page = await visit(context, host);
    reached.length = 0;
    const got = await page.evaluate(attempts, base());
    expect(Object.entries(got).filter(([, what]) => what !== 'nothing')).toEqual([]);
    for (const text of await framesOf(page)) expect(text).toMatch(/may not call Cantado|refused to connect|printed/);
    expect(reached).toEqual([]);
    await context.close();
  });
});
