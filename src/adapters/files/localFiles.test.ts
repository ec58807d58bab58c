import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { keepUpload, sweepComing } from './keepUpload.ts';
import { localFiles } from './localFiles.ts';

describe('local files', () => {
  it('find a free name beside files, folders and links that lead nowhere', async () => {
    const folder = temporaryFolder();
    const parts = { base: 'a', suffix: '-1', extension: 'wav' };
    writeFileSync(path.join(folder, 'a-1.wav'), '');
    mkdirSync(path.join(folder, 'a-1 (2).wav'));
    symlinkSync(path.join(folder, 'nowhere'), path.join(folder, 'a-1 (3).wav'));
    expect(await localFiles.freePath(folder, parts)).toBe(path.join(folder, 'a-1 (4).wav'));
  });

  it('tell what is inside a folder from what only looks like it', () => {
    expect(localFiles.isInside('/data/takes/a', '/data')).toBe(true);
    expect(localFiles.isInside('/data', '/data')).toBe(true);
    expect(localFiles.isInside('/data/..hidden', '/data')).toBe(true);
    expect(localFiles.isInside('/database', '/data')).toBe(false);
    expect(localFiles.isInside('/', '/data')).toBe(false);
  });

  it('say which folder cannot be written', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    const refusal = { code: 'FOLDER_NOT_WRITABLE', details: { folder: file } };
    await expect(localFiles.checkWritableFolder(file)).rejects.toMatchObject(refusal);
    await expect(localFiles.ensureWritableFolder(path.join(folder, 'new', 'deep'))).resolves.toBeUndefined();
  });

  it.runIf(existsSync('/proc'))(
    'give up where nothing can be made, though the system says that nothing is there',
    async () => {
      const refusal = { code: 'FOLDER_NOT_WRITABLE', details: { folder: '/proc/sung/here' } };
      await expect(localFiles.ensureWritableFolder('/proc/sung/here')).rejects.toMatchObject(refusal);
    },
  );
});

describe('an upload', () => {
  const body = (text: string): ReadableStream<Uint8Array> => new Blob([text]).stream();

  it('is kept under its hash, once, and leaves nothing else behind', async () => {
    const folder = path.join(temporaryFolder(), 'recordings');
    const first = await keepUpload(folder, 'a.wav', body('sound'));
    const { mtimeMs } = statSync(first.path);
    expect(first.isNew).toBe(true);
    expect(await keepUpload(folder, 'b.wav', body('sound'))).toEqual({ ...first, isNew: false });
    expect(statSync(first.path).mtimeMs).toBe(mtimeMs);
    expect(readFileSync(first.path, 'utf8')).toBe('sound');
    expect(readdirSync(folder)).toEqual([localFiles.sha256Of('sound')]);
  });

  it('that a killed program was still getting is removed when the next one begins', async () => {
    const folder = path.join(temporaryFolder(), 'recordings');
    const { path: kept } = await keepUpload(folder, 'a.wav', body('sound'));
    writeFileSync(path.join(folder, '.upload-0d5f'), 'half');
    await sweepComing(folder);
    expect(readdirSync(folder)).toEqual([path.basename(kept)]);
    await sweepComing(path.join(folder, 'nowhere'));
  });

  it('that breaks off leaves nothing behind', async () => {
    const folder = path.join(temporaryFolder(), 'recordings');
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error('connection lost'));
      },
    });
    await expect(keepUpload(folder, 'a.wav', broken)).rejects.toThrow('connection lost');
    expect(readdirSync(folder)).toEqual([]);
  });
});
