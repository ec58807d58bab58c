import type { SettingGroup } from '../../contract/settings/descriptors.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import { createNarrowLine } from './narrowLine.ts';
import { silentAtOnce, type ProcessedEffect } from './soundEffect.ts';

const settings = {
  drive: {
    kind: 'number',
    unit: 'ratio',
    min: 1,
    max: 12,
    step: 0.5,
    control: 'slider',
    label: { en: 'Drive', 'pt-BR': 'Saturação' },
    sentence: {
      en: 'How hard the line is driven: more sounds rougher and more even.',
      'pt-BR': 'O quanto a linha é forçada: mais soa mais áspero e mais uniforme.',
    },
    flag: 'telephone-drive',
    placement: 'timbre',
    default: 3,
  },
  noiseDb: {
    kind: 'number',
    unit: 'dB',
    min: -80,
    max: -20,
    step: 1,
    control: 'slider',
    label: { en: 'Hiss', 'pt-BR': 'Chiado' },
    sentence: { en: 'How loud the hiss of the line is.', 'pt-BR': 'O quanto se ouve o chiado da linha.' },
    flag: 'telephone-noise',
    placement: 'timbre',
    default: -45,
  },
} as const satisfies SettingGroup;

/** 300–3400 Hz, as the network carries a voice. */
export const telephone = {
  id: 'telephone',
  family: 'sound',
  label: { en: 'Telephone', 'pt-BR': 'Telefone' },
  sentence: {
    en: 'The voice through an old telephone line: narrow, a little rough, with hiss.',
    'pt-BR': 'A voz por uma linha telefônica antiga: estreita, um pouco áspera, com chiado.',
  },
  settings,
  tailSec: silentAtOnce,
  open(values, signal) {
    const { drive, noiseDb } = completeSettings(settings, values);
    return createNarrowLine({ ...signal, lowHz: 300, highHz: 3400, driveRatio: drive, noiseDb });
  },
} as const satisfies ProcessedEffect;
