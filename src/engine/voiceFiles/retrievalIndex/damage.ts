import { AppError } from '../../../contract/errors.ts';
import type { DamageReason, UnsupportedFeature } from '../../../contract/voiceFiles.ts';

/** The error of a file that claims to be an index and breaks its own rules. */
export function damaged(file: string, reason: DamageReason, item: string): AppError<'VOICE_FILE_DAMAGED'> {
  return new AppError('VOICE_FILE_DAMAGED', { file, reason, item });
}

/** The error of a sound index of a sort that does not exist here. */
export function unsupported(file: string, feature: UnsupportedFeature, item: string): AppError<'VOICE_UNSUPPORTED'> {
  return new AppError('VOICE_UNSUPPORTED', { file, feature, item });
}
