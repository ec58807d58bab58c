import type { ErrorCode } from '../contract/errors.ts';

/** What a script learns from the way the program ends; documented in `--help` and docs/command-line.md. */
export const exitCodes = { done: 0, internal: 1, usage: 2, recording: 3, machine: 4, stopped: 5 } as const;
type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const { internal, usage, recording, machine, stopped } = exitCodes;

const exitCodeOf: Readonly<Record<ErrorCode, ExitCode>> = {
  FILE_NOT_FOUND: recording,
  FILE_IS_FOLDER: recording,
  FILE_NOT_READABLE: recording,
  FILE_EMPTY: recording,
  FILE_CHANGED: recording,
  FILE_TOO_LARGE: recording,
  NOT_AUDIO: recording,
  NO_AUDIO_IN_FILE: recording,
  AUDIO_CORRUPT: recording,
  AUDIO_TOO_SHORT: recording,
  AUDIO_TOO_LONG: recording,
  AUDIO_SILENT: recording,
  RECORDING_UNKNOWN: usage,
  VOICE_UNKNOWN: usage,
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
