import type { AudioSource } from '../converters/types.ts';

/** The same source, telling before every read how far it was read, 0–1. */
export function reportReads(source: AudioSource, onProgress: (doneRatio: number) => void): AudioSource {
  return {
    sampleRate: source.sampleRate,
    sampleCount: source.sampleCount,
    read(start, count) {
      onProgress(Math.min(1, Math.max(0, start / source.sampleCount)));
      return source.read(start, count);
    },
  };
}
