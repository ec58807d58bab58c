import type { SettingGroup, SettingValues } from '../../contract/settings/descriptors.ts';
import { effectDescriptors } from '../effects/registry.ts';

/**
 * What happens to a take after the converter: see passThrough, noiseGate and limiter. Of the effects those on the voice
 * are the converter's (engine/effects).
 */
export const finishSettings = {
  effects: {
    kind: 'effects',
    effects: effectDescriptors,
    label: { en: 'Effects', 'pt-BR': 'Efeitos' },
    sentence: {
      en: 'What is done to the voice and its sound, one after the other: choir, telephone, reverb …',
      'pt-BR': 'O que é feito com a voz e o som dela, um depois do outro: coro, telefone, reverberação …',
    },
    flag: 'effects',
    placement: 'timbre',
    default: '',
  },
  gateDb: {
    kind: 'number',
    unit: 'dB',
    min: -80,
    max: -20,
    step: 1,
    control: 'slider',
    canBeOff: true,
    label: { en: 'Noise gate', 'pt-BR': 'Porta de ruído' },
    sentence: {
      en: 'Fades out what stays below this level between words; set too high it also takes soft word endings.',
      'pt-BR': 'Silencia o que fica abaixo deste nível entre as palavras; alto demais, leva também finais suaves.',
    },
    flag: 'gate',
    placement: 'output',
    // Real recordings differ by 20 dB in their floor, so no one level suits them; at -60 dB nothing of ours was gated.
    default: 'off',
  },
  loudnessLufs: {
    kind: 'number',
    unit: 'LUFS',
    min: -30,
    max: -9,
    step: 1,
    control: 'slider',
    canBeOff: true,
    label: { en: 'Loudness', 'pt-BR': 'Volume percebido' },
    sentence: {
      en: 'Brings the whole take to this loudness, with peaks under −1 dBTP; off leaves the level and only tames peaks.',
      'pt-BR': 'Leva a tomada inteira a este volume, com picos abaixo de −1 dBTP; desligado, só os picos são contidos.',
    },
    flag: 'loudness',
    placement: 'output',
    // What AES TD1008 recommends for speech, and the loudest even value that every test recording reaches with the
    // 6 dB the limiter may take (they end between -15.3 and -16.9 LUFS).
    default: -18,
  },
  breathMix: {
    kind: 'number',
    unit: 'ratio',
    min: 0,
    max: 1,
    step: 0.05,
    control: 'slider',
    label: { en: 'Own breaths', 'pt-BR': 'Respirações próprias' },
    sentence: {
      en: "How much of the recording's own breaths and room sound is heard between phrases instead of synthetic noise.",
      'pt-BR': 'Quanto das respirações e do ambiente da gravação se ouve entre as frases, em vez de ruído sintético.',
    },
    flag: 'breath',
    placement: 'advanced',
    default: 1,
  },
  consonantMix: {
    kind: 'number',
    unit: 'ratio',
    min: 0,
    max: 1,
    step: 0.05,
    control: 'slider',
    label: { en: 'Own consonants', 'pt-BR': 'Consoantes próprias' },
    sentence: {
      en: "How much of the recording's own unvoiced consonants (s, f, t, k …) is heard instead of synthetic ones.",
      'pt-BR': 'Quanto das consoantes surdas da gravação (s, f, t, k …) se ouve, em vez de sintéticas.',
    },
    flag: 'consonants',
    placement: 'advanced',
    default: 1,
  },
} as const satisfies SettingGroup;

export type FinishSettings = SettingValues<typeof finishSettings>;
