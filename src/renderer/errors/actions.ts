import { AppError, toEnvelope, type ErrorCode, type ErrorEnvelope } from '../../contract/errors.ts';

/** The one button that helps, besides dismissing: pick another file, do the same again, or nothing that we could do. */
export type ErrorAction = 'chooseFile' | 'tryAgain' | 'exportElsewhere' | 'none';

/** A new error code without a decision here does not compile. */
export const errorActions = {
  FILE_NOT_FOUND: 'chooseFile',
  FILE_IS_FOLDER: 'chooseFile',
  FILE_NOT_READABLE: 'chooseFile',
  FILE_EMPTY: 'chooseFile',
  FILE_CHANGED: 'chooseFile',
  FILE_TOO_LARGE: 'chooseFile',
  NOT_AUDIO: 'chooseFile',
  NO_AUDIO_IN_FILE: 'chooseFile',
  AUDIO_CORRUPT: 'chooseFile',
  AUDIO_TOO_SHORT: 'chooseFile',
  AUDIO_TOO_LONG: 'chooseFile',
  AUDIO_SILENT: 'chooseFile',
  RECORDING_UNKNOWN: 'chooseFile',
  VOICE_UNKNOWN: 'none',
  VOICE_NOT_READY: 'none',
  VOICE_REMOVED: 'none',
  VOICE_IS_BUILT_IN: 'none',
  VOICE_FILES_DAMAGED: 'chooseFile',
  IMPORT_UNKNOWN: 'chooseFile',
  VOICE_FILE_UNSAFE: 'chooseFile',
  VOICE_FILE_DAMAGED: 'chooseFile',
  NOT_A_VOICE: 'chooseFile',
  VOICE_UNSUPPORTED: 'chooseFile',
  MELODY_DAMAGED: 'chooseFile',
  MELODY_EMPTY: 'chooseFile',
  NOT_A_MELODY: 'chooseFile',
  MELODY_TRACK_UNKNOWN: 'none',
  MELODY_TOO_LONG: 'chooseFile',
  MELODY_UNKNOWN: 'chooseFile',
  MELODY_MISSING: 'none',
  NOTES_UNREADABLE: 'none',
  TOO_MANY_NOTES: 'none',
  NO_SYLLABLES: 'none',
  GUIDE_WITHOUT_NOTES: 'chooseFile',
  PLAN_INVALID: 'chooseFile',
  PLAN_OTHER_RECORDING: 'chooseFile',
  PLAN_MISSING: 'none',
  PRESET_UNKNOWN: 'none',
  PRESET_INVALID: 'none',
  PRESET_IS_BUILT_IN: 'none',
  BASE_MODEL_MISSING: 'none',
  BASE_MODEL_UNKNOWN: 'none',
  BASE_MODEL_WRONG_FILE: 'chooseFile',
  DOWNLOAD_WRONG_BYTES: 'tryAgain',
  DOWNLOAD_FAILED: 'tryAgain',
  DEVICE_UNKNOWN: 'none',
  DEVICE_UNAVAILABLE: 'none',
  SETTING_UNKNOWN: 'none',
  SETTING_OUT_OF_RANGE: 'none',
  JOB_UNKNOWN: 'none',
  JOB_NOT_CANCELLABLE: 'none',
  JOB_NOT_RETRYABLE: 'none',
  TAKE_UNKNOWN: 'none',
  TAKE_NOT_READY: 'none',
  HOST_CRASHED: 'tryAgain',
  CANCELLED: 'tryAgain',
  DISK_FULL: 'tryAgain',
  FOLDER_NOT_WRITABLE: 'exportElsewhere',
  OUTPUT_EXISTS: 'exportElsewhere',
  FFMPEG_MISSING: 'tryAgain',
  FFMPEG_FAILED: 'tryAgain',
  MODEL_MISSING: 'none',
  MODEL_WRONG_HASH: 'none',
  DATA_FOLDER_IN_USE: 'tryAgain',
  DATABASE_UNREADABLE: 'none',
  DATABASE_READ_ONLY: 'none',
  OUT_OF_MEMORY: 'tryAgain',
  INVALID_INPUT: 'none',
  UNKNOWN_OPERATION: 'none',
  NOT_CONNECTED: 'tryAgain',
  INTERNAL: 'tryAgain',
} as const satisfies Record<ErrorCode, ErrorAction>;

/** The envelope of whatever a call rejected with. */
export function envelopeOf(error: unknown): ErrorEnvelope {
  return error instanceof AppError ? toEnvelope(error) : { code: 'INTERNAL', details: { id: 'window' } };
}

/** What `Copy details` puts on the clipboard: the code, the facts, and who was asked. */
export function errorReport(envelope: ErrorEnvelope, version: string): string {
  return JSON.stringify({ program: `cantado ${version}`, code: envelope.code, details: envelope.details }, null, 2);
}
