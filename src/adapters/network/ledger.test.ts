import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFileServer, type Manners } from '../../../tests/suites/fileServer.ts';
import { recordedNetwork } from '../../../tests/suites/recorded.ts';
import { createNodeRequest } from './nodeRequest.ts';
import { requestFollowing } from './redirects.ts';
import type { BareRequest, NetworkAnswer } from './types.ts';

const file = new Uint8Array(100_000).fill(7);
const about = { reason: 'base-model', subject: 'rmvpe' } as const;

async function openNetwork(manners: readonly Manners[] = [{}], bare: BareRequest = createNodeRequest({})) {
  const server = await startFileServer(file, manners);
  const network = recordedNetwork(bare);
  const stop = new AbortController();
  const ask = (address = server.url('/secret-path?token=abc')): Promise<NetworkAnswer> => {
    const options = { ...about, headers: { authorization: 'Bearer geheim' }, signal: stop.signal };
    return requestFollowing(network.request, new URL(address), options);
  };
  return { server, network, stop, ask, host: new URL(server.url()).host };
}

async function bytesOf({ body }: NetworkAnswer, onPiece: () => void = () => undefined): Promise<number> {
  let count = 0;
  for await (const piece of body) {
    count += piece.length;
    onPiece();
  }
  return count;
}

describe('the network ledger', () => {
  it('holds a request before it is sent, and its status and bytes at the end', async () => {
    let sentWith: unknown;
    const node = createNodeRequest({});
    const network = recordedNetwork((address, options) => {
      sentWith = structuredClone(network.entries);
      return node(address, options);
    });
    const server = await startFileServer(file);
    const signal = new AbortController().signal;
    const answer = await network.request(new URL(server.url()), { ...about, headers: {}, signal });
    expect(sentWith).toMatchObject([{ state: 'open', reason: 'base-model', subject: 'rmvpe', status: null }]);
    await bytesOf(answer);
    const [entry] = network.entries;
    expect(entry).toMatchObject({ state: 'answered', status: 200, host: new URL(server.url()).host });
    expect(entry?.receivedBytes).toBeGreaterThan(file.length + 100);
    expect(network.told.at(-1)).toEqual(entry);
  });

  it('counts the bytes of head and body as they cross the socket', async () => {
    const crossed = { read: 0, written: 0 };
    const server = http.createServer((request, response) => {
      const { socket } = request;
      response.on('close', () => Object.assign(crossed, { read: socket.bytesRead, written: socket.bytesWritten }));
      response.writeHead(200, { 'content-length': '5000', etag: '"x"' }).end(Buffer.alloc(5000));
    });
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    const { network, ask } = await openNetwork();
    await bytesOf(await ask(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/a/b?c=d`));
    await expect.poll(() => crossed.written).toBeGreaterThan(0);
    expect(network.entries[0]).toMatchObject({ sentBytes: crossed.read, receivedBytes: crossed.written });
  });

  it('never holds a path, a query or a header', async () => {
    const { network, ask } = await openNetwork();
    (await ask()).discard();
    expect(JSON.stringify([network.entries, network.told])).not.toMatch(/secret|token|geheim|Bearer/i);
  });

  it('holds each step of a redirect on its own', async () => {
    const real = await startFileServer(file);
    const { network, ask } = await openNetwork([{ status: 302, location: real.url() }]);
    await bytesOf(await ask());
    expect(network.entries.map(({ status, state }) => [status, state])).toEqual([
      [302, 'answered'],
      [200, 'answered'],
    ]);
    expect(new Set(network.entries.map(({ host }) => host)).size).toBe(2);
  });

  it.each<readonly [string, readonly Manners[], object]>([
    ['that broke off', [{ dropAfterBytes: 40_000 }], { state: 'failed', status: 200 }],
    ['that was refused', [{ status: 404, declaredBytes: null }], { state: 'answered', status: 404 }],
  ])('tells of an answer %s', async (_what, manners, expected) => {
    const { network, ask } = await openNetwork(manners);
    await bytesOf(await ask()).catch(() => undefined);
    expect(network.entries).toMatchObject([expected]);
  });

  it('tells of a server that is not there, to which nothing was sent', async () => {
    const { network, ask } = await openNetwork();
    await expect(ask('http://127.0.0.1:9/')).rejects.toThrow(/ECONNREFUSED/);
    expect(network.entries).toMatchObject([{ state: 'failed', status: null, sentBytes: 0, receivedBytes: 0 }]);
  });

  it('tells of a request that was given up before and inside its answer', async () => {
    const silent = await openNetwork([{ stallAfterBytes: 10 }]);
    const reading = bytesOf(await silent.ask());
    silent.stop.abort();
    await expect(reading).rejects.toThrow(/abort/);
    expect(silent.network.entries).toMatchObject([{ state: 'failed' }]);
  });

  it('is written now and then while bytes come, not with each', async () => {
    const { network, ask } = await openNetwork([{ pieceBytes: 500, slowMs: 3 }]);
    const pieces = { count: 0 };
    const startedMs = performance.now();
    await bytesOf(await ask(), () => pieces.count++);
    expect(pieces.count).toBeGreaterThan(50);
    // At the beginning, at each step of the answer, and twice a second.
    expect(network.saves()).toBeLessThan(6 + (performance.now() - startedMs) / 500);
  });

  it('that cannot be written lets no request out', async () => {
    const { server, ask, network } = await openNetwork();
    network.entries.push = () => {
      throw new Error('the disk is full');
    };
    await expect(ask()).rejects.toThrow('the disk is full');
    expect(server.seen).toEqual([]);
  });
});

describe('a program that shall stay offline', () => {
  it('sends nothing and tells in the ledger what it held back', async () => {
    const { server, network, ask, host } = await openNetwork();
    network.isOffline = true;
    await expect(ask()).rejects.toMatchObject({ code: 'OFFLINE', details: { host } });
    expect(network.entries).toMatchObject([{ state: 'held-back', status: null, sentBytes: 0, receivedBytes: 0, host }]);
    expect(server.seen).toEqual([]);
  });

  it('ends what is under way at once, also where no byte comes', async () => {
    const { network, ask } = await openNetwork([{ stallAfterBytes: 20_000 }]);
    const reading = bytesOf(await ask());
    const start = performance.now();
    network.isOffline = true;
    await expect(reading).rejects.toMatchObject({ code: 'OFFLINE' });
    // Within a second where nothing else is at work, and in no case only when the silence is noticed, after 30 s.
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(network.entries).toMatchObject([{ state: 'failed', status: 200 }]);
  });
});
