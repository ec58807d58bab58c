import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { parseWavHeader } from '../audio/wavHeader.ts';
import { headersOnly, parseRange, wavResponse, type ByteSource } from './byteRange.ts';
import { fileSource } from './fileSource.ts';
import { findSignal } from './findSignal.ts';
import { growingSource } from './growingSource.ts';

const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

describe('a range header', () => {
  it.each([
    [null, undefined],
    ['bytes=0-', { first: 0, last: 99 }],
    ['bytes=10-19', { first: 10, last: 19 }],
    ['bytes=90-500', { first: 90, last: 99 }],
    ['bytes=-10', { first: 90, last: 99 }],
    ['bytes=-500', { first: 0, last: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=20-10', undefined],
    ['bytes=0-1,5-6', undefined],
    ['samples=0-1', undefined],
    ['bytes=-', undefined],
  ])('%j of 100 bytes means %j', (header, expected) => {
    expect(parseRange(header, 100)).toEqual(expected);
  });
});

describe('audio of a file', () => {
  it('comes whole, in part, or is refused, with the headers a player needs', async () => {
    const file = path.join(temporaryFolder(), 'a.wav');
    const content = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));
    writeFileSync(file, content);
    const respond = async (range: string | null): Promise<Response> => wavResponse(await fileSource(file), range);
    const whole = await respond(null);
    expect([whole.status, whole.headers.get('content-length'), whole.headers.get('accept-ranges')]).toEqual([
      200,
      '1000',
      'bytes',
    ]);
    expect((await bytesOf(whole)).equals(content)).toBe(true);
    const part = await respond('bytes=990-');
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 990-999/1000']);
    expect((await bytesOf(part)).equals(content.subarray(990))).toBe(true);
    const beyond = await respond('bytes=1000-');
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
  });
});

const sampleRate = 24_000;
const sampleCount = 40_000;
const samples = Float32Array.from({ length: sampleCount }, (_, index) => Math.sin(index));
const rawBytes = Buffer.from(samples.buffer);

async function growing({ gainDb = 0, written = new Uint8Array(0) } = {}) {
  const rawPath = path.join(temporaryFolder(), 'raw.f32');
  if (written.length > 0) writeFileSync(rawPath, written);
  const state = { isGrowing: true };
  const isGrowing = (): Promise<boolean> => Promise.resolve(state.isGrowing);
  return { rawPath, state, source: await growingSource({ rawPath, sampleRate, sampleCount, gainDb, isGrowing }) };
}

describe('a file that is sent', () => {
  const content = Uint8Array.of(1, 2, 3);

  function watched(): { readonly source: ByteSource; readonly calls: string[] } {
    const calls: string[] = [];
    const source: ByteSource = {
      sizeBytes: content.length,
      async *read() {
        calls.push('read');
        yield await Promise.resolve(content);
      },
      close: () => {
        calls.push('close');
        return Promise.resolve();
      },
    };
    return { source, calls };
  }

  it('is sent whole although it is deleted before its first byte was read, as a cache that is cleared', async () => {
    const file = path.join(temporaryFolder(), 'a.wav');
    writeFileSync(file, content);
    const response = await wavResponse(await fileSource(file), null);
    rmSync(file);
    expect([...(await bytesOf(response))]).toEqual([...content]);
  });

  it('is let go of when it was read, when it is given up, and when nothing of it is wanted', async () => {
    const read = watched();
    await bytesOf(await wavResponse(read.source, null));
    expect(read.calls).toEqual(['read', 'close']);
    const givenUp = watched();
    await (await wavResponse(givenUp.source, null)).body?.cancel();
    expect(givenUp.calls).toEqual(['close']);
    const beyond = watched();
    await wavResponse(beyond.source, 'bytes=3-');
    expect(beyond.calls).toEqual(['close']);
  });

  it('is not read for who wants the headers only, and let go of', async () => {
    const { source, calls } = watched();
    const head = await headersOnly(await wavResponse(source, 'bytes=1-'));
    expect([head.status, head.headers.get('content-length'), (await bytesOf(head)).length]).toEqual([206, '2', 0]);
    expect(calls).toEqual(['close']);
  });
});

describe('audio of a take that is still rendering', () => {
  it('has its final length at once and sends the rest as it comes', async () => {
    const { rawPath, state, source } = await growing();
    const response = await wavResponse(source, null);
    expect(Number(response.headers.get('content-length'))).toBe(source.sizeBytes);
    const all = bytesOf(response);
    // Pieces that end in the middle of a sample, as a reader may see them.
    for (let start = 0; start < rawBytes.length; start += 33_333) {
      appendFileSync(rawPath, rawBytes.subarray(start, start + 33_333));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    state.isGrowing = false;
    const bytes = await all;
    const layout = parseWavHeader(bytes);
    expect(layout).toMatchObject({ sampleRate, channels: 1, encoding: 'float32', dataBytes: rawBytes.length });
    const { dataOffset } = layout as { dataOffset: number };
    expect(bytes.subarray(dataOffset).equals(rawBytes)).toBe(true);
  });

  it('any range is that range of the whole, also inside a sample', async () => {
    const { state, source } = await growing({ written: rawBytes });
    state.isGrowing = false;
    const whole = await bytesOf(await wavResponse(source, null));
    const last = source.sizeBytes - 1;
    await fc.assert(
      fc.asyncProperty(fc.nat(last), fc.nat(last), async (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const part = await bytesOf(await wavResponse(source, `bytes=${String(from)}-${String(to)}`));
        expect(part.equals(whole.subarray(from, to + 1))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('is heard with its provisional gain', async () => {
    const { state, source } = await growing({ gainDb: -20, written: rawBytes });
    state.isGrowing = false;
    const bytes = await bytesOf(await wavResponse(source, 'bytes=-4'));
    expect(bytes.readFloatLE(0)).toBeCloseTo((samples.at(-1) ?? 0) / 10, 6);
  });

  it('that fails ends what is being played without an error', async () => {
    const { state, source } = await growing({ written: rawBytes.subarray(0, 4000) });
    const all = bytesOf(await wavResponse(source, null));
    state.isGrowing = false;
    expect((await all).length).toBe(source.sizeBytes - rawBytes.length + 4000);
  });

  it('goes on to the end although the raw file gives way to the finished one before its first byte was read', async () => {
    const { rawPath, state, source } = await growing({ written: rawBytes });
    const response = await wavResponse(source, null);
    rmSync(rawPath);
    state.isGrowing = false;
    expect((await bytesOf(response)).length).toBe(source.sizeBytes);
  });

  it('lets go of the file when nobody listens any more', async () => {
    const { source } = await growing({ written: rawBytes.subarray(0, 4000) });
    const body = (await wavResponse(source, null)).body?.getReader();
    await body?.read();
    await body?.cancel();
    expect((await body?.read())?.done).toBe(true);
  });
});

describe('the decoded recording', () => {
  it('is found whichever version decoded it, once it is whole', async () => {
    const cacheFolder = temporaryFolder();
    const sha256 = 'ab'.repeat(32);
    expect(await findSignal(cacheFolder, sha256)).toBeUndefined();
    const folder = path.join(cacheFolder, 'analysis', `${sha256}-swiftf0-1`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'signal.wav'), 'half');
    expect(await findSignal(cacheFolder, sha256)).toBeUndefined();
    writeFileSync(path.join(folder, 'decoded.json'), '{}');
    expect(await findSignal(cacheFolder, sha256)).toBe(path.join(folder, 'signal.wav'));
  });
});
