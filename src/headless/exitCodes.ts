import type { ErrorCode } from '../contract/errors.ts';

/** What a script learns from the way the program ends; documented in `--help` and docs/command-line.md. */
export const exitCodes = { done: 0, internal: 1, usage: 2, input: 3, machine: 4, stopped: 5 } as const;
type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const { internal, usage, input, machine, stopped } = exitCodes;

const exitCodeOf: Readonly<Record<ErrorCode, ExitCode>> = {
  FILE_NOT_FOUND: input,
  FILE_IS_FOLDER: input,
  FILE_NOT_READABLE: input,
  FILE_EMPTY: input,
  FILE_CHANGED: input,
  FILE_TOO_LARGE: input,
  NOT_AUDIO: input,
  NO_AUDIO_IN_FILE: input,
  AUDIO_CORRUPT: input,
  AUDIO_TOO_SHORT: input,
  AUDIO_TOO_LONG: input,
  AUDIO_SILENT: input,
  RECORDING_UNKNOWN: usage,
  VOICE_UNKNOWN: usage,
  VOICE_NOT_READY: usage,
  VOICE_REMOVED: usage,
  VOICE_IS_BUILT_IN: usage,
  VOICE_FILES_DAMAGED: machine,
  IMPORT_UNKNOWN: usage,
  VOICE_FILE_UNSAFE: input,
  VOICE_FILE_DAMAGED: input,
  NOT_A_VOICE: input,
  VOICE_UNSUPPORTED: input,
  BASE_MODEL_MISSING: machine,
  BASE_MODEL_UNKNOWN: usage,
  BASE_MODEL_WRONG_FILE: input,
  DOWNLOAD_WRONG_BYTES: machine,
  DOWNLOAD_FAILED: machine,
  DEVICE_UNKNOWN: usage,
  DEVICE_UNAVAILABLE: machine,
  SETTING_UNKNOWN: usage,
  SETTING_OUT_OF_RANGE: usage,
  JOB_UNKNOWN: usage,
  JOB_NOT_CANCELLABLE: usage,
  JOB_NOT_RETRYABLE: usage,
  TAKE_UNKNOWN: usage,
  TAKE_NOT_READY: usage,
  HOST_CRASHED: internal,
  CANCELLED: stopped,
  DISK_FULL: machine,
  FOLDER_NOT_WRITABLE: machine,
  OUTPUT_EXISTS: usage,
  FFMPEG_MISSING: machine,
  FFMPEG_FAILED: machine,
  MODEL_MISSING: machine,
  MODEL_WRONG_HASH: machine,
  DATA_FOLDER_IN_USE: machine,
  DATABASE_UNREADABLE: machine,
  DATABASE_READ_ONLY: machine,
  OUT_OF_MEMORY: machine,
  INVALID_INPUT: usage,
  UNKNOWN_OPERATION: internal,
  NOT_CONNECTED: internal,
  INTERNAL: internal,
};

/** The exit code of an error; a new error code without one does not compile. */
export function exitCodeFor(code: ErrorCode): ExitCode {
  return exitCodeOf[code];
}
