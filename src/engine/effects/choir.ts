import { midiToHz } from '../../contract/music.ts';
import type { SettingGroup } from '../../contract/settings/descriptors.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import { clampPitch } from '../perform/pitchLimits.ts';
import { allowedNotes } from '../perform/scale.ts';
import { snap } from '../perform/snap.ts';
import type { Performance } from '../perform/types.ts';
import { chanceOf, delayed, deviationOf, movedPitch, seedOf, shortestNoteMs } from './layers.ts';
import type { VoiceEffectModule, VoiceLayer } from './types.ts';

const settings = {
  voices: {
    kind: 'number',
    unit: 'count',
    min: 2,
    max: 16,
    step: 1,
    control: 'stepper',
    label: { en: 'Singers', 'pt-BR': 'Cantores' },
    sentence: { en: 'How many sing.', 'pt-BR': 'Quantos cantam.' },
    flag: 'choir-voices',
    placement: 'timbre',
    default: 8,
  },
  spreadCents: {
    kind: 'number',
    unit: 'cents',
    min: 0,
    max: 40,
    step: 1,
    control: 'slider',
    label: { en: 'Spread in tune', 'pt-BR': 'Desafinação entre si' },
    sentence: {
      en: 'How far the singers are apart in pitch.',
      'pt-BR': 'Quanto os cantores se afastam uns dos outros na altura.',
    },
    flag: 'choir-spread',
    placement: 'timbre',
    default: 14,
  },
  delayMs: {
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 90,
    step: 1,
    control: 'slider',
    label: { en: 'Spread in time', 'pt-BR': 'Desencontro no tempo' },
    sentence: {
      en: 'How far the singers are apart in time; less keeps words clear.',
      'pt-BR': 'Quanto os cantores se afastam uns dos outros no tempo; menos deixa as palavras mais claras.',
    },
    flag: 'choir-delay',
    placement: 'timbre',
    default: 45,
  },
} as const satisfies SettingGroup;

const drift = { centsRms: 10, highestHz: 2 } as const;
const throatSpread = 0.05;
const delayDriftMs = 12;
const retuneMs = 30;
/** Steps of the golden ratio are far apart however many there are. */
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/** Several singers with throats, tuning and timing of their own. */
export const choir = {
  id: 'choir',
  family: 'voice',
  label: { en: 'Choir', 'pt-BR': 'Coro' },
  sentence: {
    en: 'Several singers of different build, not quite together and not quite in tune.',
    'pt-BR': 'Vários cantores de portes diferentes, não exatamente juntos nem exatamente afinados.',
  },
  settings,
  apply: (layers, values, { performance, ordinal }) => {
    const { delayMs, spreadCents, voices } = completeSettings(settings, values);
    return layers.flatMap((layer) => {
      const f0Hz = onNotes(layer.f0Hz, performance);
      const throatStart = chanceOf(seedOf(layer, ordinal, voices));
      return Array.from({ length: voices }, (_, singer) => {
        const seed = seedOf(layer, ordinal, singer);
        const throat = 2 * ((throatStart + singer * goldenRatio) % 1) - 1;
        return {
          ...layer,
          seed,
          f0Hz: movedPitch(f0Hz, spreadCents * deviationOf(seed), seed, drift),
          formantRatio: layer.formantRatio * (1 + throatSpread * throat),
          gain: layer.gain / Math.sqrt(voices),
          delaySec: delayed(layer, seed, {
            meanMs: (delayMs * (singer + chanceOf(seed))) / voices,
            depthMs: Math.min(delayDriftMs, delayMs),
          }),
        } satisfies VoiceLayer;
      });
    });
  },
} as const satisfies VoiceEffectModule;

/** Singers agree on notes: speech that nobody has put on notes yet goes to those of the key. */
function onNotes(f0Hz: Float64Array, { key, notes }: Performance): Float64Array {
  if (notes.length > 0) return f0Hz;
  const snapped = snap(f0Hz, allowedNotes('auto', key, 'scale'), {
    retuneMs,
    humanise: 0,
    flexCents: 0,
    shortestNoteMs,
  });
  return snapped.midi.map((midi) => (Number.isNaN(midi) ? 0 : clampPitch(midiToHz(midi))));
}
