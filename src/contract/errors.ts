import { z } from 'zod';
import type { InputFault } from './inputFaults.ts';

/**
 * Every way the program can fail in front of a person, with the facts its sentence needs.
 * A code without a text in every language (texts/errorTexts.ts) does not compile.
 */
export type ErrorDetails = {
  // recordings
  FILE_NOT_FOUND: { file: string };
  FILE_IS_FOLDER: { file: string };
  FILE_NOT_READABLE: { file: string };
  FILE_EMPTY: { file: string };
  FILE_CHANGED: { file: string };
  FILE_TOO_LARGE: { file: string; limit: string };
  NOT_AUDIO: { file: string };
  NO_AUDIO_IN_FILE: { file: string };
  AUDIO_CORRUPT: { file: string; reason: string };
  AUDIO_TOO_SHORT: { file: string; durationSec: number; minimumSec: number };
  AUDIO_TOO_LONG: { file: string; durationSec: number; maximumSec: number };
  AUDIO_SILENT: { file: string };
  RECORDING_UNKNOWN: { id: string };
  // voices and settings
  VOICE_UNKNOWN: { voice: string; known: string };
  /** A voice's status is not ready. */
  VOICE_NOT_READY: { voice: string };
  /** It lies in the bin, or was deleted from there. */
  VOICE_REMOVED: { voice: string };
  VOICE_IS_BUILT_IN: { voice: string };
  /** Files of a voice are gone or were changed since the import. */
  VOICE_FILES_DAMAGED: { voice: string; file: string };
  IMPORT_UNKNOWN: { id: string };
  /** item: what would have been run, a path trick, a bomb. Nothing was. */
  VOICE_FILE_UNSAFE: { file: string; item: string };
  /** reason: a DamageReason; item: the entry, weight or field it was found in, may be empty. */
  VOICE_FILE_DAMAGED: { file: string; reason: string; item: string };
  /** kind: a FileKind */
  NOT_A_VOICE: { file: string; kind: string };
  /** feature: an UnsupportedFeature; item: its name, such as `RefineGAN`. */
  VOICE_UNSUPPORTED: { file: string; feature: string; item: string };
  // melodies
  /** reason: a MelodyDamage; item: where, may be empty. */
  MELODY_DAMAGED: { file: string; reason: string; item: string };
  MELODY_EMPTY: { file: string };
  /** kind: what the file is instead, such as a FileKind; may be empty. */
  NOT_A_MELODY: { file: string; kind: string };
  /** It has no such track; known: those it has. */
  MELODY_TRACK_UNKNOWN: { file: string; track: number; known: string };
  /** Beyond the limits of a melody: `notes`, `length`. */
  MELODY_TOO_LONG: { file: string; what: string; found: number; limit: number };
  MELODY_UNKNOWN: { id: string };
  /** The mode needs one and there is none. */
  MELODY_MISSING: Record<never, never>;
  /** Typed notes; part: the word that makes no sense; position: which word it is, from 1. */
  NOTES_UNREADABLE: { part: string; position: number };
  /** Even sung again and again, the words cannot fill the notes. */
  TOO_MANY_NOTES: { notes: number; syllables: number; most: number };
  NO_SYLLABLES: { file: string };
  /** A hum or guide in which no note was found. */
  GUIDE_WITHOUT_NOTES: { file: string };
  /** path: the field, may be empty; reason: a PlanFault. */
  PLAN_INVALID: { file: string; path: string; reason: string };
  PLAN_OTHER_RECORDING: { file: string };
  /** A take that followed no melody has none. */
  PLAN_MISSING: { id: string };
  PRESET_UNKNOWN: { preset: string };
  /** reason: a PresetFault; item: the setting, may be empty. */
  PRESET_INVALID: { reason: string; item: string };
  PRESET_IS_BUILT_IN: { preset: string };
  // base models and devices
  /** purpose: what cannot be done without it; what still works is in the sentence. */
  BASE_MODEL_MISSING: { model: string; modelId: string; sizeMb: number };
  BASE_MODEL_UNKNOWN: { model: string; known: string };
  /** A file that is none of the base models; expected: the files that would be, with their sizes. */
  BASE_MODEL_WRONG_FILE: { file: string; expected?: string };
  /** The address answered with other bytes than the model's; they were deleted. */
  DOWNLOAD_WRONG_BYTES: { model: string; address: string };
  /** reason: a DownloadTrouble */
  DOWNLOAD_FAILED: { model: string; address: string; reason: string };
  DEVICE_UNKNOWN: { device: string; known: string };
  /** reason: a DeviceReason, or `untested` */
  DEVICE_UNAVAILABLE: { device: string; reason: string };
  SETTING_UNKNOWN: { setting: string };
  SETTING_OUT_OF_RANGE: { setting: string; flag: string; value: string; allowed: string };
  // jobs and takes
  JOB_UNKNOWN: { id: string };
  JOB_NOT_CANCELLABLE: { id: string; status: string };
  JOB_NOT_RETRYABLE: { id: string; status: string };
  TAKE_UNKNOWN: { id: string };
  TAKE_NOT_READY: { id: string };
  /** Paused, moved or given another priority while it does not wait. */
  JOB_NOT_MOVABLE: { id: string; status: string };
  /** Taken off the list before it failed or was cancelled. */
  JOB_NOT_DISMISSABLE: { id: string; status: string };
  BATCH_UNKNOWN: { id: string };
  BATCH_EMPTY: { folder: string };
  BATCH_TOO_LARGE: { limit: number };
  /** Its files are gone, its recipe is not. */
  TAKE_PURGED: { id: string };
  HOST_CRASHED: { attempts: number };
  CANCELLED: Record<never, never>;
  // machine
  DISK_FULL: { folder: string };
  FOLDER_NOT_WRITABLE: { folder: string };
  OUTPUT_EXISTS: { file: string };
  FFMPEG_MISSING: { tried: string };
  FFMPEG_FAILED: { file: string; reason: string };
  MODEL_MISSING: { model: string; file: string };
  MODEL_WRONG_HASH: { model: string; file: string };
  DATA_FOLDER_IN_USE: { folder: string };
  DATABASE_UNREADABLE: { file: string };
  DATABASE_READ_ONLY: { file: string };
  NOT_ENOUGH_SPACE: { folder: string; neededMb: number; freeMb: number };
  /** A move, backup or restore goes on. */
  STORAGE_BUSY: Record<never, never>;
  FOLDER_NOT_EMPTY: { folder: string };
  /** It was moved to a folder that cannot be reached. */
  LIBRARY_AWAY: { folder: string };
  /** Inside the library, or around it. */
  FOLDER_NOT_USABLE: { folder: string };
  NOT_A_BACKUP: { file: string };
  /** reason: an entry's name or what does not fit, for the curious. */
  BACKUP_DAMAGED: { file: string; reason: string };
  BACKUP_NEWER: { file: string; version: string };
  /** A request was held back because the person wants no network. */
  OFFLINE: { host: string };
  OUT_OF_MEMORY: { neededMb: number };
  // contract
  /** path: the value's place, empty for all of it; wanted: what would do instead, where `reason` names it. */
  INVALID_INPUT: { path: string; reason: InputFault; wanted?: string | number };
  IDEMPOTENCY_KEY_REUSED: Record<never, never>;
  /** A request to the local server came without its token, or with another. */
  TOKEN_REFUSED: Record<never, never>;
  /** A request to the local server named another host, or came from a page of another origin or site. */
  CALLER_REFUSED: { reason: CallerFault };
  UNKNOWN_OPERATION: { name: string };
  NOT_CONNECTED: Record<never, never>;
  INTERNAL: { id: string };
};

