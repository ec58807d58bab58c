import type { SettingGroup, SettingValues } from '../../../contract/settings/descriptors.ts';

/** What a person can change about the voice itself, whichever mode sings it. */
export const resynthSettings = {
  breathiness: {
    kind: 'number',
    unit: 'ratio',
    min: 0,
    max: 1,
    step: 0.05,
    control: 'slider',
    label: { en: 'Breathiness', 'pt-BR': 'Soprosidade' },
    sentence: {
      en: 'More air and less edge in sung vowels, as when singing close to a microphone.',
      'pt-BR': 'Mais ar e menos brilho nas vogais cantadas, como quem canta bem perto do microfone.',
    },
    flag: 'breathiness',
    placement: 'timbre',
    default: 0,
  },
  ringDb: {
    kind: 'number',
    unit: 'dB',
    min: 0,
    max: 12,
    step: 1,
    control: 'slider',
    label: { en: 'Ring', 'pt-BR': 'Projeção' },
    sentence: {
      en: "Strengthens sung vowels around 3 kHz, a trained singer's carrying tone; 12 dB is opera.",
      'pt-BR': 'Reforça as vogais cantadas em torno de 3 kHz, a projeção de quem estudou canto; 12 dB é ópera.',
    },
    flag: 'ring',
    placement: 'timbre',
    default: 0,
  },
  synthesis: {
    kind: 'choice',
    options: [
      {
        id: 'pulse',
        label: { en: 'Clear', 'pt-BR': 'Nítida' },
        sentence: {
          en: 'Crisp consonants; closest to the recording.',
          'pt-BR': 'Consoantes nítidas; a mais próxima da gravação.',
        },
      },
      {
        id: 'smooth',
        label: { en: 'Smooth', 'pt-BR': 'Suave' },
        sentence: {
          en: 'Less buzz in long notes, slightly softer consonants.',
          'pt-BR': 'Menos zumbido nas notas longas, consoantes um pouco mais suaves.',
        },
      },
    ],
    label: { en: 'Synthesis', 'pt-BR': 'Síntese' },
    sentence: {
      en: 'How the voice is put together again: from single pulses, or from smooth harmonics.',
      'pt-BR': 'Como a voz é remontada: de pulsos isolados ou de harmônicos contínuos.',
    },
    flag: 'synthesis',
    placement: 'advanced',
    default: 'pulse',
  },
} as const satisfies SettingGroup;

export type ResynthSettings = SettingValues<typeof resynthSettings>;
