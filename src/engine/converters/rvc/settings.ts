import type { SettingGroup, SettingValues } from '../../../contract/settings/descriptors.ts';

/**
 * What a person can change about an RVC voice. Why these are the defaults: docs/adr/0005.
 */
export const rvcSettings = {
  retrievalRatio: {
    kind: 'number',
    unit: 'ratio',
    min: 0,
    max: 1,
    step: 0.05,
    control: 'slider',
    label: { en: 'Voice strength', 'pt-BR': 'Força da voz' },
    sentence: {
      en: 'How far the sound follows what the voice was trained on instead of the recording; needs the voice’s index.',
      'pt-BR': 'Quanto o som segue aquilo em que a voz foi treinada em vez da gravação; precisa do índice da voz.',
    },
    flag: 'voice-strength',
    placement: 'timbre',
    needs: ['index'],
    default: 0.5,
  },
  protectRatio: {
    kind: 'number',
    unit: 'ratio',
    min: 0,
    max: 0.5,
    step: 0.01,
    control: 'slider',
    label: { en: 'Protect consonants', 'pt-BR': 'Proteger consoantes' },
    sentence: {
      en: 'Keeps consonants and breaths nearer to the recording where voice strength would blur them; 0.5 protects nothing.',
      'pt-BR':
        'Mantém consoantes e respirações mais próximas da gravação onde a força da voz as borraria; 0,5 não protege nada.',
    },
    flag: 'protect',
    placement: 'timbre',
    needs: ['index', 'pitch'],
    default: 0.33,
  },
  loudnessMix: {
    kind: 'number',
    unit: 'ratio',
    min: 0,
    max: 1,
    step: 0.05,
    control: 'slider',
    label: { en: 'Dynamics of the voice', 'pt-BR': 'Dinâmica da voz' },
    sentence: {
      en: 'At 0 loud and soft follow the recording; at 1 they are left as the voice sings them.',
      'pt-BR': 'Em 0, forte e fraco seguem a gravação; em 1, ficam como a voz os canta.',
    },
    flag: 'voice-dynamics',
    placement: 'advanced',
    default: 0.25,
  },
  pitchExtractor: {
    kind: 'choice',
    options: [
      {
        id: 'swift-f0',
        label: { en: 'SwiftF0', 'pt-BR': 'SwiftF0' },
        sentence: {
          en: 'Fast, and part of the program.',
          'pt-BR': 'Rápido, e faz parte do programa.',
        },
      },
      {
        id: 'rmvpe',
        label: { en: 'RMVPE', 'pt-BR': 'RMVPE' },
        sentence: {
          en: 'Better on recordings that are sung or noisy, slower; a download of its own.',
          'pt-BR': 'Melhor em gravações cantadas ou com ruído, mais lento; um download à parte.',
        },
      },
    ],
    label: { en: 'Pitch reader', 'pt-BR': 'Leitor de altura' },
    sentence: {
      en: 'The network that reads the pitch of the recording.',
      'pt-BR': 'A rede que lê a altura da gravação.',
    },
    flag: 'pitch-extractor',
    placement: 'advanced',
    needs: ['pitch'],
    default: 'swift-f0',
  },
  retrievalCount: {
    kind: 'number',
    unit: 'count',
    min: 1,
    max: 32,
    step: 1,
    control: 'stepper',
    label: { en: 'Neighbours', 'pt-BR': 'Vizinhos' },
    sentence: {
      en: 'How many nearest sounds of the index are averaged where voice strength is used.',
      'pt-BR': 'Quantos sons mais próximos do índice entram na média onde a força da voz é usada.',
    },
    flag: 'neighbours',
    placement: 'advanced',
    needs: ['index'],
    default: 8,
  },
  speaker: {
    kind: 'number',
    unit: 'count',
    min: 0,
    max: 255,
    step: 1,
    control: 'stepper',
    label: { en: 'Speaker', 'pt-BR': 'Locutor' },
    sentence: {
      en: 'Which of the singers sings, where a voice holds several; the first is 0.',
      'pt-BR': 'Qual dos cantores canta, quando a voz reúne vários; o primeiro é 0.',
    },
    flag: 'speaker',
    placement: 'advanced',
    needs: ['speakers'],
    default: 0,
  },
  pipeline: {
    kind: 'choice',
    options: [
      {
        id: 'exact',
        label: { en: 'Exact', 'pt-BR': 'Exato' },
        sentence: {
          en: 'Keeps length and timing to the sample.',
          'pt-BR': 'Mantém duração e tempo até a amostra.',
        },
      },
      {
        id: 'original',
        label: { en: 'As in RVC', 'pt-BR': 'Como no RVC' },
        sentence: {
          en: 'Cuts and joins as the original program does; drifts by up to 20 ms at every joint and leaves formants alone.',
          'pt-BR': 'Corta e emenda como o programa original; desvia até 20 ms a cada emenda e não mexe nos formantes.',
        },
      },
      {
        id: 'applio',
        label: { en: 'As in Applio', 'pt-BR': 'Como no Applio' },
        sentence: {
          en: 'The same as the newer community program does it.',
          'pt-BR': 'O mesmo, do jeito do programa mais novo da comunidade.',
        },
      },
    ],
    label: { en: 'Joints', 'pt-BR': 'Emendas' },
    sentence: {
      en: 'Whether timing is exact or as in the programs that voices were made for.',
      'pt-BR': 'Se o tempo é exato ou como nos programas para os quais as vozes foram feitas.',
    },
    flag: 'joints',
    placement: 'advanced',
    default: 'exact',
  },
} as const satisfies SettingGroup;

export type RvcSettings = SettingValues<typeof rvcSettings>;