/** By what a request was known to be somebody else's: the host it names, or the page it comes from. */
export type CallerFault = 'host' | 'page';
export type ErrorCode = keyof ErrorDetails;

/** The one error type thrown inside the program. Its message is for the log; people read errorTexts. */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'AppError';
  readonly code: C;
  readonly details: ErrorDetails[C];

  constructor(code: C, details: ErrorDetails[C], options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(details)}`, options);
    this.code = code;
    this.details = details;
  }
}

/** An error as it crosses a boundary: IPC, HTTP, a worker, the terminal. */
export type ErrorEnvelope = {
  readonly [C in ErrorCode]: { readonly code: C; readonly details: ErrorDetails[C] };
}[ErrorCode];

const envelopeShape = z.object({
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});
export const errorEnvelopeSchema = z.custom<ErrorEnvelope>((value) => envelopeShape.safeParse(value).success);

/** What crosses a boundary instead of an exception. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorEnvelope };

/**
 * The envelope of anything thrown. What is not an AppError becomes INTERNAL with a short id under
 * which the log holds the whole story; its message never reaches a person.
 */
export function toEnvelope(error: unknown, id: string = crypto.randomUUID().slice(0, 8)): ErrorEnvelope {
  if (error instanceof AppError) return { code: error.code, details: error.details } as ErrorEnvelope;
  return { code: 'INTERNAL', details: { id } };
}

/** Turns a reply that crossed a boundary back into a value or a thrown AppError. */
export function unwrap<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new AppError(reply.error.code, reply.error.details);
}
