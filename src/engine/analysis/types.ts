import type { MusicalKey } from '../../contract/music.ts';

/** A recording's measures on the 5 ms frame grid; frame i is centred at i * 0.005 s. */
export type Analysis = {
  /** Working rate of the mono signal, Hz: min(48 000, the file's), at least 16 000. */
  readonly sampleRate: number;
  readonly sampleCount: number;
  /** floor(durationSec / 0.005) + 1 */
  readonly frameCount: number;
  /** [frameCount] Hz, 0 where unvoiced. */
  readonly f0Hz: Float64Array;
  /** [frameCount] 0–1, of the pitch extractor. */
  readonly confidence: Float32Array;
  /** [frameCount] short-time level, dB re full scale, floor -120. */
  readonly levelDb: Float32Array;
  readonly syllables: readonly Syllable[];
  /** Runs of syllables with no pause of 250 ms or more inside. */
  readonly phrases: readonly FrameSpan[];
  readonly key: KeyEstimate | null;
  /** Voiced pitch: median, 5th and 95th percentile, MIDI; null when nothing is voiced. */
  readonly medianMidi: number | null;
  readonly lowMidi: number | null;
  readonly highMidi: number | null;
};

/** Frames [start, end). */
export type FrameSpan = { readonly start: number; readonly end: number };

/** All in frames; start ≤ vowelStart ≤ nucleus < vowelEnd ≤ end. */
export type Syllable = FrameSpan & { readonly nucleus: number; readonly vowelStart: number; readonly vowelEnd: number };

export type KeyEstimate = { readonly key: MusicalKey; readonly correlation: number };
