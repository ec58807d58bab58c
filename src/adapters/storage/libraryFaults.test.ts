import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keptLibrary, seeLibrary } from '../../../tests/suites/keptLibrary.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../../tests/suites/testCantado.ts';
import { toEnvelope } from '../../contract/errors.ts';
import type { Cantado } from '../cantado.ts';
import { openCantado } from '../composition.ts';

/** A disk of its own in a folder; how many files fit on it decides when it is full, while its bytes still look enough. */
function mountDisk(folder: string, options: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=64m,${options}`, 'tmpfs', folder]);
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
  });
}

function remount(folder: string, options: string): void {
  execFileSync('mount', ['-o', `remount,${options}`, folder]);
}

function usedFiles(folder: string): number {
  return Number(execFileSync('df', ['--output=iused', folder], { encoding: 'utf8' }).split('\n')[1]);
}

/** Disks can be made by root on Linux, as in our CI; elsewhere the same faults are met one by one beside their sources. */
function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const made = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);
  return made.status === 0;
}

async function openHere(dataFolder: string): Promise<Cantado> {
  const cantado = await openCantado(testCantadoOptions(dataFolder));
  onTestFinished(() => cantado.close());
  return cantado;
}

/** The code it is refused with; null where it was done. */
async function outcomeOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => toEnvelope(error).code,
  );
}

if (canMount()) {
  describe('a disk that is full', () => {
    it('stops a move at any file with one clear error, and the library stays where it was, whole; it can be left', async () => {
      const root = temporaryFolder();
      const disk = path.join(root, 'disk');
      keptLibrary(path.join(root, 'data'), { takeCount: 2, takeBytes: 1000 });
      const cantado = await openHere(path.join(root, 'data'));
      const before = await seeLibrary(cantado);
      mountDisk(disk, 'nr_inodes=2');
      const outcomes: (string | null)[] = [];
      for (let count = 2; outcomes.at(-1) !== null && count < 200; count += count < 5 ? 1 : 7) {
        remount(disk, `nr_inodes=${String(count)}`);
        outcomes.push(await outcomeOf(cantado.call('storage.move', { folder: disk })));
        expect(await seeLibrary(cantado), `${String(count)} files`).toEqual(before);
        if (outcomes.at(-1) !== null) expect(readdirSync(disk), `${String(count)} files`).toEqual([]);
      }
      expect(new Set(outcomes.slice(0, -1))).toEqual(new Set(['FOLDER_NOT_WRITABLE', 'DISK_FULL']));
      expect(outcomes.at(-1)).toBeNull();
      expect(await cantado.call('app.status', undefined)).toMatchObject({ dataFolder: disk });
      // A full disk is why people move.
      remount(disk, `nr_inodes=${String(usedFiles(disk))}`);
      const away = path.join(root, 'away');
      expect(await outcomeOf(cantado.call('storage.move', { folder: away }))).toBeNull();
      expect(await seeLibrary(cantado)).toEqual(before);
      await cantado.close();
    });

    it('stops a backup and a restore at any file, and leaves nothing behind', async () => {
      const root = temporaryFolder();
      const [data, disk] = [path.join(root, 'data'), path.join(root, 'disk')];
      mountDisk(data, 'nr_inodes=10000');
      mountDisk(disk, 'nr_inodes=1');
      keptLibrary(data, { takeCount: 2, takeBytes: 1000 });
      const cantado = await openHere(data);
      const before = await seeLibrary(cantado);
      const file = path.join(disk, 'library.cantado-backup');
      for (let count = 1; ; count++) {
        remount(disk, `nr_inodes=${String(count)}`);
        const outcome = await outcomeOf(cantado.call('storage.backUp', { path: file, withTakes: true }));
        if (outcome === null) break;
        expect(outcome, `${String(count)} files`).toBe('DISK_FULL');
        expect(readdirSync(disk)).toEqual([]);
        expect(count).toBeLessThan(10);
      }
      const names = readdirSync(data).sort();
      const used = usedFiles(data);
      const outcomes: (string | null)[] = [];
      for (let more = 1; outcomes.at(-1) !== null && more < 60; more += more < 4 ? 1 : 6) {
        remount(data, `nr_inodes=${String(used + more)}`);
        outcomes.push(await outcomeOf(cantado.call('storage.restore', { path: file })));
        expect(await seeLibrary(cantado), `${String(more)} more files`).toEqual(before);
        if (outcomes.at(-1) !== null) expect(readdirSync(data).sort()).toEqual(names);
      }
      expect(new Set(outcomes.slice(0, -1))).toEqual(new Set(['DISK_FULL']));
      expect(outcomes.at(-1)).toBeNull();
      await cantado.close();
    });

    it('is seen before a byte is written where there is no room for all of it, and so is one that cannot be written', async () => {
      const root = temporaryFolder();
      const disk = path.join(root, 'disk');
      keptLibrary(path.join(root, 'data'));
      const cantado = await openHere(path.join(root, 'data'));
      mountDisk(disk, 'nr_inodes=0');
      remount(disk, 'size=1m');
      const file = path.join(disk, 'library.cantado-backup');
      const both = (): Promise<(string | null)[]> =>
        Promise.all([
          outcomeOf(cantado.call('storage.move', { folder: path.join(disk, 'new') })),
          outcomeOf(cantado.call('storage.backUp', { path: file, withTakes: true })),
        ]);
      expect((await both()).map((code) => code === 'NOT_ENOUGH_SPACE' || code === 'STORAGE_BUSY')).toEqual([
        true,
        true,
      ]);
      remount(disk, 'ro');
      expect(await both()).toEqual(['FOLDER_NOT_WRITABLE', 'FOLDER_NOT_WRITABLE']);
      expect(readdirSync(disk)).toEqual([]);
      await cantado.close();
    });
  });
}
