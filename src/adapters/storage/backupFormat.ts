import { z } from 'zod';
import { databaseName } from './layout.ts';

/*
 * A backup is a zip file whose entries are stored, not packed (docs/library-folder.md):
 * the files of the library, then `files.txt` and, last, `manifest.json`.
 */
export const backupVersion = 1;
export const manifestName = 'manifest.json';
export const listName = 'files.txt';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);

export const backupManifestSchema = z.object({
  format: z.literal('cantado-backup'),
  version: z.number().int().min(1),
  appVersion: z.string().max(64),
  createdAt: z.iso.datetime(),
  /** The newest migration that the database has seen. */
  schema: z.object({ whenMs: z.number(), tag: z.string().max(200) }),
  voiceCount: count,
  takeCount: count,
  elsewhereCount: count,
  /** Of the files in `files.txt`. */
  fileCount: count,
  totalBytes: count,
  listSha256: hash,
});
export type BackupManifest = z.infer<typeof backupManifestSchema>;

/** A line of `files.txt`: `<sha256> <bytes> <name>`. */
export type BackupFile = { readonly name: string; readonly bytes: number; readonly sha256: string };

export function lineOf({ name, bytes, sha256 }: BackupFile): string {
  return `${sha256} ${String(bytes)} ${name}\n`;
}

/** Undefined for a line that is none. */
export function parsedLine(line: string): BackupFile | undefined {
  const [, sha256, digits, name] = /^([0-9a-f]{64}) (0|[1-9]\d{0,15}) ([!-~]{1,300})$/.exec(line) ?? [];
  if (sha256 === undefined || digits === undefined || name === undefined) return undefined;
  const bytes = Number(digits);
  return Number.isSafeInteger(bytes) && isBackupName(name) ? { name, bytes, sha256 } : undefined;
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const sha256 = '[0-9a-f]{64}';
/** A name of ours inside a folder of ours; never two dots, no end that Windows drops. */
const plain = '[A-Za-z0-9](?:[A-Za-z0-9_-]|\\.(?!\\.|$|/)){0,99}';

/** Everything a backup may hold, and so every path that unpacking one can write to. */
const names = new RegExp(
  `^(?:${databaseName.replace('.', '\\.')}` +
    `|voices/${uuid}/${plain}` +
    `|takes/${uuid}/${plain}` +
    `|recordings/${sha256}` +
    `|melodies/${sha256}(?:\\.facts)?\\.json` +
    `|melodies/files/${sha256})$`,
);
const reserved = /(?:^|\/)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

export function isBackupName(name: string): boolean {
  return names.test(name) && !reserved.test(name);
}
