import type { VocoderFrames } from '../types.ts';

type Frames = ReturnType<VocoderFrames['read']>;

/**
 * Frames of which the blocks that were read last are kept: every layer of a voice reads the same blocks, one after
 * another.
 */
export function keptFrames(vocoder: VocoderFrames, blocksKept: number): VocoderFrames {
  const kept = new Map<string, Frames>();
  return {
    fftSize: vocoder.fftSize,
    bandCount: vocoder.bandCount,
    read(start, count) {
      const key = `${String(start)}+${String(count)}`;
      const known = kept.get(key);
      if (known) return known;
      const frames = vocoder.read(start, count);
      kept.set(key, frames);
      const [oldest] = kept.keys();
      if (kept.size > blocksKept && oldest !== undefined) kept.delete(oldest);
      return frames;
    },
  };
}
