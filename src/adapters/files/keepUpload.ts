import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../contract/errors.ts';
import { recordingLimits } from '../../contract/recordings.ts';
import { asWriteError } from '../audio/fileErrors.ts';

const bytesPerMb = 1024 ** 2;
const bytesPerGb = 1024 ** 3;
/** Of a file that is still coming. */
const comingPrefix = '.upload-';

type KeepOptions = {
  readonly maximumBytes: number;
  /** What the kept file is called. */
  readonly keptName: (sha256: string) => string;
  /** Done before what was not there yet takes its place. */
  readonly beforeNew?: (file: string) => Promise<void>;
};

const recordingOptions: KeepOptions = { maximumBytes: recordingLimits.maximumBytes, keptName: (sha256) => sha256 };

/** Where an upload lies, and whether it was not there before. */
export type KeptUpload = { readonly path: string; readonly isNew: boolean };

/**
 * Keeps bytes that came without a file as `<folder>/<sha256>` and says where; the same bytes are kept once.
 * @throws AppError FILE_TOO_LARGE, DISK_FULL, FOLDER_NOT_WRITABLE
 */
export async function keepUpload(
  folder: string,
  name: string,
  body: ReadableStream<Uint8Array>,
  { maximumBytes, keptName, beforeNew } = recordingOptions,
): Promise<KeptUpload> {
  const part = path.join(folder, `${comingPrefix}${crypto.randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    const sha256 = await writeHashed(part, { name, maximumBytes }, body);
    const kept = path.join(folder, keptName(sha256));
    // An upload that is there already keeps its time, by which its recording is known.
    const isKept = await stat(kept).then(
      () => true,
      () => false,
    );
    if (!isKept) {
      await beforeNew?.(kept);
      await rename(part, kept);
    }
    return { path: kept, isNew: !isKept };
  } catch (error) {
    throw asWriteError(error, part);
  } finally {
    await rm(part, { force: true });
  }
}

/** Removes what was still coming when a program was killed; before anything new can come. */
export async function sweepComing(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (name.startsWith(comingPrefix)) await rm(path.join(folder, name), { force: true });
}

function sizeText(bytes: number): string {
  return bytes < bytesPerGb ? `${String(bytes / bytesPerMb)} MB` : `${String(bytes / bytesPerGb)} GB`;
}

async function writeHashed(
  file: string,
  { name, maximumBytes }: { readonly name: string; readonly maximumBytes: number },
  body: ReadableStream<Uint8Array>,
): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(file, 'wx');
  let sizeBytes = 0;
  try {
    for await (const bytes of body) {
      sizeBytes += bytes.length;
      if (sizeBytes > maximumBytes) {
        throw new AppError('FILE_TOO_LARGE', { file: name, limit: sizeText(maximumBytes) });
      }
      hash.update(bytes);
      await handle.appendFile(bytes);
    }
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}
