import type { AppError } from '../../../contract/errors.ts';
import type { ByteSource } from '../../bytes/types.ts';

/** A file as it was brought: alone, out of a folder, or of an archive. */
export type BroughtFile = {
  /** With the folders of its archive; shown, never used as a path. */
  readonly name: string;
  readonly sizeBytes: number;
  /** A packed file is unpacked each time and let go with the source. @throws AppError VOICE_FILE_DAMAGED */
  open(): ByteSource;
  /** Reads it to its end and compares its checksum, where it has one that opening has not compared. @throws the same */
  check(): void;
};

export type FoundVoice = {
  readonly file: BroughtFile;
  /** Weights of a `.pth`, or an ONNX network that is whole. */
  readonly kind: 'weights' | 'network';
  /** Values of a content feature, 256 or 768; null in a voice that lost the weights which show it. */
  readonly featureWidth: number | null;
};

export type FoundIndex = {
  readonly file: BroughtFile;
  readonly featureWidth: number;
  readonly vectorCount: number;
};

export type FoundText = { readonly file: string; readonly text: string };

/** A voice that can be chosen, and the indexes that may be its own, the likeliest first. */
export type VoiceChoice = FoundVoice & { readonly indexes: readonly FoundIndex[] };

/** Everything in a set of files, sorted by what it is. */
export type MatchedFiles = {
  /** The likeliest first: those with an index of their own, then larger ones, then by name. */
  readonly choices: readonly VoiceChoice[];
  /** Indexes that are no voice's here. */
  readonly strayIndexes: readonly FoundIndex[];
  readonly notes: readonly FoundText[];
  readonly licence: FoundText | null;
  /** Names only; they are not decoded here. */
  readonly pictures: readonly string[];
  /** Voices, indexes and archives that cannot be used, each with its reason. */
  readonly refused: readonly { readonly file: string; readonly error: AppError }[];
  /** Names of files that are no part of a voice. */
  readonly ignored: readonly string[];
  readonly fileCount: number;
};
