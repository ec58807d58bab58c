import { AppError } from '../../contract/errors.ts';
import type { BackupFacts, BackupSummary, StorageKind } from '../../contract/storage.ts';
import type { CorePorts } from '../ports.ts';
import { checkSpace } from './space.ts';
import type { StorageWorks } from './works.ts';

export type BackupParts = {
  readonly ports: Pick<CorePorts, 'inference' | 'library' | 'facts' | 'files' | 'clock'>;
  readonly works: StorageWorks;
};

/**
 * Writes the library into one file.
 * @throws AppError OUTPUT_EXISTS, FOLDER_NOT_WRITABLE, NOT_ENOUGH_SPACE, DISK_FULL, CANCELLED; nothing is left behind then
 */
export async function backUpLibrary(
  { ports, works }: BackupParts,
  { path: given, withTakes }: { readonly path: string; readonly withTakes: boolean },
): Promise<BackupSummary> {
  const { inference, library, facts, files, clock } = ports;
  const path = files.resolve(given);
  if (await files.exists(path)) throw new AppError('OUTPUT_EXISTS', { file: path });
  await files.checkWritableFolder(files.folderOf(path));
  return works.run('backup', async ({ signal, expect, onProgress }) => {
    const kinds = await inference.request('measureLibrary', { folder: facts.dataFolder }, { signal });
    const kept = new Set<StorageKind>(['voices', 'melodies', 'recordings', 'database', ...takesIf(withTakes)]);
    const totalBytes = kinds.reduce((sum, { kind, bytes }) => sum + (kept.has(kind) ? bytes : 0), 0);
    expect(totalBytes);
    // The copy of the database lies beside the backup until it is in it.
    const databaseBytes = kinds.find(({ kind }) => kind === 'database')?.bytes ?? 0;
    await checkSpace(library, files.folderOf(path), totalBytes + databaseBytes);
    const { file: databaseFile, discard, ...counted } = await library.snapshot(path, withTakes);
    try {
      const createdAt = new Date(clock.nowMs()).toISOString();
      const header = { appVersion: facts.version, createdAt, ...counted };
      const order = { dataFolder: facts.dataFolder, databaseFile, withTakes, header, path, totalBytes };
      const { bytes } = await inference.request('writeBackup', order, { signal, onProgress });
      const { schema: _schema, ...told } = header;
      return { path, bytes, ...told };
    } finally {
      await discard();
    }
  });
}

function takesIf(withTakes: boolean): StorageKind[] {
  return withTakes ? ['takes'] : [];
}

/** @throws AppError NOT_A_BACKUP, BACKUP_DAMAGED, BACKUP_NEWER */
export async function inspectBackup({ ports }: BackupParts, given: string): Promise<BackupSummary> {
  const path = ports.files.resolve(given);
  await refuseNewer({ ports }, path);
  return summaryOf(path, await ports.inference.request('checkBackup', { path }));
}

/**
 * Puts a backup in the place of the library. Nothing is changed before all of it was read, checked, unpacked and fit to be
 * opened. Does not return to who asked: the session that opens it answers, to the same requestId.
 * @throws AppError NOT_A_BACKUP, BACKUP_DAMAGED, BACKUP_NEWER, NOT_ENOUGH_SPACE, DISK_FULL, CANCELLED
 */
export async function restoreLibrary(
  { ports, works }: BackupParts,
  { path: given, requestId }: { readonly path: string; readonly requestId?: string | undefined },
): Promise<BackupSummary> {
  const { inference, library, facts, files } = ports;
  const done = await library.lastRestore();
  if (requestId !== undefined && done?.requestId === requestId) return done.summary;
  if (facts.isReadOnly) throw new AppError('DATABASE_READ_ONLY', { file: facts.dataFolder });
  const path = files.resolve(given);
  return works.run('restore', async ({ signal, expect, onProgress, commit }) => {
    const { totalBytes } = await refuseNewer({ ports }, path);
    expect(totalBytes);
    await checkSpace(library, facts.dataFolder, totalBytes);
    try {
      const request = { path, folder: library.arrivingFolder };
      const found = await inference.request('unpackBackup', request, { signal, onProgress });
      await library.prepareArrived(files.nameOf(path), found.appVersion);
      commit();
      const summary = summaryOf(path, found);
      return await library.restart(() =>
        library.decideRestore({ requestId: requestId ?? crypto.randomUUID(), summary }),
      );
    } catch (error) {
      await library.discardArrived();
      throw error;
    }
  });
}

/** Before anything is read or unpacked. */
async function refuseNewer({ ports }: Pick<BackupParts, 'ports'>, path: string): Promise<BackupFacts> {
  const facts = await ports.inference.request('readBackup', { path });
  if (facts.schema.whenMs <= ports.library.newestSchemaMs) return facts;
  throw new AppError('BACKUP_NEWER', { file: ports.files.nameOf(path), version: facts.appVersion });
}

function summaryOf(path: string, facts: BackupFacts): BackupSummary {
  const { bytes, voiceCount, takeCount, elsewhereCount, createdAt, appVersion } = facts;
  return { path, bytes, voiceCount, takeCount, elsewhereCount, createdAt, appVersion };
}
