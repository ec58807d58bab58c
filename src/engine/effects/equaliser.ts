import type { SettingGroup } from '../../contract/settings/descriptors.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import { silentAtOnce, type FilteredEffect } from './soundEffect.ts';

const band = {
  kind: 'number',
  unit: 'dB',
  min: -12,
  max: 12,
  step: 0.5,
  control: 'slider',
  placement: 'timbre',
  default: 0,
} as const;

const settings = {
  lowCutHz: {
    kind: 'number',
    unit: 'Hz',
    min: 20,
    max: 400,
    step: 10,
    control: 'slider',
    label: { en: 'Low cut', 'pt-BR': 'Corte de graves' },
    sentence: {
      en: 'Takes away what lies under this: rumble and thumps up to 100 Hz, weight above.',
      'pt-BR': 'Tira o que fica abaixo daqui: ronco e batidas até 100 Hz, corpo acima disso.',
    },
    flag: 'equaliser-low-cut',
    placement: 'timbre',
    default: 20,
  },
  bassDb: {
    ...band,
    flag: 'equaliser-bass',
    label: { en: 'Bass', 'pt-BR': 'Graves' },
    sentence: { en: 'More or less warmth, under 200 Hz.', 'pt-BR': 'Mais ou menos calor, abaixo de 200 Hz.' },
  },
  midDb: {
    ...band,
    flag: 'equaliser-mid',
    label: { en: 'Middle', 'pt-BR': 'Médios' },
    sentence: {
      en: 'More or less body and nearness, around 1.2 kHz.',
      'pt-BR': 'Mais ou menos corpo e presença, em torno de 1,2 kHz.',
    },
  },
  trebleDb: {
    ...band,
    flag: 'equaliser-treble',
    label: { en: 'Treble', 'pt-BR': 'Agudos' },
    sentence: {
      en: 'More or less air and clearness, above 5 kHz.',
      'pt-BR': 'Mais ou menos ar e clareza, acima de 5 kHz.',
    },
  },
} as const satisfies SettingGroup;

/** Three broad bands and a low cut. */
export const equaliser = {
  id: 'equaliser',
  family: 'sound',
  label: { en: 'Equaliser', 'pt-BR': 'Equalizador' },
  sentence: { en: 'More or less bass, middle and treble.', 'pt-BR': 'Mais ou menos graves, médios e agudos.' },
  settings,
  tailSec: silentAtOnce,
  filter(values) {
    const { lowCutHz, bassDb, midDb, trebleDb } = completeSettings(settings, values);
    return [
      ...(lowCutHz > settings.lowCutHz.min ? [`highpass=f=${String(lowCutHz)}`] : []),
      ...(bassDb === 0 ? [] : [`bass=f=150:t=q:w=0.7:g=${String(bassDb)}`]),
      ...(midDb === 0 ? [] : [`equalizer=f=1200:t=q:w=0.7:g=${String(midDb)}`]),
      ...(trebleDb === 0 ? [] : [`treble=f=5000:t=q:w=0.7:g=${String(trebleDb)}`]),
      'anull',
    ].join(',');
  },
} as const satisfies FilteredEffect;
