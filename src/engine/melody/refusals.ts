import { AppError } from '../../contract/errors.ts';
import type { MelodyDamage } from '../../contract/melodies.ts';
import type { FileKind } from '../../contract/voiceFiles.ts';
import { shownItem } from '../bytes/refusals.ts';

/** @param item where in the file, such as `track 3` or a line and column; as the file has it */
export function damagedMelody(file: string, reason: MelodyDamage, item = ''): AppError {
  return new AppError('MELODY_DAMAGED', { file, reason, item: shownItem(item) });
}

export function notAMelody(file: string, kind: FileKind): AppError {
  return new AppError('NOT_A_MELODY', { file, kind });
}
