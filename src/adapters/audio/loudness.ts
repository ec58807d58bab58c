import type { Loudness } from './types.ts';

/** Integrated loudness and true peak of any audio file. */
export function measureLoudness(ffmpegPath: string, path: string): Promise<Loudness> {
  return Promise.reject(new Error(`${ffmpegPath} ${path}`));
}
