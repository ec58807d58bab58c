import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import {
  backupManifestSchema,
  backupVersion,
  listName,
  manifestName,
  parsedLine,
  type BackupFile,
  type BackupManifest,
} from '../../adapters/storage/backupFormat.ts';
import { databaseName } from '../../adapters/storage/layout.ts';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { openByteSource } from '../../adapters/voices/openByteSource.ts';
import { AppError, toEnvelope } from '../../contract/errors.ts';
import { Allowance } from '../../engine/bytes/allowance.ts';
import { shownItem } from '../../engine/bytes/refusals.ts';
import type { ByteSource } from '../../engine/bytes/types.ts';
import { readZip } from '../../engine/zip/readZip.ts';
import type { ZipArchive, ZipEntry } from '../../engine/zip/types.ts';

/** Far above a library of 100 000 takes; nothing in a backup is packed, so nothing grows when it is read. */
const bounds = { entryRatio: 1, archiveRatio: 1, entries: 4_000_000, directoryBytes: 512 * 2 ** 20 };
const manifestBytes = 2 ** 16;
const listBytes = 512 * 2 ** 20;
const pieceBytes = 2 ** 20;
/** `PK\3\4`, with which every zip file begins that holds something. */
const firstBytes = [0x50, 0x4b, 3, 4];

export type OpenBackup = {
  readonly manifest: BackupManifest;
  readonly bytes: number;
  readonly files: readonly BackupFile[];
  /**
   * Reads a file to its end, a piece at a time.
   * @throws AppError BACKUP_DAMAGED when it is not the one that was put in
   */
  read(file: BackupFile, onPiece: (piece: Uint8Array) => void): void;
  close(): void;
};

/**
 * Opens a stranger's backup. Before any file is read, what it says of itself must fit together: entries and list name the
 * same files, once, all of them of our own layout, with the same sizes.
 * @throws AppError NOT_A_BACKUP, BACKUP_DAMAGED, BACKUP_NEWER, and those of the file
 */
export function openBackup(path: string): OpenBackup {
  const file = basename(path);
  const source = openByteSource(path);
  try {
    return asBackup(file, () => openedBackup(file, source));
  } catch (error) {
    source.close();
    throw error;
  }
}

function openedBackup(file: string, source: ByteSource & { close(): void }): OpenBackup {
  const isZip = source.sizeBytes >= 22 && source.read(0, 4).every((byte, index) => byte === firstBytes[index]);
  if (!isZip) throw new AppError('NOT_A_BACKUP', { file });
  const archive = readZip(source, byteTools, new Allowance(2 * listBytes), bounds);
  const entries = new Map(archive.entries.map((entry) => [entry.name, entry]));
  const manifest = readManifest(file, archive, entries.get(manifestName));
  const files = readList({ file, archive, entries, manifest });
  return {
    manifest,
    files,
    bytes: source.sizeBytes,
    read: (wanted, onPiece) => {
      asBackup(file, () => {
        readFile({ file, archive, entry: entries.get(wanted.name), wanted }, onPiece);
      });
    },
    close: () => {
      source.close();
    },
  };
}

function readManifest(file: string, archive: ZipArchive, entry: ZipEntry | undefined): BackupManifest {
  if (!entry) throw new AppError('NOT_A_BACKUP', { file });
  if (entry.sizeBytes > manifestBytes) throw damaged(file, manifestName);
  const parsed: unknown = parsedJson(new TextDecoder().decode(archive.read(entry)));
  const version = versionOf(parsed);
  if (version !== undefined && version > backupVersion) throw newer(file, parsed);
  const result = backupManifestSchema.safeParse(parsed);
  if (!result.success) throw damaged(file, manifestName);
  return result.data;
}

function versionOf(parsed: unknown): number | undefined {
  const isOurs =
    typeof parsed === 'object' && parsed !== null && 'format' in parsed && parsed.format === 'cantado-backup';
  return isOurs && 'version' in parsed && typeof parsed.version === 'number' ? parsed.version : undefined;
}

function newer(file: string, parsed: unknown): AppError {
  const version = typeof parsed === 'object' && parsed !== null && 'appVersion' in parsed ? parsed.appVersion : '';
  return new AppError('BACKUP_NEWER', { file, version: typeof version === 'string' ? shownItem(version) : '' });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Reading = {
  readonly file: string;
  readonly archive: ZipArchive;
  readonly entries: ReadonlyMap<string, ZipEntry>;
  readonly manifest: BackupManifest;
};

function readList({ file, archive, entries, manifest }: Reading): BackupFile[] {
  const entry = entries.get(listName);
  if (!entry || entry.sizeBytes > listBytes) throw damaged(file, listName);
  const bytes = archive.read(entry);
  if (createHash('sha256').update(bytes).digest('hex') !== manifest.listSha256) throw damaged(file, listName);
  const lines = new TextDecoder('latin1').decode(bytes).split('\n');
  if (lines.pop() !== '') throw damaged(file, listName);
  const files = lines.map((line) => {
    const parsed = parsedLine(line);
    if (!parsed) throw damaged(file, line);
    const { sizeBytes, method } = entries.get(parsed.name) ?? {};
    if (sizeBytes !== parsed.bytes || method !== 'stored') throw damaged(file, parsed.name);
    return parsed;
  });
  const names = new Set(files.map(({ name }) => name));
  const totalBytes = files.reduce((sum, { bytes: size }) => sum + size, 0);
  const isWhole = names.size === files.length && entries.size === files.length + 2 && names.has(databaseName);
  if (!isWhole || manifest.fileCount !== files.length || manifest.totalBytes !== totalBytes)
    throw damaged(file, listName);
  return files;
}

type FileReading = {
  readonly file: string;
  readonly archive: ZipArchive;
  readonly entry: ZipEntry | undefined;
  readonly wanted: BackupFile;
};

function readFile({ file, archive, entry, wanted }: FileReading, onPiece: (piece: Uint8Array) => void): void {
  if (!entry) throw damaged(file, wanted.name);
  const content = archive.open(entry);
  const hash = createHash('sha256');
  for (let at = 0; at < wanted.bytes; at += pieceBytes) {
    const piece = content.read(at, Math.min(pieceBytes, wanted.bytes - at));
    hash.update(piece);
    onPiece(piece);
  }
  if (hash.digest('hex') !== wanted.sha256) throw damaged(file, wanted.name);
}

function damaged(file: string, reason: string): AppError {
  return new AppError('BACKUP_DAMAGED', { file, reason: shownItem(reason) });
}

/** The readers of archives speak of voice files; here it is a backup that is damaged. */
function asBackup<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const envelope = toEnvelope(error);
    switch (envelope.code) {
      case 'VOICE_FILE_DAMAGED':
        throw damaged(file, envelope.details.item || envelope.details.reason);
      case 'VOICE_FILE_UNSAFE':
        throw damaged(file, envelope.details.item);
      case 'VOICE_UNSUPPORTED':
        throw damaged(file, envelope.details.item || envelope.details.feature);
      default:
        if (error instanceof RangeError) throw damaged(file, 'zip');
        throw error;
    }
  }
}
