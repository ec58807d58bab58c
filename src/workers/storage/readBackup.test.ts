import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { fuzz, mutationCount } from '../../../tests/suites/mutate.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { zipBytes, type ZipPart } from '../../../tests/suites/zipFile.ts';
import { isBackupName, lineOf, type BackupFile, type BackupManifest } from '../../adapters/storage/backupFormat.ts';
import { writeBackup } from '../../adapters/storage/writeBackup.ts';
import { AppError, toEnvelope } from '../../contract/errors.ts';
import { openBackup } from './readBackup.ts';
import { checkBackup, unpackBackup } from './unpackBackup.ts';

const idle = { checkpoint: () => undefined, onProgress: () => undefined };
const voice = '11111111-2222-3333-4444-555555555555';
const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const content: Readonly<Record<string, string>> = {
  'cantado.db': 'rows',
  [`voices/${voice}/voice.json`]: '{"name":"Maré"}',
  [`recordings/${'a'.repeat(64)}`]: 'sound',
  [`takes/${voice}/master.wav`]: 'sung'.repeat(1000),
};
const header = {
  appVersion: '1.2.3',
  createdAt: '2026-11-23T00:00:00.000Z',
  schema: { whenMs: 1, tag: '0000_first' },
  ...{ voiceCount: 1, takeCount: 1, elsewhereCount: 0 },
};

/** A backup put together by hand, with the lies a test wants told. */
function madeBackup(
  files: Readonly<Record<string, string>>,
  change: {
    readonly manifest?: Partial<Record<keyof BackupManifest, unknown>>;
    readonly list?: (lines: string[]) => string[];
    readonly parts?: (parts: ZipPart[]) => ZipPart[];
  } = {},
): Uint8Array {
  const lines = Object.entries(files).map(([name, text]) =>
    lineOf({ name, bytes: Buffer.byteLength(text), sha256: hashOf(text) }),
  );
  const list = (change.list?.(lines) ?? lines).join('');
  const manifest = {
    ...{ format: 'cantado-backup', version: 1, ...header, fileCount: lines.length, listSha256: hashOf(list) },
    totalBytes: Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0),
    ...change.manifest,
  };
  const all = { ...files, 'files.txt': list, 'manifest.json': JSON.stringify(manifest) };
  const parts = Object.entries(all).map(([name, text]): ZipPart => ({ name, bytes: Buffer.from(text) }));
  return zipBytes(change.parts?.(parts) ?? parts);
}

let root = '';
let file = '';

/** What became of it: the code of the refusal, or `unpacked`. Nothing may lie anywhere but in the folder it was sent to. */
function unpack(bytes: Uint8Array): string {
  writeFileSync(file, bytes);
  const target = path.join(root, 'in', 'target');
  const outcome = ((): string => {
    try {
      unpackBackup(file, target, idle);
      return 'unpacked';
    } catch (error) {
      return toEnvelope(error).code;
    }
  })();
  expect(readdirSync(root).sort()).toEqual(['b.cantado-backup', 'in']);
  expect(readdirSync(path.join(root, 'in'))).toEqual(outcome === 'unpacked' ? ['target'] : []);
  return outcome;
}

function contentOf(backupFile: string): Record<string, string> {
  const backup = openBackup(backupFile);
  try {
    const read = (one: BackupFile): string => {
      const pieces: Uint8Array[] = [];
      backup.read(one, (piece) => pieces.push(piece));
      return Buffer.concat(pieces).toString('utf8');
    };
    return Object.fromEntries(backup.files.map((one) => [one.name, read(one)]));
  } finally {
    backup.close();
  }
}

beforeEach(() => {
  root = temporaryFolder();
  file = path.join(root, 'b.cantado-backup');
  mkdirSync(path.join(root, 'in'));
});

