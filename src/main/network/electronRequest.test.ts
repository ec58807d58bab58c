import { createHash } from 'node:crypto';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { net } from '../../../tests/e2e/electronStandIn/net.ts';
import { startFileServer, type Manners } from '../../../tests/suites/fileServer.ts';
import { recorded } from '../../../tests/suites/recorded.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { sha256OfFile } from '../../adapters/cache/fileHash.ts';
import { download } from '../../adapters/network/download.ts';
import { createElectronRequest } from './electronRequest.ts';

const file = Uint8Array.from({ length: 200_000 }, (_, i) => i * 7 + (i >> 8));
const sha256 = createHash('sha256').update(file).digest('hex');
const asked: unknown[] = [];
const request = recorded(
  createElectronRequest((options) => {
    asked.push(options);
    return net.request(options);
  }),
);

async function fetchFrom(
  url: string,
  signal = new AbortController().signal,
  onProgress = (): void => undefined,
  isSilent = false,
) {
  const partPath = path.join(temporaryFolder(), 'part');
  const about = { reason: 'base-model', subject: 'model', title: 'Model' } as const;
  const order = { ...about, addresses: [url], sizeBytes: file.length, sha256, partPath };
  await download(order, {
    request,
    hashFile: (file) => sha256OfFile(file),
    signal,
    onProgress,
    // A busy machine is silent, too: only where nothing comes any more.
    ...(isSilent ? { stallMs: 250 } : {}),
    pauseMs: 1,
  });
  expect(await sha256OfFile(partPath)).toBe(sha256);
}

describe('a download through Electron’s network', () => {
  it.each<readonly [string, readonly Manners[]]>([
    ['comes', [{}]],
    ['goes on after the connection dropped', [{ dropAfterBytes: 90_000 }, {}]],
    ['is asked for again when it stalls', [{ stallAfterBytes: 90_000 }, {}]],
  ])('%s', async (_what, manners) => {
    const server = await startFileServer(file, manners);
    const isSilent = manners.some(({ stallAfterBytes }) => stallAfterBytes !== undefined);
    await fetchFrom(server.url(), undefined, undefined, isSilent);
    expect(server.seen.length).toBeGreaterThanOrEqual(manners.length);
    if (!isSilent) expect(server.seen).toHaveLength(manners.length);
    expect(asked.at(-1)).toMatchObject({
      cache: 'no-store',
      redirect: 'manual',
    });
  });

  it('follows redirects itself, so that an unencrypted one is refused', async () => {
    const real = await startFileServer(file);
    await fetchFrom((await startFileServer(file, [{ status: 302, location: real.url() }])).url());
    const leading = await startFileServer(file, [{ status: 302, location: 'http://example.invalid/' }]);
    await expect(fetchFrom(leading.url())).rejects.toMatchObject({ details: { reason: 'unsafe-redirect' } });
  });

  it('stops when it is cancelled, before the answer and inside it', async () => {
    const silent = await startFileServer(file, [{ stallAfterBytes: 0 }]);
    await expect(fetchFrom(silent.url(), AbortSignal.timeout(20))).rejects.toMatchObject({ code: 'CANCELLED' });
    const slow = await startFileServer(file, [{ slowMs: 20 }]);
    const stop = new AbortController();
    const cut = fetchFrom(slow.url(), stop.signal, () => {
      stop.abort();
    });
    await expect(cut).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
