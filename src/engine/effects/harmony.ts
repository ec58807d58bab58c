import { pitchClassesOf, type MusicalKey } from '../../contract/music.ts';
import type { SettingGroup } from '../../contract/settings/descriptors.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import { frameSec } from '../../contract/recordings.ts';
import { allowedNotes } from '../perform/scale.ts';
import { clampPitch } from '../perform/pitchLimits.ts';
import { snap } from '../perform/snap.ts';
import { delayed, movedPitch, seedOf, shortestNoteMs } from './layers.ts';
import type { VoiceEffectModule, VoiceLayer } from './types.ts';

const settings = {
  parts: {
    kind: 'choice',
    options: [
      { id: 'third', label: { en: 'A third above', 'pt-BR': 'Terça acima' } },
      { id: 'fifth', label: { en: 'A fifth above', 'pt-BR': 'Quinta acima' } },
      { id: 'third-and-fifth', label: { en: 'Third and fifth above', 'pt-BR': 'Terça e quinta acima' } },
      { id: 'third-below', label: { en: 'A third below', 'pt-BR': 'Terça abaixo' } },
      { id: 'octave-below', label: { en: 'An octave below', 'pt-BR': 'Oitava abaixo' } },
    ],
    label: { en: 'Parts', 'pt-BR': 'Vozes' },
    sentence: {
      en: 'Which notes of the key the other voices sing.',
      'pt-BR': 'Quais notas do tom as outras vozes cantam.',
    },
    flag: 'harmony-parts',
    placement: 'timbre',
    default: 'third-and-fifth',
  },
  amount: {
    kind: 'number',
    unit: 'ratio',
    min: 0,
    max: 1.5,
    step: 0.05,
    control: 'slider',
    label: { en: 'Level of the parts', 'pt-BR': 'Volume das vozes' },
    sentence: {
      en: 'How loud the other voices are; at 1 they stay a little behind the melody.',
      'pt-BR': 'Quanto se ouvem as outras vozes; em 1, ficam um pouco atrás da melodia.',
    },
    flag: 'harmony-amount',
    placement: 'timbre',
    default: 1,
  },
} as const satisfies SettingGroup;

/** A part: degrees of the scale above the melody, how loud it is, and its throat. */
type Part = { readonly degrees: number; readonly gain: number; readonly formantRatio: number };

const parts: Readonly<Record<string, readonly Part[]>> = {
  third: [{ degrees: 2, gain: 0.6, formantRatio: 0.99 }],
  fifth: [{ degrees: 4, gain: 0.6, formantRatio: 1.01 }],
  'third-and-fifth': [
    { degrees: 2, gain: 0.55, formantRatio: 0.99 },
    { degrees: 4, gain: 0.45, formantRatio: 1.01 },
  ],
  'third-below': [{ degrees: -2, gain: 0.6, formantRatio: 1.01 }],
  'octave-below': [{ degrees: -7, gain: 0.6, formantRatio: 1.01 }],
};

const drift = { centsRms: 6, highestHz: 4 } as const;
const delay = { meanMs: 18, depthMs: 6 } as const;
const glideMs = 15;
/** Where a key has no thirds and fifths of its own, those of the scale it is a part of; see stepsOf. */
const wholeScale = { 'major pentatonic': 'major', 'minor pentatonic': 'minor', blues: 'minor' } as const;
/** All twelve notes have no degrees: thirds and fifths as they are in major. */
const fixedSteps: Readonly<Record<number, number>> = { 2: 4, 4: 7, [-2]: -3, [-7]: -12 };

/** Other voices on other notes of the key, with the melody. */
export const harmony = {
  id: 'harmony',
  family: 'voice',
  label: { en: 'Harmony', 'pt-BR': 'Harmonia' },
  sentence: {
    en: 'Other voices sing along on other notes of the key, such as a third and a fifth above.',
    'pt-BR': 'Outras vozes cantam junto em outras notas do tom, como uma terça e uma quinta acima.',
  },
  settings,
  apply: (layers, values, { performance, ordinal }) => {
    const { amount, parts: chosen } = completeSettings(settings, values);
    if (amount === 0) return layers;
    return layers.flatMap((layer) => [
      layer,
      ...parts[chosen].map((part, index) => {
        const seed = seedOf(layer, ordinal, index);
        const cents = intervals(layer.f0Hz, part.degrees, performance.key);
        return {
          ...layer,
          seed,
          f0Hz: movedPitch(layer.f0Hz, cents, seed, drift).map((hz) => (hz > 0 ? clampPitch(hz) : 0)),
          formantRatio: layer.formantRatio * part.formantRatio,
          gain: layer.gain * part.gain * amount,
          delaySec: delayed(layer, seed, delay),
        } satisfies VoiceLayer;
      }),
    ]);
  },
} as const satisfies VoiceEffectModule;

/**
 * Distance of a part from the melody: from the note of the scale the melody is nearest to, so many degrees on, with a short glide
 * from one to the next.
 * @returns [frames] cents
 */
function intervals(f0Hz: Float64Array, degrees: number, key: MusicalKey): Float64Array {
  const whole = wholeKey(key);
  const allowed = allowedNotes('auto', whole, 'scale');
  const { note } = snap(f0Hz, allowed, { retuneMs: 0, humanise: 0, flexCents: 0, shortestNoteMs });
  const share = 1 - Math.exp((-1000 * frameSec) / glideMs);
  let cents = Number.NaN;
  return note.map((midi) => {
    if (Number.isNaN(midi)) {
      cents = Number.NaN;
      return 0;
    }
    const goal = 100 * intervalAt(midi, degrees, whole);
    cents = Number.isNaN(cents) ? goal : cents + share * (goal - cents);
    return cents;
  });
}

/** Semitones from a note of the key to the one so many degrees above. */
export function intervalAt(midi: number, degrees: number, key: MusicalKey): number {
  const classes = pitchClassesOf(key);
  if (classes.length === 12) return fixedSteps[degrees] ?? 0;
  const index = classes.indexOf(((midi % 12) + 12) % 12);
  const target = index + degrees;
  const octaves = Math.floor(target / classes.length);
  return classes[target - octaves * classes.length] + 12 * octaves - classes[index];
}

/** The key with seven notes, so that a third is a third. */
export function wholeKey(key: MusicalKey): MusicalKey {
  const { scale } = key;
  return scale === 'major pentatonic' || scale === 'minor pentatonic' || scale === 'blues'
    ? { ...key, scale: wholeScale[scale] }
    : key;
}
