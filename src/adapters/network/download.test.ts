import { createHash } from 'node:crypto';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startFileServer, type Manners } from '../../../tests/suites/fileServer.ts';
import { recorded } from '../../../tests/suites/recorded.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { sha256OfFile } from '../cache/fileHash.ts';
import { download, type DownloadOrder, type DownloadTools } from './download.ts';
import { createNodeRequest } from './nodeRequest.ts';

const file = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 2_654_435_761) >>> 24);
const sha256 = createHash('sha256').update(file).digest('hex');
const otherFile = file.map((byte) => byte ^ 1);

/** After so long a silence is a stall, ms; only where a server is silent, because a busy machine is, too. */
const stallMs = 250;

function orderOf(addresses: readonly string[], folder = temporaryFolder()): DownloadOrder {
  const partPath = path.join(folder, `.part-${sha256}`);
  const about = { reason: 'base-model', subject: 'model', title: 'Model' } as const;
  return { ...about, addresses, sizeBytes: file.length, sha256, partPath };
}

function toolsWith(changes: Partial<DownloadTools> = {}): DownloadTools {
  return {
    request: recorded(createNodeRequest({})),
    hashFile: (file) => sha256OfFile(file),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    pauseMs: 1,
    ...changes,
  };
}

const isSilent = ({ stallAfterBytes, slowMs }: Manners): boolean =>
  stallAfterBytes !== undefined || slowMs !== undefined;

async function fetchWith(manners: readonly Manners[], changes: Partial<DownloadTools> = {}) {
  const server = await startFileServer(file, manners);
  const order = orderOf([server.url()]);
  await download(order, toolsWith(changes));
  expect(await sha256OfFile(order.partPath)).toBe(sha256);
  return server;
}

describe('a download', () => {
  it('brings the file and tells how far it is', async () => {
    const told: number[] = [];
    const { seen } = await fetchWith([{}], { onProgress: (bytes) => told.push(bytes) });
    expect(told.at(-1)).toBe(file.length);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(seen).toHaveLength(1);
  });

  it('whose connection drops goes on where it was, and asks for the same version', async () => {
    const { seen, sentBytes } = await fetchWith([{ dropAfterBytes: 100_000 }, { dropAfterBytes: 50_000 }, {}]);
    expect(seen).toHaveLength(3);
    expect(seen[1]?.range).toMatch(/^bytes=\d+-$/);
    expect(seen[1]?.ifRange).toMatch(/^"[0-9a-f]{16}"$/);
    expect(sentBytes()).toBeLessThan(2 * file.length);
  });

  it('from a server without ranges begins again', async () => {
    const { seen } = await fetchWith([{ dropAfterBytes: 100_000 }, { ignoresRanges: true }]);
    expect(seen).toHaveLength(2);
  });

  it('that stalls is asked for again', async () => {
    const { seen } = await fetchWith([{ stallAfterBytes: 100_000 }, {}], { stallMs });
    expect(seen.length).toBeGreaterThanOrEqual(2);
  });

  it('is as it should be whatever the server says of its length', async () => {
    await fetchWith([{ declaredBytes: null }]);
    await fetchWith([{ declaredBytes: file.length + 5000 }]);
    await fetchWith([{ declaredBytes: 1000 }, {}]);
    await fetchWith([{ bytes: new Uint8Array([...file, 1, 2, 3]) }]);
  });

  it('follows a redirect, with what it wants of the file', async () => {
    const real = await startFileServer(file, [{ dropAfterBytes: 100_000 }, {}]);
    const { seen } = await fetchWith([{ status: 302, location: real.url('/elsewhere') }]);
    expect(seen).toHaveLength(2);
    expect(real.seen.map((request) => request.path)).toEqual(['/elsewhere', '/elsewhere']);
    expect(real.seen[1]?.range).toBeDefined();
  });

  it('waits out a server that is busy', async () => {
    expect((await fetchWith([{ status: 503 }, { status: 429 }, {}])).seen).toHaveLength(3);
  });

  it('cut off by a cancel keeps what came, and goes on later', async () => {
    const server = await startFileServer(file, [{ slowMs: 20 }, {}]);
    const order = orderOf([server.url()]);
    const stop = new AbortController();
    const onProgress = (bytes: number): void => {
      if (bytes > 60_000) stop.abort();
    };
    const cut = download(order, toolsWith({ signal: stop.signal, onProgress }));
    await expect(cut).rejects.toMatchObject({ code: 'CANCELLED' });
    const kept = readFileSync(order.partPath).length;
    expect(kept).toBeGreaterThan(60_000);
    await download(order, toolsWith());
    expect(server.seen[1]).toMatchObject({ range: `bytes=${String(kept)}-` });
    expect(await sha256OfFile(order.partPath)).toBe(sha256);
  });

  it('that is whole already asks nobody', async () => {
    const order = orderOf(['http://127.0.0.1:9/']);
    writeFileSync(order.partPath, file);
    await download(order, toolsWith());
  });

  it('over bytes that were something else begins again and ends right', async () => {
    for (const wrong of [otherFile.subarray(0, 150_000), otherFile, new Uint8Array([...otherFile, 1])]) {
      const server = await startFileServer(file);
      const order = orderOf([server.url()]);
      writeFileSync(order.partPath, wrong);
      await download(order, toolsWith());
      expect(await sha256OfFile(order.partPath)).toBe(sha256);
    }
  });
});

