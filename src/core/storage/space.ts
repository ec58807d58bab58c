import { AppError } from '../../contract/errors.ts';
import type { LibraryPort } from './ports.ts';

const bytesPerMb = 1e6;
/** Left over, so that a disk is not filled to its last byte: for folders, names and the database's journal. */
const spareBytes = 16 * bytesPerMb;
const spareShare = 0.01;

/** @throws AppError NOT_ENOUGH_SPACE */
export async function checkSpace(
  library: Pick<LibraryPort, 'freeBytes'>,
  folder: string,
  neededBytes: number,
): Promise<void> {
  const freeBytes = await library.freeBytes(folder);
  const wantedBytes = neededBytes * (1 + spareShare) + spareBytes;
  if (freeBytes === null || freeBytes >= wantedBytes) return;
  const neededMb = Math.ceil(wantedBytes / bytesPerMb);
  throw new AppError('NOT_ENOUGH_SPACE', { folder, neededMb, freeMb: Math.floor(freeBytes / bytesPerMb) });
}
