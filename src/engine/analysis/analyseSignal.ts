import type { AudioSource } from '../converters/types.ts';
import type { RawPitch } from '../pitch/types.ts';
import { decideVoicing } from '../pitch/voicing.ts';
import { detectKey } from './key.ts';
import { findPhrases } from './phrases.ts';
import { pitchRange } from './range.ts';
import { measureSignal } from './signalFeatures.ts';
import { findSyllables } from './syllables.ts';
import type { Analysis } from './types.ts';

export type SignalToAnalyse = {
  /** The mono recording at its working rate; read in blocks. */
  readonly source: AudioSource;
  /** What the pitch extractor found, on the 5 ms grid of this signal. */
  readonly pitch: RawPitch;
  /** Sharpens voiced pitch (StoneMask); 0 stays 0. */
  readonly refine: (f0Hz: Float64Array, source: AudioSource) => Float64Array;
  /** Called after every block read; may throw to stop. */
  readonly onProgress: (doneRatio: number) => void;
};

/**
 * Everything a performance needs to know of a recording. Memory grows by some 40 bytes a frame, not with the samples.
 */
export function analyseSignal({ source, pitch, refine, onProgress }: SignalToAnalyse): Analysis {
  const features = measureSignal(source, onProgress);
  const f0Hz = refine(decideVoicing(pitch, features.levelDb), source);
  const syllables = findSyllables(f0Hz, features);
  return {
    sampleRate: source.sampleRate,
    sampleCount: source.sampleCount,
    frameCount: f0Hz.length,
    f0Hz,
    confidence: pitch.confidence,
    levelDb: features.levelDb,
    syllables,
    phrases: findPhrases(syllables),
    key: detectKey(f0Hz),
    ...pitchRange(f0Hz),
  };
}
