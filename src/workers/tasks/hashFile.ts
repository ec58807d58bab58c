import { sha256OfFile } from '../../adapters/cache/fileHash.ts';
import { AppError } from '../../contract/errors.ts';
import type { DspTask } from '../taskTypes.ts';

export const hashFile: DspTask<'hashFile'> = async ({ path }, { isCancelled }) => ({
  sha256: await sha256OfFile(path, () => {
    if (isCancelled()) throw new AppError('CANCELLED', {});
  }),
});
