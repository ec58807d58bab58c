import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';

const keptCount = 5;

export type Backup = { readonly name: string; readonly path: string; readonly modifiedMs: number };

/** Newest first. */
export function listBackups(folder: string): Backup[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.db'))
    .map((name) => ({ name, path: path.join(folder, name), modifiedMs: statSync(path.join(folder, name)).mtimeMs }))
    .sort((a, b) => b.modifiedMs - a.modifiedMs || b.name.localeCompare(a.name));
}

/**
 * Writes a checked copy of the database as `<name>.db`, replacing an older one of that name, and keeps
 * the newest five. A copy that cannot be made or does not check out leaves everything as it was.
 */
export function writeBackup(connection: Database.Database, folder: string, name: string): void {
  mkdirSync(folder, { recursive: true });
  const part = path.join(folder, `${name}.part`);
  rmSync(part, { force: true });
  try {
    connection.prepare('VACUUM INTO ?').run(part);
    if (!isSound(part)) throw new Error(`backup ${name} is damaged`);
    renameSync(part, path.join(folder, `${name}.db`));
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  for (const backup of listBackups(folder).slice(keptCount)) rmSync(backup.path, { force: true });
}

/** Copies the newest sound backup to `target` and names it; undefined where there is none. */
export function restoreNewestBackup(folder: string, target: string): Backup | undefined {
  const backup = listBackups(folder).find((candidate) => isSound(candidate.path));
  if (!backup) return undefined;
  const part = `${target}.part`;
  copyFileSync(backup.path, part);
  renameSync(part, target);
  return backup;
}

/** Whether a database file can be opened and its structure holds. */
function isSound(file: string): boolean {
  if (statSync(file).size === 0) return false;
  try {
    const connection = new Database(file, { readonly: true, fileMustExist: true });
    try {
      return passesCheck(connection);
    } finally {
      connection.close();
    }
  } catch {
    return false;
  }
}

export function passesCheck(connection: Database.Database): boolean {
  return connection.pragma('quick_check(1)', { simple: true }) === 'ok';
}
