import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../contract/errors.ts';
import type { LicencesPort } from '../../core/ports.ts';

/** Reads the notices that are shipped beside the program. */
export function createLicences(noticesFile: string): LicencesPort {
  return {
    read: () =>
      readFile(noticesFile, 'utf8').catch((cause: unknown) => {
        throw new AppError('FILE_NOT_FOUND', { file: path.basename(noticesFile) }, { cause });
      }),
  };
}
