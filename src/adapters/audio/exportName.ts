import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { asWriteError, errorCodeOf } from './fileErrors.ts';

/** Longest file name of the usual file systems, bytes in UTF-8. */
const longestNameBytes = 255;

/** `song.wav`, `song 2.wav`, `song 3.wav` … for attempts 1, 2, 3 …; shortened before the number where too long. */
export function freeName(file: string, attempt: number): string {
  const { dir, name, ext } = path.parse(file);
  const suffix = (attempt === 1 ? '' : ` ${String(attempt)}`) + ext;
  let stem = name;
  while (Buffer.byteLength(stem + suffix) > longestNameBytes) stem = [...stem].slice(0, -1).join('');
  return path.join(dir, stem + suffix);
}

const temporaryPattern = /^\.cantado-(\d+)-[0-9a-f]+\.part$/;

/** A hidden name in the folder of a file, so that giving it its final name moves no bytes. */
export function temporaryBeside(file: string): string {
  return path.join(path.dirname(file), `.cantado-${String(process.pid)}-${randomBytes(6).toString('hex')}.part`);
}

/** Removes what exports of processes that no longer live left in a folder. */
export async function sweepTemporaries(folder: string): Promise<void> {
  const names = await fs.readdir(folder).catch(() => []);
  const abandoned = names.filter((name) => {
    const owner = temporaryPattern.exec(name)?.[1];
    return owner !== undefined && !isAlive(Number(owner));
  });
  await Promise.all(abandoned.map((name) => fs.rm(path.join(folder, name), { force: true })));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCodeOf(error) === 'EPERM';
  }
}

/**
 * Gives a complete temporary file its name, or the next free one beside it, without ever replacing anything.
 * @param beforeNaming told the name that is about to be given, so that who is cut off then knows where to look
 * @returns where it stands now
 * @throws AppError DISK_FULL or FOLDER_NOT_WRITABLE
 */
export async function claimName(
  temporary: string,
  wanted: string,
  beforeNaming: (file: string) => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const file = freeName(wanted, attempt);
    if (await isTaken(file)) continue;
    await beforeNaming(file);
    if (await moveExclusively(temporary, file)) return file;
  }
}

function isTaken(file: string): Promise<boolean> {
  return fs.lstat(file).then(
    () => true,
    () => false,
  );
}

/** False when something stands at `file`. A link fails if the name exists, on every system and without a gap. */
async function moveExclusively(temporary: string, file: string): Promise<boolean> {
  try {
    await fs.link(temporary, file);
  } catch (error) {
    const code = errorCodeOf(error) ?? '';
    if (code === 'EEXIST') return false;
    if (['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK'].includes(code))
      return moveOver(temporary, file);
    throw asWriteError(error, file);
  }
  await fs.rm(temporary, { force: true });
  return true;
}

/** For file systems without links (FAT, some network drives): reserve the name with an empty file, then replace that. */
async function moveOver(temporary: string, file: string): Promise<boolean> {
  try {
    await (await fs.open(file, 'wx')).close();
  } catch (error) {
    if (errorCodeOf(error) === 'EEXIST') return false;
    throw asWriteError(error, file);
  }
  try {
    await fs.rename(temporary, file);
    return true;
  } catch (error) {
    await fs.rm(file, { force: true });
    throw asWriteError(error, file);
  }
}
