import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { AppError } from '../../contract/errors.ts';
import type { BackupOrder } from '../../contract/libraryInference.ts';
import type { BackupHeader } from '../../contract/storage.ts';
import { asWriteError, errorCodeOf } from '../audio/fileErrors.ts';
import { partPath } from '../cache/atomicFile.ts';
import {
  backupVersion,
  isBackupName,
  lineOf,
  listName,
  manifestName,
  type BackupFile,
  type BackupManifest,
} from './backupFormat.ts';
import { flushFolder } from './copyLibrary.ts';
import { filesOfLibrary } from './folderSizes.ts';
import { databaseName } from './layout.ts';

const pieceBytes = 2 ** 20;
/** A date for every entry: the same library gives the same bytes. */
const entryTime = new Date('2020-01-01T00:00:00Z');

type Order = Omit<BackupOrder, 'totalBytes'>;

type Progress = { readonly checkpoint: () => void; readonly onBytes: (bytes: number) => void };

/**
 * Writes a backup beside its name and gives it the name when it is whole and on the disk; the copy of the database it was made
 * of is gone then.
 * @throws AppError OUTPUT_EXISTS, DISK_FULL, FOLDER_NOT_WRITABLE
 */
export async function writeBackup(order: Order, progress: Progress): Promise<{ readonly bytes: number }> {
  await removeOldParts(order);
  const part = partPath(order.path);
  try {
    await writeZip(order, part, progress);
    const file = await open(part, 'r+');
    await file.sync().finally(() => file.close());
    if (await isThere(order.path)) throw new AppError('OUTPUT_EXISTS', { file: order.path });
    // Before the backup has its name: killed in between, nothing else would be left beside it.
    await rm(order.databaseFile, { force: true });
    await rename(part, order.path);
    flushFolder(dirname(order.path));
    return { bytes: (await stat(order.path)).size };
  } catch (error) {
    await rm(part, { force: true });
    throw asWriteError(error, order.path);
  }
}

async function writeZip(order: Order, part: string, progress: Progress): Promise<void> {
  const zip = new ZipFile();
  const output = createWriteStream(part, { flags: 'wx', highWaterMark: pieceBytes });
  const written = pipeline(zip.outputStream, output);
  zip.on('error', (error: Error) => output.destroy(error));
  const add = (name: string, bytes: Readable): Promise<void> =>
    Promise.race([
      new Promise<void>((resolve, reject) => {
        // What their reading throws, such as a stop, ends the whole.
        bytes.once('end', resolve).once('error', reject);
        zip.addReadStream(bytes, name, { compress: false, mtime: entryTime, mode: 0o100600 });
      }),
      written,
    ]);
  const addText = async (name: string, texts: Iterable<string>): Promise<void> =>
    add(name, Readable.from(texts, { objectMode: false }));
  try {
    const files: BackupFile[] = [];
    for (const { name, file } of sourcesOf(order)) {
      const handle = await openIfThere(file);
      if (handle) files.push(await addFile(name, handle, add, progress));
    }
    const list = files.map(lineOf);
    const listHash = createHash('sha256');
    for (const line of list) listHash.update(line);
    await addText(listName, list);
    await addText(manifestName, [JSON.stringify(manifestOf(order.header, files, listHash.digest('hex')))]);
    zip.end();
    await written;
  } catch (error) {
    output.destroy();
    await written.catch(() => undefined);
    throw error;
  }
}

function manifestOf(header: BackupHeader, files: readonly BackupFile[], listSha256: string): BackupManifest {
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    format: 'cantado-backup',
    version: backupVersion,
    ...header,
    fileCount: files.length,
    totalBytes,
    listSha256,
  };
}

/** The database first, so that it is what a cut-off file still has; then what its rows speak of. */
function* sourcesOf({ dataFolder, databaseFile, withTakes }: Order): Generator<{ name: string; file: string }> {
  yield { name: databaseName, file: databaseFile };
  const folders = new Set(['voices', 'melodies', 'recordings', ...(withTakes ? ['takes'] : [])]);
  for (const { name } of filesOfLibrary(dataFolder, (topName) => folders.has(topName))) {
    if (isBackupName(name)) yield { name, file: join(dataFolder, name) };
  }
}

async function addFile(
  name: string,
  handle: FileHandle,
  add: (name: string, bytes: Readable) => Promise<void>,
  { checkpoint, onBytes }: Progress,
): Promise<BackupFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (;;) {
      checkpoint();
      const { buffer, bytesRead } = await handle.read(new Uint8Array(pieceBytes), 0, pieceBytes);
      if (bytesRead === 0) return;
      const piece = buffer.subarray(0, bytesRead);
      hash.update(piece);
      bytes += bytesRead;
      onBytes(bytesRead);
      yield piece;
    }
  }
  try {
    await add(name, Readable.from(pieces(), { objectMode: false }));
  } finally {
    await handle.close();
  }
  return { name, bytes, sha256: hash.digest('hex') };
}

/** Undefined for what was removed since it was listed. */
async function openIfThere(file: string): Promise<FileHandle | undefined> {
  return open(file, 'r').catch((error: unknown) => {
    if (errorCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
}

/** What a program that was killed left of this very file; other files beside it are not ours. */
async function removeOldParts({ path: file, databaseFile }: Order): Promise<void> {
  const folder = dirname(file);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const isOld = name.startsWith(`${basename(file)}.part-`) && name !== basename(databaseFile);
    if (isOld) await rm(join(folder, name), { force: true });
  }
}

function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