describe('a server that gives something else', () => {
  it('is told by name, and its bytes are deleted', async () => {
    const server = await startFileServer(file, [{ bytes: otherFile }]);
    const order = orderOf([server.url()]);
    await expect(download(order, toolsWith())).rejects.toMatchObject({
      code: 'DOWNLOAD_WRONG_BYTES',
      details: { model: 'Model', address: '127.0.0.1' },
    });
    expect(readFileSync(order.partPath)).toHaveLength(0);
  });

  it('of another length does not cost what is there', async () => {
    const portal = { contentType: 'text/html', bytes: new Uint8Array(3000), ignoresRanges: true };
    for (const manner of [portal, { bytes: otherFile.subarray(5), ignoresRanges: true }, { bytes: file.subarray(9) }]) {
      const server = await startFileServer(file, [manner]);
      const order = orderOf([server.url()]);
      writeFileSync(order.partPath, file.subarray(0, 100_000));
      await expect(download(order, toolsWith())).rejects.toMatchObject({ code: 'DOWNLOAD_WRONG_BYTES' });
      expect(readFileSync(order.partPath)).toHaveLength(100_000);
    }
  });
});

describe('a mirror', () => {
  const troubles: readonly (readonly [string, Manners])[] = [
    ['does not have it', { status: 404 }],
    ['refuses', { status: 403 }],
    ['is broken', { status: 500 }],
    ['gives wrong bytes', { bytes: otherFile }],
    ['drops every time', { dropAfterBytes: 1 }],
    ['drops every time and knows no ranges', { dropAfterBytes: 70_000, ignoresRanges: true }],
    ['says nothing', { stallAfterBytes: 0 }],
    ['says a byte now and then', { pieceBytes: 1, slowMs: 40 }],
    ['sends to nowhere', { status: 302, location: 'http://[' }],
  ];
  it.each(troubles)('is asked where the first address %s', async (_what, manner) => {
    const first = await startFileServer(file, [manner]);
    const second = await startFileServer(file);
    const order = orderOf([first.url(), second.url()]);
    await download(order, toolsWith(isSilent(manner) ? { stallMs } : {}));
    expect(await sha256OfFile(order.partPath)).toBe(sha256);
    expect(second.seen.length).toBeGreaterThan(0);
  });

  it('is asked where the first address cannot be reached', async () => {
    const second = await startFileServer(file);
    const order = orderOf(['http://127.0.0.1:9/model.pt', second.url()]);
    await download(order, toolsWith());
    expect(await sha256OfFile(order.partPath)).toBe(sha256);
  });

  it('that fails as well leaves the trouble of the first', async () => {
    const first = await startFileServer(file, [{ status: 404 }]);
    const second = await startFileServer(file, [{ bytes: otherFile }]);
    const failing = download(orderOf([first.url(), second.url()]), toolsWith());
    await expect(failing).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED', details: { reason: 'refused' } });
  });
});

describe('an address that cannot be had', () => {
  it.each([
    ['stalled', { stallAfterBytes: 5000, ignoresRanges: true }],
    ['cut-off', { dropAfterBytes: 5000, ignoresRanges: true }],
    ['refused', { status: 404 }],
    ['proxy', { status: 407 }],
    ['unsafe-redirect', { status: 302, location: 'http://example.invalid/model.pt' }],
    ['refused', { status: 302, location: '/model.pt' }],
  ] as const)('says why: %s', async (reason, manner) => {
    const server = await startFileServer(file, [manner]);
    const failing = download(orderOf([server.url()]), toolsWith(isSilent(manner) ? { stallMs } : {}));
    await expect(failing).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED', details: { reason, address: '127.0.0.1' } });
  });

  it('says that there is no such name, as without a connection', async () => {
    const failing = download(orderOf(['https://cantado.invalid/model.pt']), toolsWith());
    await expect(failing).rejects.toMatchObject({ details: { reason: 'offline', address: 'cantado.invalid' } });
  });
});

describe('a disk', () => {
  it.runIf(existsSync('/dev/full'))('that is full is said to be, and no other address is asked', async () => {
    const servers = [await startFileServer(file), await startFileServer(file)];
    const order = orderOf(servers.map(({ url }) => url()));
    symlinkSync('/dev/full', order.partPath);
    await expect(download(order, toolsWith())).rejects.toMatchObject({
      code: 'DISK_FULL',
      details: { folder: path.dirname(order.partPath) },
    });
    expect(servers[1]?.seen).toEqual([]);
  });
});

describe('whatever servers do', () => {
  const bytes = fc.integer({ min: 0, max: file.length + 1000 });
  const manner: fc.Arbitrary<Manners> = fc.record(
    {
      dropAfterBytes: bytes,
      declaredBytes: fc.option(bytes),
      ignoresRanges: fc.boolean(),
      etag: fc.constantFrom(null, '"one"', '"two"', 'W/"weak"'),
      status: fc.constantFrom(200, 404, 416, 500, 503),
      bytes: fc.constantFrom(file, otherFile, file.subarray(7), file.subarray(0, 100_000)),
      contentType: fc.constantFrom('application/octet-stream', 'text/html'),
    },
    { requiredKeys: [] },
  );

  it('the bytes are right in the end where one address is good, and nothing is called right that is not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(manner, { minLength: 1, maxLength: 6 }), fc.boolean(), async (manners, isGoodThere) => {
        const first = await startFileServer(file, manners);
        const second = await startFileServer(file);
        const order = orderOf(isGoodThere ? [first.url(), second.url()] : [first.url()]);
        const ended = download(order, toolsWith());
        if (isGoodThere) await ended;
        const isRight = await ended.then(
          () => true,
          () => false,
        );
        if (isRight) expect(await sha256OfFile(order.partPath)).toBe(sha256);
      }),
      { numRuns: 40 },
    );
  });
});
