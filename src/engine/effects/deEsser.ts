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
      en: 'How far sharp s sounds are turned down; too far and they lisp.',
      'pt-BR': 'O quanto os sons de s são abaixados; demais, viram língua presa.',
    },
    flag: 'deesser-amount',
    placement: 'timbre',
    default: 0.5,
  },
  edgeHz: {
    kind: 'number',
    unit: 'Hz',
    min: 3500,
    max: 9000,
    step: 100,
    control: 'slider',
    label: { en: 'From', 'pt-BR': 'A partir de' },
    sentence: {
      en: 'Where sharpness begins: lower for deep voices, higher for bright ones.',
      'pt-BR': 'Onde começa a aspereza: mais baixo para vozes graves, mais alto para agudas.',
    },
    flag: 'deesser-from',
    placement: 'timbre',
    default: 5000,
  },
} as const satisfies SettingGroup;

/** Where it begins to act within its band, dB re full scale: vowels of a take at −20 dB stay under it. */
const gentlestThresholdDb = -30;
const thresholdSpanDb = 14;
const largestRatio = 8;
const mono = 'aformat=channel_layouts=mono';

/**
 * Compresses what lies above an edge and leaves the rest as it is: voice − band + compressed band. ffmpeg has a filter of
 * this name, but builds of 2018 lack it, and it turns down everything at once.
 */
export const deEsser = {
  id: 'deesser',
  family: 'sound',
  label: { en: 'De-esser', 'pt-BR': 'De-esser' },
  sentence: { en: 'Softens sharp s and sh sounds.', 'pt-BR': 'Suaviza os sons ásperos de s e ch.' },
  settings,
  tailSec: silentAtOnce,
  filter(values) {
    const { amount, edgeHz } = completeSettings(settings, values);
    const band = `highpass=f=${String(edgeHz)}`;
    const threshold = 10 ** ((gentlestThresholdDb - thresholdSpanDb * amount) / 20);
    const ratio = 1 + (largestRatio - 1) * amount;
    const curve = `threshold=${threshold.toFixed(6)}:ratio=${ratio.toFixed(3)}:attack=1:release=60:makeup=1:detection=rms`;
    return [
      `asplit=3[voice][band][sharp]`,
      `[voice]${mono}[a]`,
      `[band]${band},${mono}[b]`,
      `[sharp]${band},acompressor=${curve},${mono}[c]`,
      `[a][b][c]amerge=inputs=3,pan=1c|c0=c0-c1+c2`,
    ].join(';');
  },
} as const satisfies FilteredEffect;
