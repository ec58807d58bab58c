import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writing } from '../../adapters/audio/fileErrors.ts';
import { flushFolder } from '../../adapters/storage/copyLibrary.ts';
import { openBackup, type OpenBackup } from './readBackup.ts';

type Progress = { readonly checkpoint: () => void; readonly onProgress: (doneRatio: number) => void };
export type BackupContent = Pick<OpenBackup, 'manifest' | 'bytes'>;

/**
 * Reads all of a backup and compares every file with its hash.
 * @throws AppError BACKUP_DAMAGED and what openBackup throws
 */
export function checkBackup(path: string, progress: Progress): BackupContent {
  return withBackup(path, (backup) => {
    readAll(backup, progress, () => () => undefined);
  });
}

/**
 * The same, writing what it reads into a folder of its own; where something does not fit, nothing of it stays.
 * @throws AppError also DISK_FULL, FOLDER_NOT_WRITABLE
 */
export function unpackBackup(path: string, folder: string, progress: Progress): BackupContent {
  rmSync(folder, { recursive: true, force: true });
  try {
    return withBackup(path, (backup) => {
      writing(join(folder, '.'), () => mkdirSync(folder, { recursive: true }));
      const folders = new Set([folder]);
      readAll(backup, progress, (name) => {
        // The name is one of our own layout (backupFormat.ts), so it cannot lead out of the folder.
        const target = join(folder, name);
        folders.add(dirname(target));
        return writer(target);
      });
      for (const made of folders) flushFolder(made);
    });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function withBackup(path: string, work: (backup: OpenBackup) => void): BackupContent {
  const backup = openBackup(path);
  try {
    work(backup);
    return { manifest: backup.manifest, bytes: backup.bytes };
  } finally {
    backup.close();
  }
}

/** Takes a file's pieces; `null` when it ended. */
type PieceWriter = (piece: Uint8Array | null) => void;

function readAll(backup: OpenBackup, { checkpoint, onProgress }: Progress, open: (name: string) => PieceWriter): void {
  const totalBytes = Math.max(1, backup.manifest.totalBytes);
  let doneBytes = 0;
  for (const file of backup.files) {
    const write = open(file.name);
    try {
      backup.read(file, (piece) => {
        checkpoint();
        write(piece);
        doneBytes += piece.length;
        onProgress(doneBytes / totalBytes);
      });
    } finally {
      write(null);
    }
  }
}

function writer(target: string): PieceWriter {
  return writing(target, () => {
    mkdirSync(dirname(target), { recursive: true });
    const file = openSync(target, 'wx');
    return (piece) => {
      writing(target, () => {
        if (piece) for (let at = 0; at < piece.length;) at += writeSync(file, piece, at);
        else {
          try {
            fsyncSync(file);
          } finally {
            closeSync(file);
          }
        }
      });
    };
  });
}
