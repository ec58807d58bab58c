import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

const mebibyte = 1024 ** 2;

/** Whether a disk of our own can be made here: Linux, as root, with the right to mount. */
export function canMakeDisks(): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), 'cantado-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export type SmallDisk = {
  readonly folder: string;
  /** Leaves so many bytes free. */
  fill(leftBytes: number): void;
  free(): void;
  setReadOnly(isReadOnly: boolean): void;
};

/** A disk of its own for one test. */
export function makeSmallDisk(sizeMb: number): SmallDisk {
  const folder = mkdtempSync(path.join(tmpdir(), 'cantado-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(sizeMb)}m`, 'none', folder]);
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  const ballast = path.join(folder, 'ballast');
  return {
    folder,
    fill(leftBytes) {
      const { bavail, bsize } = statfsSync(folder);
      const zeros = Buffer.alloc(mebibyte);
      const file = openSync(ballast, 'a');
      try {
        for (let left = Math.floor(bavail * bsize - leftBytes); left > 0; left -= zeros.length) {
          writeSync(file, zeros, 0, Math.min(left, zeros.length));
        }
      } catch {
        // The program took the rest meanwhile.
      } finally {
        closeSync(file);
      }
    },
    free: () => {
      unlinkSync(ballast);
    },
    setReadOnly: (isReadOnly) => {
      execFileSync('mount', ['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, folder]);
    },
  };
}
