import { createServer } from 'node:net';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Cantado } from '../../adapters/cantado.ts';
import { createTerminal, type OutputStream } from '../terminal.ts';
import type { CommandContext } from './context.ts';
import { serve, type ServeOrder } from './serve.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cantado-serve-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Serves until it has printed its address, then stops as Ctrl-C would. */
async function addressOf(order: Partial<ServeOrder>): Promise<URL> {
  const stop = new AbortController();
  let printed = '';
  const output: OutputStream = {
    write(text, finished) {
      printed += text;
      finished?.();
      setImmediate(() => {
        stop.abort();
      });
      return true;
    },
  };
  const context: CommandContext = {
    terminal: createTerminal('en', output, output),
    catalog: { perform: {}, converters: [], finish: {} },
    rendererFolder: folder,
    stop: stop.signal,
    endWith: () => undefined,
    withCantado: (work) => work({} as Cantado),
  };
  await serve(context, { port: 0, isBrowserWanted: false, tokenFile: undefined, isJson: true, ...order });
  return new URL((JSON.parse(printed) as { url: string }).url);
}

const tokenOf = (url: URL): string => url.searchParams.get('token') ?? '';

describe('cantado serve', () => {
  it('draws a new token for every run, too long to guess', async () => {
    const [first, second] = [tokenOf(await addressOf({})), tokenOf(await addressOf({}))];
    expect(first.length).toBeGreaterThanOrEqual(43);
    expect(first).not.toBe(second);
  });

  it('keeps the token in a file for its owner alone, and uses it again', async () => {
    const tokenFile = path.join(folder, 'token');
    const first = tokenOf(await addressOf({ tokenFile }));
    expect(readFileSync(tokenFile, 'utf8').trim()).toBe(first);
    if (process.platform !== 'win32') expect(statSync(tokenFile).mode & 0o077).toBe(0);
    expect(tokenOf(await addressOf({ tokenFile }))).toBe(first);
  });

  it('refuses a token that could be guessed, and a file that cannot be read or made', async () => {
    const weak = path.join(folder, 'weak');
    writeFileSync(weak, 'secret');
    await expect(addressOf({ tokenFile: weak })).rejects.toMatchObject({ code: 'SETTING_OUT_OF_RANGE' });
    await expect(addressOf({ tokenFile: folder })).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' });
    const unmakeable = path.join(folder, 'missing', 'token');
    await expect(addressOf({ tokenFile: unmakeable })).rejects.toMatchObject({ code: 'FOLDER_NOT_WRITABLE' });
  });

  it('says so when its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(addressOf({ port })).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { path: '--port' } });
    other.close();
  });
});
