import { neutralPreset, type ResynthPreset } from '../converters/resynth/preset.ts';
import { harmonicMark } from './mark.ts';
import type { BuiltInVoice } from './types.ts';

/** A man of large build: formants 13 % lower, a darker tone. */
const deep: ResynthPreset = { ...neutralPreset, formantRatio: 0.87, tiltDb: -3 };
/** A smaller throat, 13 % higher, and a clearer tone. */
const bright: ResynthPreset = { ...neutralPreset, formantRatio: 1.13, tiltDb: 4 };
/** Hardly any breath, everything on a note, a spectrum that moves in steps. */
const robot: ResynthPreset = {
  ...neutralPreset,
  tiltDb: 3,
  aperiodicityCapRatio: 0.25,
  envelopeHoldMs: 20,
  voiceEverything: 1,
};

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
    preset: neutralPreset,
    rangeMidi: null,
    mark: harmonicMark(neutralPreset, 150),
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
    preset: deep,
    rangeMidi: [28, 50],
    mark: harmonicMark(deep, 78),
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
    preset: bright,
    rangeMidi: [48, 72],
    mark: harmonicMark(bright, 262),
    settingDefaults: {},
  },
  {
    id: 'robot',
    name: { en: 'Robot', 'pt-BR': 'Robô' },
    sentence: {
      en: 'The recording in hard steps with every sound on a note, made by signal processing to sound like a machine.',
      'pt-BR':
        'A gravação em degraus secos e com todo som em uma nota, por processamento de sinal, para soar como máquina.',
    },
    converterId: 'resynth',
    preset: robot,
    rangeMidi: null,
    mark: harmonicMark(robot, 110),
    // Its own buzz speaks the consonants too; the recording's would sound like a second person.
    settingDefaults: { glideMs: 0, vibratoCents: 0, expression: 1, consonantMix: 0, breathMix: 0 },
  },
] as const satisfies readonly BuiltInVoice[];
