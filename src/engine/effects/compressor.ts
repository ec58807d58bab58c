import type { SettingGroup } from '../../contract/settings/descriptors.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import { silentAtOnce, type FilteredEffect } from './soundEffect.ts';

const settings = {
  amount: {
    kind: 'number',
    unit: 'ratio',
    min: 0,
    max: 1,
    step: 0.05,
    control: 'slider',
    label: { en: 'Strength', 'pt-BR': 'Força' },
    sentence: {
      en: 'How far loud and soft come together: 0 leaves them as they are.',
      'pt-BR': 'O quanto o forte e o fraco se aproximam: 0 deixa como está.',
    },
    flag: 'compressor-amount',
    placement: 'timbre',
    default: 0.5,
  },
  attackMs: {
    kind: 'number',
    unit: 'ms',
    min: 1,
    max: 100,
    step: 1,
    control: 'slider',
    label: { en: 'Attack', 'pt-BR': 'Ataque' },
    sentence: {
      en: 'How fast it takes hold: slower lets the beginnings of words through.',
      'pt-BR': 'A rapidez com que age: mais lento deixa passar o começo das palavras.',
    },
    flag: 'compressor-attack',
    placement: 'timbre',
    default: 10,
  },
  releaseMs: {
    kind: 'number',
    unit: 'ms',
    min: 20,
    max: 1000,
    step: 10,
    control: 'slider',
    label: { en: 'Release', 'pt-BR': 'Soltura' },
    sentence: {
      en: 'How fast it lets go: faster is denser, slower is calmer.',
      'pt-BR': 'A rapidez com que solta: mais rápido é mais denso, mais lento é mais calmo.',
    },
    flag: 'compressor-release',
    placement: 'timbre',
    default: 150,
  },
} as const satisfies SettingGroup;

/** Where it begins to act, dB re full scale: takes come at −20 dB, and speech is 15 dB louder at its peaks. */
const gentlestThresholdDb = -16;
const thresholdSpanDb = 18;
const largestRatio = 6;

/** Evens out loud and soft. */
export const compressor = {
  id: 'compressor',
  family: 'sound',
  label: { en: 'Compressor', 'pt-BR': 'Compressor' },
  sentence: {
    en: 'Loud and soft come closer together, so every word stays in front.',
    'pt-BR': 'O forte e o fraco se aproximam, e cada palavra fica à frente.',
  },
  settings,
  tailSec: silentAtOnce,
  filter(values) {
    const { amount, attackMs, releaseMs } = completeSettings(settings, values);
    const threshold = 10 ** ((gentlestThresholdDb - thresholdSpanDb * amount) / 20);
    const ratio = 1 + (largestRatio - 1) * amount;
    const curve = `threshold=${threshold.toFixed(6)}:ratio=${ratio.toFixed(3)}:knee=4:makeup=1:detection=rms`;
    return `acompressor=${curve}:attack=${String(attackMs)}:release=${String(releaseMs)}`;
  },
} as const satisfies FilteredEffect;
