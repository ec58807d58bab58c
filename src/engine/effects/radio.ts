import type { SettingGroup } from '../../contract/settings/descriptors.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import { createNarrowLine } from './narrowLine.ts';
import { silentAtOnce, type ProcessedEffect } from './soundEffect.ts';

const settings = {
  drive: {
    kind: 'number',
    unit: 'ratio',
    min: 1,
    max: 20,
    step: 0.5,
    control: 'slider',
    label: { en: 'Drive', 'pt-BR': 'Saturação' },
    sentence: {
      en: 'How hard the set is driven: more sounds rougher and more even.',
      'pt-BR': 'O quanto o aparelho é forçado: mais soa mais áspero e mais uniforme.',
    },
    flag: 'radio-drive',
    placement: 'timbre',
    default: 8,
  },
  noiseDb: {
    kind: 'number',
    unit: 'dB',
    min: -80,
    max: -20,
    step: 1,
    control: 'slider',
    label: { en: 'Hiss', 'pt-BR': 'Chiado' },
    sentence: { en: 'How loud the hiss between stations is.', 'pt-BR': 'O quanto se ouve o chiado entre estações.' },
    flag: 'radio-noise',
    placement: 'timbre',
    default: -32,
  },
} as const satisfies SettingGroup;

/** 450–2800 Hz: a small loudspeaker in a small box. */
export const radio = {
  id: 'radio',
  family: 'sound',
  label: { en: 'Radio', 'pt-BR': 'Rádio' },
  sentence: {
    en: 'The voice from a small old radio: narrower and rougher than a telephone, with more hiss.',
    'pt-BR': 'A voz de um radinho antigo: mais estreita e áspera que um telefone, com mais chiado.',
  },
  settings,
  tailSec: silentAtOnce,
  open(values, signal) {
    const { drive, noiseDb } = completeSettings(settings, values);
    return createNarrowLine({ ...signal, lowHz: 450, highHz: 2800, driveRatio: drive, noiseDb });
  },
} as const satisfies ProcessedEffect;
