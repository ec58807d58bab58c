import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../contract/errors.ts';
import { asWriteError } from '../audio/fileErrors.ts';
import { fetchInto } from './fetchInto.ts';
import { PartFile } from './partFile.ts';
import { OtherFile, DownloadStopped, troubleOf } from './trouble.ts';
import type { HashFile, NetworkOptions, NetworkRequest } from './types.ts';

export type DownloadOrder = Pick<NetworkOptions, 'reason' | 'subject'> & {
  /** How people call what is fetched. */
  readonly title: string;
  /** Asked one after the other until one gives the file. */
  readonly addresses: readonly string[];
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Where the bytes gather. What has come stays there for the next time. */
  readonly partPath: string;
};

export type DownloadTools = {
  readonly request: NetworkRequest;
  readonly hashFile: HashFile;
  readonly signal: AbortSignal;
  /** Called with every piece that came. */
  readonly onProgress: (doneBytes: number) => void;
  /** Longest time without a byte, ms. */
  readonly stallMs?: number;
  /** First pause before the same address is asked again, ms; it grows with every failure in a row. */
  readonly pauseMs?: number;
};

/** Fewer new bytes than these are nothing new. */
const leastGainBytes = 16 * 1024;
/** Attempts in a row that bring nothing new, after which an address is given up. */
const patience = 3;
/** However little each attempt brings, there is an end. */
const mostAttempts = 200;
const usualPauseMs = 500;

/**
 * Fetches a file into `partPath`, going on after what is there. Whatever servers say of lengths, versions and ranges, the
 * bytes that stay are the ones of the hash.
 * @throws AppError CANCELLED, OFFLINE, DISK_FULL, FOLDER_NOT_WRITABLE, and of the first address DOWNLOAD_WRONG_BYTES or DOWNLOAD_FAILED
 */
export async function download(order: DownloadOrder, tools: DownloadTools): Promise<void> {
  try {
    const part = await PartFile.open(order.partPath);
    try {
      if (part.sizeBytes > order.sizeBytes) await part.restart();
      if (part.sizeBytes === order.sizeBytes && (await isWhole(part, order, tools))) return;
      await fromAnyAddress(part, order, tools);
    } finally {
      await part.close();
    }
  } catch (error) {
    if (tools.signal.aborted) throw new AppError('CANCELLED', {}, { cause: error });
    throw asWriteError(error, order.partPath);
  }
}

async function fromAnyAddress(part: PartFile, order: DownloadOrder, tools: DownloadTools): Promise<void> {
  let first: AppError | undefined;
  for (const address of order.addresses) {
    try {
      await fromAddress(new URL(address), part, order, tools);
      return;
    } catch (error) {
      if (tools.signal.aborted) throw error;
      const failure = failureOf(error, order.title, new URL(address).hostname);
      if (!failure) throw error;
      first ??= failure;
    }
  }
  throw first ?? new AppError('DOWNLOAD_FAILED', { model: order.title, address: '', reason: 'refused' });
}

/** What is told of an address that did not give the file; undefined for what no other address could mend. */
function failureOf(error: unknown, model: string, address: string): AppError | undefined {
  if (error instanceof OtherFile) return new AppError('DOWNLOAD_WRONG_BYTES', { model, address }, { cause: error });
  if (!(error instanceof DownloadStopped)) return undefined;
  return new AppError('DOWNLOAD_FAILED', { model, address, reason: error.trouble }, { cause: error });
}

async function fromAddress(address: URL, part: PartFile, order: DownloadOrder, tools: DownloadTools): Promise<void> {
  part.changeAddress();
  let farthestBytes = part.sizeBytes;
  let failures = 0;
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const broken = await fetchInto(part, { ...order, address }, tools);
    tools.signal.throwIfAborted();
    if (part.sizeBytes === order.sizeBytes) {
      const heldEarlierBytes = part.holdsEarlierBytes;
      if (await isWhole(part, order, tools)) return;
      if (!heldEarlierBytes) throw new OtherFile(address.hostname);
      // What came before, elsewhere or in an earlier run, may have been the fault: once more from the beginning.
      farthestBytes = 0;
      continue;
    }
    failures = part.sizeBytes >= farthestBytes + leastGainBytes ? 0 : failures + 1;
    farthestBytes = Math.max(farthestBytes, part.sizeBytes);
    if (failures >= patience) throw new DownloadStopped(troubleOf(broken), String(broken));
    await sleep((tools.pauseMs ?? usualPauseMs) * 2 ** failures, undefined, { signal: tools.signal });
  }
  throw new DownloadStopped('cut-off', `${String(mostAttempts)} attempts`);
}

/** Whether everything has come; wrong bytes are deleted. */
async function isWhole(part: PartFile, order: DownloadOrder, tools: DownloadTools): Promise<boolean> {
  if ((await part.sha256((path) => tools.hashFile(path, tools.signal))) === order.sha256) return true;
  await part.restart();
  return false;
}
