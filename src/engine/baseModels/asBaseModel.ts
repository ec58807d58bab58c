import { AppError } from '../../contract/errors.ts';
import type { ByteSource } from '../bytes/types.ts';

/**
 * Reads a file that is to be a base model: one of another kind is the wrong file, whatever the reader takes it for. What
 * makes a file unsafe or damaged stays as it is.
 * @throws AppError BASE_MODEL_WRONG_FILE
 */
export function asBaseModel<T>(source: ByteSource, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'NOT_A_VOICE') throw cause;
    throw new AppError('BASE_MODEL_WRONG_FILE', { file: source.name }, { cause });
  }
}
