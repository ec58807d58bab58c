import type { AudioSource } from '../converters/types.ts';
import { refinePitch } from '../pitch/stoneMask.ts';
import type { RawPitch } from '../pitch/types.ts';
import { decideVoicing } from '../pitch/voicing.ts';
import { detectKey } from './key.ts';
import { findPhrases } from './phrases.ts';
import { pitchRange } from './range.ts';
import { reportReads } from './reportReads.ts';
import { measureSignal } from './signalFeatures.ts';
import { findSyllables } from './syllables.ts';
import type { Analysis } from './types.ts';

export type SignalToAnalyse = {
  /** The mono recording at its working rate; read in blocks. */
  readonly source: AudioSource;
  /** What the pitch extractor found, on the 5 ms grid of this signal. */
  readonly pitch: RawPitch;
  /** Called before every block read; may throw to stop. */
  readonly onProgress: (doneRatio: number) => void;
};

/**
 * Everything a performance needs to know of a recording: level, voicing, refined pitch, syllables, phrases, key, range.
 * Memory grows by some 40 bytes a frame, not with the samples.
 */
export function analyseSignal({ source, pitch, onProgress }: SignalToAnalyse): Analysis {
  const features = measureSignal(reportReads(source, (doneRatio) => onProgress(doneRatio / 2)));
  const voicedHz = decideVoicing(pitch, features.levelDb);
  const f0Hz = refinePitch(
    reportReads(source, (doneRatio) => onProgress(0.5 + doneRatio / 2)),
    voicedHz,
  );
  const syllables = findSyllables(f0Hz, features);
  onProgress(1);
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
