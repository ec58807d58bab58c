import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../contract/errors.ts';

/** Before anything is rendered for it. @throws AppError OUTPUT_EXISTS, FOLDER_NOT_WRITABLE */
export function checkPlanPath(given: string): string {
  const file = path.resolve(given);
  if (existsSync(file)) throw new AppError('OUTPUT_EXISTS', { file });
  const folder = path.dirname(file);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new AppError('FOLDER_NOT_WRITABLE', { folder });
  return file;
}
