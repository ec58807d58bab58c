import type { BuiltInVoice } from './types.ts';

/** The voices that are always there; the first is chosen at the first start. */
export const builtInVoices = [
  {
    id: 'your-own-voice',
    name: { en: 'Your own voice', 'pt-BR': 'A sua própria voz' },
    sentence: {
      en: 'The voice of the recording itself, sung; no other singer is involved.',
      'pt-BR': 'A voz da própria gravação, cantada; não há outro cantor envolvido.',
    },
    converterId: 'resynth',
    preset: {},
    rangeMidi: null,
    mark: [1, 0.72, 0.5, 0.36, 0.27, 0.2, 0.15, 0.11],
    settingDefaults: {},
  },
  {
    id: 'deep',
    name: { en: 'Deep', 'pt-BR': 'Grave' },
    sentence: {
      en: 'The recording with a larger throat and lower notes, made by signal processing; no singer was recorded.',
      'pt-BR':
        'A gravação com garganta maior e notas mais graves, por processamento de sinal; nenhum cantor foi gravado.',
    },
    converterId: 'resynth',
    preset: {},
    rangeMidi: [31, 53],
    mark: [1, 0.9, 0.35, 0.55, 0.12, 0.22, 0.06, 0.04],
    settingDefaults: {},
  },
  {
    id: 'bright',
    name: { en: 'Bright', 'pt-BR': 'Brilhante' },
    sentence: {
      en: 'The recording with a smaller throat and higher notes, made by signal processing; no singer was recorded.',
      'pt-BR':
        'A gravação com garganta menor e notas mais agudas, por processamento de sinal; nenhum cantor foi gravado.',
    },
    converterId: 'resynth',
    preset: {},
    rangeMidi: [50, 74],
    mark: [0.7, 0.55, 1, 0.4, 0.85, 0.3, 0.65, 0.45],
    settingDefaults: {},
  },
  {
    id: 'robot',
    name: { en: 'Robot', 'pt-BR': 'Robô' },
    sentence: {
      en: 'The recording in hard steps and with a buzzing tone, made by signal processing and meant to sound like a machine.',
      'pt-BR':
        'A gravação em degraus secos e com um timbre que zumbe, por processamento de sinal, para soar como máquina.',
    },
    converterId: 'resynth',
    preset: {},
    rangeMidi: null,
    mark: [1, 0.12, 0.95, 0.1, 0.9, 0.08, 0.85, 0.06],
    settingDefaults: { glideMs: 0, vibratoCents: 0, expression: 1 },
  },
] as const satisfies readonly BuiltInVoice[];
