import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startFileServer } from '../../../tests/suites/fileServer.ts';
import { recorded } from '../../../tests/suites/recorded.ts';
import { startProxy } from '../../../tests/suites/proxyServer.ts';
import { createNodeRequest } from './nodeRequest.ts';
import { nextAddress, requestFollowing } from './redirects.ts';
import { troubleOf } from './trouble.ts';
import type { BareRequest } from './types.ts';

const certificate = readFileSync(path.resolve('tests/fixtures/network/certificate.pem'), 'utf8');
const key = readFileSync(path.resolve('tests/fixtures/network/key.pem'), 'utf8');
const text = 'what was asked for';

/** An encrypted server whose every answer is the text, or a redirect. */
async function startEncrypted(location?: string): Promise<string> {
  const server = https.createServer({ key, cert: certificate }, (_request, response) => {
    if (location === undefined) response.end(text);
    else response.writeHead(302, { location }).end();
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
}

async function read(request: BareRequest, address: string): Promise<string> {
  const about = { reason: 'base-model', subject: 'model' } as const;
  const options = { ...about, headers: {}, signal: AbortSignal.timeout(5000) };
  const answer = await requestFollowing(recorded(request), new URL(address), options);
  const parts: Uint8Array[] = [];
  for await (const part of answer.body) parts.push(part);
  return Buffer.concat(parts).toString();
}

beforeAll(() => {
  // Types of Node 22 do not have it yet.
  (tls as typeof tls & { setDefaultCACertificates(list: readonly string[]): void }).setDefaultCACertificates([
    certificate,
  ]);
});

describe('a request under Node', () => {
  it('goes through the proxy that the environment names, tunnelled where it is encrypted', async () => {
    const plain = await startFileServer(Buffer.from(text));
    const encrypted = await startEncrypted();
    const proxy = await startProxy();
    const request = createNodeRequest({ HTTP_PROXY: proxy.url, https_proxy: proxy.url });
    expect(await read(request, plain.url('/a'))).toBe(text);
    expect(await read(request, encrypted)).toBe(text);
    expect(proxy.seen).toEqual([`GET ${plain.url('/a')}`, `CONNECT ${new URL(encrypted).host}`]);
  });

  it('goes past the proxy to whom NO_PROXY names, and without one where none is named', async () => {
    const plain = await startFileServer(Buffer.from(text));
    const proxy = await startProxy();
    const environment = { HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' };
    expect(await read(createNodeRequest(environment), plain.url())).toBe(text);
    expect(await read(createNodeRequest({}), plain.url())).toBe(text);
    expect(proxy.seen).toEqual([]);
    expect(plain.seen).toHaveLength(2);
  });

  it('that the proxy refuses is told as the proxy’s doing', async () => {
    const proxy = await startProxy({ refuses: true });
    const request = createNodeRequest({ HTTPS_PROXY: proxy.url });
    const error: unknown = await read(request, await startEncrypted()).catch((thrown: unknown) => thrown);
    expect(troubleOf(error)).toBe('proxy');
  });

  it('is not sent on from an encrypted address to one without encryption', async () => {
    const plain = await startFileServer(Buffer.from(text));
    const encrypted = await startEncrypted(plain.url());
    await expect(read(createNodeRequest({}), encrypted)).rejects.toMatchObject({ trouble: 'unsafe-redirect' });
    expect(plain.seen).toEqual([]);
  });

  it('is sent on from one encrypted address to another', async () => {
    expect(await read(createNodeRequest({}), await startEncrypted(await startEncrypted()))).toBe(text);
  });

  it('ends when it is told to', async () => {
    const server = await startFileServer(Buffer.from(text), [{ stallAfterBytes: 3 }]);
    const stop = new AbortController();
    const answer = await createNodeRequest({})(new URL(server.url()), { headers: {}, signal: stop.signal });
    const reading = (async () => {
      let count = 0;
      for await (const part of answer.body) {
        count += part.length;
        stop.abort();
      }
      return count;
    })();
    await expect(reading).rejects.toThrow(/abort/);
  });
});

describe('a redirect', () => {
  it.each([
    ['https://a.example/x', 'https://b.example/y', 'https://b.example/y'],
    ['https://a.example/x/y', '../z?q=1', 'https://a.example/z?q=1'],
    ['http://127.0.0.1:1/x', 'https://b.example/', 'https://b.example/'],
    ['http://127.0.0.1:1/x', 'http://127.0.0.1:2/y', 'http://127.0.0.1:2/y'],
  ])('from %s to %s is followed', (from, location, to) => {
    expect(nextAddress(new URL(from), location).href).toBe(to);
  });

  it.each([
    ['https://a.example/', 'http://a.example/'],
    ['https://a.example/', 'http://127.0.0.1/'],
    ['http://127.0.0.1:1/', 'http://localhost/'],
    ['https://a.example/', 'file:///etc/passwd'],
    ['https://a.example/', 'data:text/plain,x'],
  ])('from %s to %s is not', (from, location) => {
    expect(() => nextAddress(new URL(from), location)).toThrow(/unsafe-redirect/);
  });
});
