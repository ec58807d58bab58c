import { invalidInput } from '../../../contract/checkInput.ts';

/** What makes one built-in voice differ from another. */
export type ResynthPreset = {
  /** Moves formants, on top of the performance's own ratio; 0.5 … 2, below 1 = larger throat. */
  readonly formantRatio: number;
  /** Gain reached at 4 kHz and held above, -12 … 12 dB; below it falls to 0 dB at 0 Hz. */
  readonly tiltDb: number;
  /** Highest share of noise in voiced sound, 0.001 … 1; 1 = as in the recording. */
  readonly aperiodicityCapRatio: number;
  /** Time the spectrum stands still before it steps on, 0 … 200 ms. */
  readonly envelopeHoldMs: number;
  /** 1: everything that is not silence is sung, consonants too; 0: as performed. */
  readonly voiceEverything: number;
};

/** The recording's own voice. */
export const neutralPreset: ResynthPreset = {
  formantRatio: 1,
  tiltDb: 0,
  aperiodicityCapRatio: 1,
  envelopeHoldMs: 0,
  voiceEverything: 0,
};

const ranges: Readonly<Record<keyof ResynthPreset, readonly [number, number]>> = {
  formantRatio: [0.5, 2],
  tiltDb: [-12, 12],
  aperiodicityCapRatio: [0.001, 1],
  envelopeHoldMs: [0, 200],
  voiceEverything: [0, 1],
};

/**
 * The constants of a voice, what is absent being neutral.
 * @throws AppError INVALID_INPUT naming a constant that is unknown or out of range
 */
export function parseResynthPreset(preset: Readonly<Record<string, number>>): ResynthPreset {
  for (const [name, value] of Object.entries(preset)) {
    const range = Object.entries(ranges).find(([known]) => known === name)?.[1];
    if (!range) throw invalidInput(`preset.${name}`, 'unknown');
    const [low, high] = range;
    if (!(value >= low && value <= high)) {
      throw invalidInput(`preset.${name}`, 'not-one-of', `${String(low)} … ${String(high)}`);
    }
  }
  return { ...neutralPreset, ...preset };
}
