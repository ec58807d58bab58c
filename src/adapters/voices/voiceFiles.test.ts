import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { byteTools } from './byteTools.ts';
import { openByteSource, type OpenByteSource } from './openByteSource.ts';

function opened(file: string): OpenByteSource {
  const source = openByteSource(file);
  onTestFinished(() => source.close());
  return source;
}
function written(bytes: Uint8Array): string {
  const file = path.join(temporaryFolder(), 'Inês.pth');
  writeFileSync(file, bytes);
  return file;
}

describe('a file opened for its readers', () => {
  const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => (i * i) % 256);

  it('gives any part of itself, in an array of its own', () => {
    const source = opened(written(bytes));
    expect(source).toMatchObject({ name: 'Inês.pth', sizeBytes: bytes.length });
    for (const [start, count] of [
      [0, 10],
      [150_000, 50_000],
      [77, 0],
      [200_000, 0],
    ] as const) {
      const part = source.read(start, count);
      expect(part).toEqual(bytes.slice(start, start + count));
      expect(part.byteOffset).toBe(0);
    }
  });

  it.each([
    [-1, 2],
    [199_999, 2],
    [0, 200_001],
    [NaN, 1],
    [0, 2 ** 53],
  ])('gives nothing from %d, %d bytes', (start, count) => {
    const source = opened(written(bytes));
    expect(() => source.read(start, count)).toThrowError(RangeError);
  });

  it('that becomes shorter ends early', () => {
    const file = written(bytes);
    const source = opened(file);
    truncateSync(file, 100);
    expect(() => source.read(0, 200)).toThrowError(/VOICE_FILE_DAMAGED.*cut-off/);
  });

  it.skipIf(process.platform === 'win32').each(['pipe', 'link'])('that is a %s nobody writes to is refused', (kind) => {
    const folder = temporaryFolder();
    execFileSync('/bin/sh', ['-c', 'mkfifo "$0"', path.join(folder, 'pipe')]);
    symlinkSync(path.join(folder, 'pipe'), path.join(folder, 'link'));
    expect(() => openByteSource(path.join(folder, kind))).toThrowError(/FILE_NOT_READABLE/);
  });

  it('that is missing or a folder is refused in words', () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'voice.pth'));
    expect(() => openByteSource(path.join(folder, 'none.pth'))).toThrowError(/FILE_NOT_FOUND.*none\.pth/);
    expect(() => openByteSource(path.join(folder, 'voice.pth'))).toThrowError(/FILE_IS_FOLDER.*voice\.pth/);
  });
});

describe('zlib for readers', () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 7);

  it('gives what was packed, aligned for any view', () => {
    for (const length of [0, 1, 9, 1000]) {
      const inflated = byteTools.inflateRaw(deflateRawSync(bytes.subarray(0, length)), length);
      expect(inflated).toEqual(bytes.slice(0, length));
      expect(inflated.byteOffset % 8).toBe(0);
    }
  });

  it('never gives more than was promised', () => {
    expect(() => byteTools.inflateRaw(deflateRawSync(new Uint8Array(10_000_000)), 999)).toThrowError(RangeError);
    expect(() => byteTools.inflateRaw(bytes, 1000)).toThrowError();
  });

  it('makes checksums in parts as in one', () => {
    const whole = byteTools.crc32(bytes);
    expect(byteTools.crc32(bytes.subarray(400), byteTools.crc32(bytes.subarray(0, 400)))).toBe(whole);
    expect(byteTools.crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  });
});
