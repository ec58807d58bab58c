import { createHash } from 'node:crypto';
import { lstat, mkdir, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The shortest limit of the systems we run on (macOS), less the end of string, bytes. */
const longestPath = 103;

/**
 * Where the owner of a data folder listens: a named pipe on Windows, elsewhere a socket in a folder that
 * only this person can enter. Only the owner may ask: what is left of an earlier one is removed.
 */
export async function prepareSocketPath(dataFolder: string): Promise<string> {
  const hash = createHash('sha256').update(path.resolve(dataFolder)).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\cantado-${hash}-${crypto.randomUUID().slice(0, 8)}`;
  const folder = path.join(temporaryFolder(), `cantado-${hash}`);
  await mkdir(folder, { mode: 0o700 }).catch(() => undefined);
  // Somebody else may have made a folder of this name: then one that nobody could foresee.
  const safeFolder = (await isOurs(folder)) ? folder : await mkdtemp(path.join(temporaryFolder(), 'cantado-'));
  const socketPath = path.join(safeFolder, 'owner.sock');
  await rm(socketPath, { force: true });
  return socketPath;
}

/** Removes what prepareSocketPath made, once nobody listens there any more. */
export async function removeSocketFolder(socketPath: string): Promise<void> {
  if (process.platform !== 'win32') await rmdir(path.dirname(socketPath)).catch(() => undefined);
}

function temporaryFolder(): string {
  const nameBytes = '/cantado-0123456789abcdef/owner.sock'.length;
  return Buffer.byteLength(tmpdir()) + nameBytes <= longestPath ? tmpdir() : '/tmp';
}

async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  return found !== undefined && found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
}
