import { AppError } from '../../contract/errors.ts';
import type { Notice } from '../../contract/notices.ts';
import type { TaskControl } from './types.ts';

export type DecodeRequest = TaskControl & {
  readonly ffmpegPath: string;
  readonly path: string;
  /** Name shown to people in errors. */
  readonly name: string;
  /** Hz of the WAV to write; null: min(48 000, the file's), at least 16 000. */
  readonly workingRate: number | null;
  readonly outPath: string;
  /** Of the probe, for progress; null when unknown. */
  readonly expectedSec: number | null;
};
export type Decoded = { readonly sampleRate: number; readonly sampleCount: number; readonly notices: readonly Notice[] };

/** Writes the recording as mono float32 WAV at the working rate. */
export function decodeToSignal(request: DecodeRequest): Promise<Decoded> {
  return Promise.reject(new AppError('NOT_AUDIO', { file: request.name }));
}