describe('a backup of unknown origin', () => {
  it('is unpacked exactly as it was put in, by us and by other writers of zip files', async () => {
    const data = temporaryFolder();
    for (const [name, text] of Object.entries(content)) {
      mkdirSync(path.dirname(path.join(data, name)), { recursive: true });
      writeFileSync(path.join(data, name), text);
    }
    mkdirSync(path.join(data, 'voices', '.import-1'));
    writeFileSync(path.join(data, 'voices', '.import-1', 'half'), 'not yet a voice');
    const order = { dataFolder: data, databaseFile: path.join(data, 'cantado.db'), withTakes: true, header };
    const ours = path.join(data, 'ours.cantado-backup');
    await writeBackup({ ...order, path: ours }, { checkpoint: () => undefined, onBytes: () => undefined });
    for (const bytes of [readFileSync(ours), madeBackup(content)]) {
      expect(unpack(bytes)).toBe('unpacked');
      const target = path.join(root, 'in', 'target');
      const found = readdirSync(target, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const read = found.map((entry) => path.join(entry.parentPath, entry.name));
      const seen = Object.fromEntries(read.map((one) => [path.relative(target, one), readFileSync(one, 'utf8')]));
      expect(seen).toEqual(content);
    }
    expect(checkBackup(ours, idle).manifest).toMatchObject({ ...header, fileCount: 4 });
  });

  it('cannot name a place outside the library, nor one in it that is not a library’s', () => {
    const names = [
      '../cantado.db',
      '/etc/passwd',
      'C:/Windows/x',
      `voices/${voice}/../../x`,
      `voices/${voice}/..`,
      `voices/${voice}/con.txt`,
      `voices/${voice}/a..b`,
      `voices/${voice}/a.`,
      `voices/${voice}/a\\b`,
      `voices/${voice}/a/b`,
      'owner.json',
      'moved-to.json',
      'restoring.json',
      'voices/x',
      'logs/x.jsonl',
    ];
    for (const name of names) {
      expect(isBackupName(name), name).toBe(false);
      expect(unpack(madeBackup({ ...content, [name]: 'x' })), name).toBe('BACKUP_DAMAGED');
    }
  });

  it('is refused with anything missing, added, twice, packed or of another size or hash', () => {
    const damaged: Record<string, Uint8Array> = {
      'no database': madeBackup({ 'files.txt2': '' }),
      'an entry that no line names': madeBackup(content, {
        list: (lines) => lines.slice(1),
        manifest: { fileCount: 3 },
      }),
      'a line without an entry': madeBackup(content, { parts: (parts) => parts.slice(1) }),
      'an entry twice': madeBackup(content, { parts: (parts) => [...parts.slice(0, 1), ...parts] }),
      'a line twice': madeBackup(content, { list: (lines) => [...lines, ...lines.slice(0, 1)] }),
      'another hash': madeBackup(content, { list: (lines) => lines.map((line) => line.replace(/^./, 'f')) }),
      'another list': madeBackup(content, { manifest: { listSha256: '0'.repeat(64) } }),
      'another total': madeBackup(content, { manifest: { totalBytes: 2 ** 60 } }),
      'more files than there are': madeBackup(content, { manifest: { fileCount: 1e9 } }),
      'a manifest that is none': madeBackup(content, { manifest: { schema: 'drop table' } }),
      'a bomb': madeBackup(content, {
        parts: (parts) => parts.map((part) => ({ ...part, isDeflated: part.name.endsWith('.wav') })),
      }),
      'a size that lies': madeBackup(content, {
        parts: (parts) => parts.map((part) => ({ ...part, claimed: { sizeBytes: 2 ** 31 } })),
      }),
    };
    for (const [lie, bytes] of Object.entries(damaged)) expect(unpack(bytes), lie).toBe('BACKUP_DAMAGED');
    expect(unpack(madeBackup(content, { manifest: { version: 2 } }))).toBe('BACKUP_NEWER');
    expect(unpack(zipBytes([{ name: 'song.txt', bytes: Buffer.from('la') }]))).toBe('NOT_A_BACKUP');
    expect(unpack(Buffer.from('RIFF'.repeat(100)))).toBe('NOT_A_BACKUP');
  });

  it(`is opened or refused in words whatever is done to its bytes, ${String(mutationCount)} times`, () => {
    const known = new Set(['BACKUP_DAMAGED', 'NOT_A_BACKUP', 'BACKUP_NEWER']);
    const result = fuzz([madeBackup(content)], 0, (bytes) => {
      writeFileSync(file, bytes);
      try {
        // What is opened is what was put in: only bytes that mean nothing can have been changed.
        expect(contentOf(file)).toEqual(content);
      } catch (error) {
        if (error instanceof AppError) expect(known).toContain(error.code);
        throw error;
      }
    });
    expect(result.refused).toBeGreaterThan(mutationCount / 2);
  });
});
