import { z } from 'zod';

/** Pitch classes with sharps, index 0 = C. */
export const pitchClassNames = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;

/** Scales as semitone steps above the root. */
export const scales = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  'harmonic minor': [0, 2, 3, 5, 7, 8, 11],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
  'major pentatonic': [0, 2, 4, 7, 9],
  'minor pentatonic': [0, 3, 5, 7, 10],
  blues: [0, 3, 5, 6, 7, 10],
  chromatic: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
} as const satisfies Record<string, readonly number[]>;
export type ScaleId = keyof typeof scales;

export type MusicalKey = { readonly root: number; readonly scale: ScaleId };

const flats: Readonly<Record<string, number>> = { DB: 1, EB: 3, GB: 6, AB: 8, BB: 10, CB: 11, FB: 4 };

/** Reads `A minor`, `Bb major`, `f# blues`; undefined when it is not a key. */
export function parseKey(text: string): MusicalKey | undefined {
  const match = /^\s*([A-Ga-g])([#♯b♭]?)\s+([a-z ]+?)\s*$/i.exec(text);
  if (!match) return undefined;
  const [, letter = '', accidental = '', scaleText = ''] = match;
  const scale = scaleText.toLowerCase().replace(/\s+/g, ' ');
  if (!Object.hasOwn(scales, scale)) return undefined;
  const name = letter.toUpperCase() + accidental.replace('♯', '#').replace(/[♭b]/, 'B');
  const root =
    flats[name] ?? (pitchClassNames as readonly string[]).indexOf(name.replace('E#', 'F').replace('B#', 'C'));
  return root < 0 ? undefined : { root, scale: scale as ScaleId };
}

/** `A minor`. */
export function formatKey(key: MusicalKey): string {
  return `${pitchClassNames[key.root] ?? 'C'} ${key.scale}`;
}

/** Pitch classes (0–11) of a key, ascending from C. */
export function pitchClassesOf(key: MusicalKey): number[] {
  return scales[key.scale].map((step) => (key.root + step) % 12).sort((a, b) => a - b);
}

export const keyTextSchema = z.string().refine((text) => text === 'auto' || parseKey(text) !== undefined);

/** MIDI note number (69 = A4 = 440 Hz) of a frequency; NaN for 0. */
export function hzToMidi(frequencyHz: number): number {
  return frequencyHz > 0 ? 69 + 12 * Math.log2(frequencyHz / 440) : Number.NaN;
}

export function midiToHz(midi: number): number {
  return 440 * 2 ** ((midi - 69) / 12);
}

/** `C#3` for MIDI 49. */
export function noteName(midi: number): string {
  const rounded = Math.round(midi);
  return `${pitchClassNames[((rounded % 12) + 12) % 12] ?? 'C'}${String(Math.floor(rounded / 12) - 1)}`;
}
