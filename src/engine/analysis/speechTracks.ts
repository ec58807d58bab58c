import type { AudioSource } from '../converters/types.ts';
import type { SpeechTracks } from '../perform/melody/types.ts';
import { frameCountOf } from './frames.ts';
import { cepstrumCount } from './melCepstra.ts';
import { reportReads } from './reportReads.ts';
import { measureInto } from './signalFeatures.ts';

/**
 * What is heard in a recording beyond its analysis: its syllables can be counted anew from this, and another recording of
 * the same words laid beside it. Read in blocks; keeps 56 bytes a frame (11 kB a second).
 *
 * @param onProgress called before every block read with 0–1; may throw to stop
 */
export function measureTracks(source: AudioSource, onProgress: (doneRatio: number) => void): SpeechTracks {
  const cepstra = new Float32Array(frameCountOf(source.sampleCount, source.sampleRate) * cepstrumCount);
  const { vowelBandDb, spectralChange } = measureInto(reportReads(source, onProgress), cepstra);
  onProgress(1);
  return { cepstra, vowelBandDb, spectralChange };
}
