import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { audioFolders } from './audioFolders.ts';

function folderWith(files: readonly string[]): string {
  const folder = temporaryFolder();
  for (const file of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), 'sound');
  }
  return folder;
}

async function list(folder: string, most = 100) {
  const { files, ...rest } = await audioFolders.list(folder, { most });
  return { ...rest, files: files.map((file) => path.relative(folder, file)) };
}

describe('a folder of recordings', () => {
  it('is listed at any depth as people count, and only what may be audio', async () => {
    const audio = ['2.wav', '10.WAV', 'B.mp3', 'a.flac', 'disc 2/1.m4a', 'disc 10/deep/é “x”.opus'];
    const folder = folderWith([...audio, 'notes.txt', '.hidden.wav', '.git/a.wav', '__MACOSX/2.wav', 'wav']);
    expect(await list(folder)).toEqual({
      files: ['2.wav', '10.WAV', 'a.flac', 'B.mp3', ...audio.slice(4)],
      unreadable: [],
      extent: 'whole',
    });
  });

  it('that leads back to itself through a link is listed once', async () => {
    const folder = folderWith(['a.wav', 'in/b.wav']);
    symlinkSync(folder, path.join(folder, 'in', 'back'));
    symlinkSync(path.join(folder, 'in'), path.join(folder, 'z'));
    symlinkSync(path.join(folder, 'nowhere'), path.join(folder, 'dead.wav'));
    expect((await list(folder)).files).toEqual(['a.wav', path.join('in', 'b.wav')]);
  });

  it('with more than was asked for says so and is not walked to its end', async () => {
    const folder = folderWith(Array.from({ length: 30 }, (_, index) => `${String(index)}/a.wav`));
    expect((await list(folder, 29)).extent).toBe('more');
    expect((await list(folder, 30)).extent).toBe('whole');
  });

  it('that is not there, or that takes too long, is told', async () => {
    const folder = folderWith(Array.from({ length: 200 }, (_, index) => `${String(index)}/a.wav`));
    await expect(list(path.join(folder, 'gone'))).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
      details: { file: 'gone' },
    });
    expect(await audioFolders.list(folder, { most: 1000, withinMs: 0 })).toMatchObject({ files: [], extent: 'late' });
    const stopper = new AbortController();
    const walk = audioFolders.list(folder, { most: 1000, signal: stopper.signal });
    stopper.abort();
    expect((await walk).extent).toBe('late');
  });

  it('names folders inside that may not be read', async () => {
    const folder = folderWith(['a.wav', 'locked/b.wav']);
    const locked = path.join(folder, 'locked');
    chmodSync(locked, 0);
    // Whoever may read everything cannot be kept out; a folder that vanished under the walk cannot be read either.
    if (process.getuid?.() === 0) {
      chmodSync(locked, 0o700);
      rmSync(locked, { recursive: true });
      symlinkSync(path.join(locked, 'x'.repeat(300)), locked);
      expect(await list(folder)).toMatchObject({ files: ['a.wav'], unreadable: [] });
      return;
    }
    expect(await list(folder)).toEqual({ files: ['a.wav'], unreadable: [locked], extent: 'whole' });
    chmodSync(locked, 0o700);
  });
});
