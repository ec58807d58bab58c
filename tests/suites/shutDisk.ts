import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

export type ShutDisk = {
  readonly folder: string;
  /**
   * Refuses every write, also to files that are open, until it is opened again: as a share does whose server changed its mind.
   * @param mapped files that a program has mapped into its memory are left out: no share refuses these
   */
  setShut(isShut: boolean, mapped: readonly string[]): void;
  /** Shuts it for good, as the system does where it meets a fault; it can be used again after `mountAgain`. */
  fail(): void;
  /** Nobody may have files open on it. */
  mountAgain(): void;
};

type Mounted = { readonly folder: string; mount(): void; remove(): void };

function run(program: string, ...words: string[]): void {
  execFileSync(program, words, { stdio: 'ignore' });
}

/** An ext4 file system in a file. */
function mountFile(sizeMb: number): Mounted {
  const home = mkdtempSync(path.join(tmpdir(), 'cantado-disk-'));
  const [image, folder] = [path.join(home, 'image'), path.join(home, 'disk')];
  const mount = (): void => {
    run('mount', '-o', 'loop', image, folder);
  };
  try {
    mkdirSync(folder);
    run('truncate', '-s', `${String(sizeMb)}M`, image);
    run('mkfs.ext4', '-q', '-F', image);
    mount();
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw error;
  }
  const remove = (): void => {
    run('umount', '-l', folder);
    rmSync(home, { recursive: true, force: true });
  };
  return { folder, mount, remove };
}

/** Whether such a disk can be made here: Linux, as root, with the right to mount. */
export function canShutDisks(): boolean {
  try {
    mountFile(8).remove();
    return true;
  } catch {
    return false;
  }
}

/** A disk of its own for one test, of 64 MB, that can be shut under a program that has files open on it. */
export function makeShutDisk(): ShutDisk {
  const { folder, mount, remove } = mountFile(64);
  onTestFinished(remove);
  return {
    folder,
    setShut(isShut, mapped) {
      run('chattr', '-R', isShut ? '+i' : '-i', folder);
      for (const file of mapped) if (isShut && existsSync(file)) run('chattr', '-i', file);
    },
    fail: () => {
      run('mount', '-o', 'remount,abort', folder);
    },
    mountAgain() {
      run('umount', folder);
      mount();
    },
  };
}
