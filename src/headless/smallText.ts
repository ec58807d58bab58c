import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../contract/errors.ts';
import { formatNumber } from '../contract/language.ts';

/** No character of UTF-8 takes more, bytes. */
const widestCharacter = 4;

/**
 * A text file of a person, read whole because it is small.
 * @throws AppError FILE_NOT_FOUND, FILE_NOT_READABLE, FILE_IS_FOLDER, FILE_TOO_LARGE
 */
export async function readSmallText(given: string, longest: number): Promise<string> {
  const file = path.basename(given);
  try {
    const found = await stat(given);
    if (found.isDirectory()) throw new AppError('FILE_IS_FOLDER', { file });
    const text = found.size > longest * widestCharacter ? undefined : await readFile(given, 'utf8');
    if (text !== undefined && text.length <= longest) return text.replace(/^\ufeff/, '');
    throw new AppError('FILE_TOO_LARGE', { file, limit: formatNumber(longest, 'en') });
  } catch (error) {
    if (error instanceof AppError) throw error;
    const isMissing =
      error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
    throw new AppError(isMissing ? 'FILE_NOT_FOUND' : 'FILE_NOT_READABLE', { file }, { cause: error });
  }
}
