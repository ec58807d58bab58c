import { AppError } from '../../contract/errors.ts';
import type { DamageReason, FileKind, UnsupportedFeature } from '../../contract/voiceFiles.ts';
import { AllowanceExceeded } from './allowance.ts';

/** Longest part of a stranger's name or value that a sentence shows, characters. */
const LONGEST_SHOWN = 80;

/** A name out of a file as a sentence may show it: no control or direction characters, and not long. */
export function shownItem(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '·');
  return plain.length <= LONGEST_SHOWN ? plain : `${plain.slice(0, LONGEST_SHOWN - 1)}…`;
}

/** @param item the entry, weight or field it was found in; as the file has it */
export function damagedFile(file: string, reason: DamageReason, item = ''): AppError {
  return new AppError('VOICE_FILE_DAMAGED', { file, reason, item: shownItem(item) });
}

/** @param item what would have been run, the path trick, the bomb */
export function unsafeFile(file: string, item: string): AppError {
  return new AppError('VOICE_FILE_UNSAFE', { file, item: shownItem(item) });
}

export function notAVoice(file: string, kind: FileKind): AppError {
  return new AppError('NOT_A_VOICE', { file, kind });
}

/** @param item the name of what is not supported, such as `RefineGAN` */
export function unsupportedFile(file: string, feature: UnsupportedFeature, item = ''): AppError {
  return new AppError('VOICE_UNSUPPORTED', { file, feature, item: shownItem(item) });
}

/** Reads a file's part; an allowance used up or an end come too soon is said in the file's name. */
export function refusing<T>(file: string, item: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof AllowanceExceeded) throw damagedFile(file, 'too-large', item);
    if (error instanceof RangeError) throw damagedFile(file, 'cut-off', item);
    throw error;
  }
}
