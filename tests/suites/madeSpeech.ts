import type { Analysis, Syllable } from '../../src/engine/analysis/types.ts';
import type { SpeechTracks } from '../../src/engine/perform/melody/types.ts';

/** A syllable as it is made up: consonants, vowel, consonants and the pause after them, all in 5 ms frames. */
export type SpokenSyllable = {
  readonly onset: number;
  readonly vowel: number;
  readonly coda: number;
  readonly pause: number;
  /** Of the vowel. */
  readonly levelDb?: number;
  /** How much softer the vowel is in its middle, as where two vowels meet. */
  readonly dipDb?: number;
};

const sampleRate = 16_000;
const pitchHz = 150;

/** The analysis of speech that nobody spoke: vowels voiced and loud, consonants softer, pauses silent. */
export function madeSpeech(spoken: readonly SpokenSyllable[], leadFrames = 20) {
  const f0Hz: number[] = new Array<number>(leadFrames).fill(0);
  const levelDb: number[] = new Array<number>(leadFrames).fill(-80);
  const syllables: Syllable[] = [];
  const add = (frames: number, hz: number, level: number): void => {
    for (let frame = 0; frame < frames; frame++) {
      f0Hz.push(hz);
      levelDb.push(level);
    }
  };
  for (const { onset, vowel, coda, pause, levelDb: vowelDb = -20, dipDb = 0 } of spoken) {
    const start = f0Hz.length;
    add(onset, 0, -45);
    for (let frame = 0; frame < vowel; frame++) {
      const fromMiddle = Math.abs((frame + 0.5) / vowel - 0.5);
      add(1, pitchHz, vowelDb - 4 * fromMiddle ** 2 - dipDb * Math.max(0, 1 - 6 * fromMiddle));
    }
    add(coda, 0, -45);
    const vowelStart = start + onset;
    const vowelEnd = vowelStart + vowel;
    syllables.push({ start, end: f0Hz.length, vowelStart, vowelEnd, nucleus: (vowelStart + vowelEnd) >> 1 });
    add(pause, 0, -80);
  }
  add(21, 0, -80);
  const frameCount = f0Hz.length;
  const analysis: Analysis = {
    sampleRate,
    sampleCount: (frameCount - 1) * 80,
    frameCount,
    f0Hz: Float64Array.from(f0Hz),
    confidence: new Float32Array(frameCount).fill(1),
    levelDb: Float32Array.from(levelDb),
    syllables,
    phrases: [],
    key: null,
    medianMidi: 50,
    lowMidi: 45,
    highMidi: 55,
  };
  const tracks: SpeechTracks = {
    cepstra: new Float32Array(12 * frameCount),
    vowelBandDb: Float32Array.from(levelDb),
    spectralChange: new Float32Array(frameCount),
  };
  return { analysis, tracks };
}
