import type { SettingGroup } from '../../contract/settings/descriptors.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import { delayed, movedPitch, seedOf } from './layers.ts';
import type { VoiceEffectModule } from './types.ts';

const settings = {
  amount: {
    kind: 'number',
    unit: 'ratio',
    min: 0,
    max: 1,
    step: 0.05,
    control: 'slider',
    label: { en: 'Second take', 'pt-BR': 'Segunda tomada' },
    sentence: {
      en: 'How loud the second take is beside the first.',
      'pt-BR': 'Quanto se ouve da segunda tomada ao lado da primeira.',
    },
    flag: 'double-amount',
    placement: 'timbre',
    default: 0.7,
  },
  detuneCents: {
    kind: 'number',
    unit: 'cents',
    min: 0,
    max: 40,
    step: 1,
    control: 'slider',
    label: { en: 'Detune', 'pt-BR': 'Desafinação' },
    sentence: {
      en: 'How far the second take is sung above the first.',
      'pt-BR': 'Quanto a segunda tomada é cantada acima da primeira.',
    },
    flag: 'double-detune',
    placement: 'timbre',
    default: 6,
  },
  delayMs: {
    kind: 'number',
    unit: 'ms',
    min: 5,
    max: 60,
    step: 1,
    control: 'slider',
    label: { en: 'Late by', 'pt-BR': 'Atraso' },
    sentence: {
      en: 'How late the second take comes, drifting a little; from 40 ms on it is heard as an echo.',
      'pt-BR': 'Quanto a segunda tomada se atrasa, variando um pouco; a partir de 40 ms soa como eco.',
    },
    flag: 'double-delay',
    placement: 'timbre',
    default: 22,
  },
} as const satisfies SettingGroup;

const formantRatio = 1.01;
const driftMs = 4;

/** The voice and a second take of it. */
export const double = {
  id: 'double',
  family: 'voice',
  label: { en: 'Double', 'pt-BR': 'Dobra' },
  sentence: {
    en: 'A second take of the same voice, a little sharp and late, as when a singer records a line twice.',
    'pt-BR': 'Uma segunda tomada da mesma voz, um pouco acima e atrasada, como quem grava a linha duas vezes.',
  },
  settings,
  apply: (layers, values, { ordinal }) => {
    const { amount, detuneCents, delayMs } = completeSettings(settings, values);
    return layers.flatMap((layer) => {
      if (amount === 0) return [layer];
      const seed = seedOf(layer, ordinal, 0);
      const second = {
        ...layer,
        seed,
        f0Hz: movedPitch(layer.f0Hz, detuneCents, seed, { centsRms: 0, highestHz: 1 }),
        formantRatio: layer.formantRatio * formantRatio,
        gain: layer.gain * amount,
        delaySec: delayed(layer, seed, { meanMs: delayMs, depthMs: driftMs }),
      };
      return [layer, second];
    });
  },
} as const satisfies VoiceEffectModule;
