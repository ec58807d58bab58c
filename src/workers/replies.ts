import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, toEnvelope, type Reply } from '../contract/errors.ts';
import type { HostConfig } from '../contract/inference.ts';

/**
 * Runs work and turns whatever it throws into a reply: errors lose their class and fields on the way out of a thread.
 * What nobody foresaw goes to host-errors.jsonl under the id a person may see.
 * @param folder where the work writes, for errors that do not name a path
 */
export async function replyOf<T>(
  config: HostConfig,
  work: () => Promise<T> | T,
  { folder }: { readonly folder: string },
): Promise<Reply<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const known = asAppError(error, folder);
    const id = crypto.randomUUID().slice(0, 8);
    if (!known) await logUnforeseen(config, id, error);
    return { ok: false, error: toEnvelope(known ?? error, id) };
  }
}

/** The program's own error for what the system says; undefined when there is none. */
export function asAppError(error: unknown, folder: string): AppError | undefined {
  if (error instanceof AppError) return error;
  if (!(error instanceof Error)) return undefined;
  const { code, path } = error as NodeJS.ErrnoException;
  const where = path === undefined ? folder : dirname(path);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError('DISK_FULL', { folder: where }, { cause: error });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AppError('FOLDER_NOT_WRITABLE', { folder: where }, { cause: error });
    case 'ERR_WORKER_OUT_OF_MEMORY':
      return outOfMemory(error);
    default:
      return isAllocationFailure(error) ? outOfMemory(error) : undefined;
  }
}

function isAllocationFailure(error: Error): boolean {
  return (
    error instanceof RangeError && /allocation failed|invalid (typed )?array( buffer)? length/i.test(error.message)
  );
}

/** The allocation that failed is not named by the system; what was in use, and half again, is a fair least. */
function outOfMemory(cause: Error): AppError {
  const neededMb = Math.ceil((1.5 * process.memoryUsage.rss()) / 2 ** 20);
  return new AppError('OUT_OF_MEMORY', { neededMb }, { cause });
}

/** Then it becomes `host-errors.1.jsonl`, bytes. */
const largestErrorLog = 1024 * 1024;

async function logUnforeseen(config: HostConfig, id: string, error: unknown): Promise<void> {
  const story =
    error instanceof Error
      ? { message: error.message, stack: error.stack, cause: String(error.cause) }
      : { message: String(error) };
  const line = JSON.stringify({ time: new Date().toISOString(), id, ...story });
  try {
    await mkdir(config.logsFolder, { recursive: true });
    const file = join(config.logsFolder, 'host-errors.jsonl');
    const sizeBytes = await stat(file).then(
      ({ size }) => size,
      () => 0,
    );
    if (sizeBytes > largestErrorLog) await rename(file, join(config.logsFolder, 'host-errors.1.jsonl'));
    await appendFile(file, `${line}\n`);
  } catch {
    // A log that cannot be written (full disk) must not hide the error itself.
  }
}
