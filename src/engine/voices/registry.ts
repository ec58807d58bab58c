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

/** A giant's throat. */
const giant: ResynthPreset = { ...neutralPreset, formantRatio: 0.8, tiltDb: -2 };
/** A child's. */
const child: ResynthPreset = { ...neutralPreset, formantRatio: 1.24 };

/** Vowels without cords have little below 500 Hz. */
const whisperedDb = (hz: number): number => -18 * Math.exp(-hz / 400);
/** An open glottis: a strong first harmonic, soft high ones. */
const breathyDb = (hz: number): number => 3 * Math.exp(-0.5 * ((hz - 150) / 52) ** 2) - (2.4 * hz) / 4000;
/** What a line lets through between two frequencies, falling 24 dB an octave beside them. */
const lineDb =
  (lowHz: number, highHz: number) =>
  (hz: number): number =>
    -10 * Math.log10((1 + (lowHz / hz) ** 8) * (1 + (hz / highHz) ** 8));

/** A voice of several, or of none, has its own consonants and breaths; the recording's would be one person too many. */
const ownNoises = { consonantMix: 0, breathMix: 0 } as const;

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
  {
    id: 'smooth',
    name: { en: 'Smooth', 'pt-BR': 'Suave' },
    sentence: {
      en: 'The voice of the recording itself, put together from smooth harmonics: less buzz in long notes.',
      'pt-BR': 'A voz da própria gravação, remontada com harmônicos contínuos: menos zumbido nas notas longas.',
    },
    converterId: 'resynth',
    preset: neutralPreset,
    rangeMidi: null,
    mark: harmonicMark(neutralPreset, 165),
    settingDefaults: { synthesis: 'smooth' },
  },
  {
    id: 'giant',
    name: { en: 'Giant', 'pt-BR': 'Gigante' },
    sentence: {
      en: 'The recording with a throat far larger than a person has, made by signal processing.',
      'pt-BR': 'A gravação com uma garganta muito maior que a de uma pessoa, por processamento de sinal.',
    },
    converterId: 'resynth',
    preset: giant,
    rangeMidi: [26, 48],
    mark: harmonicMark(giant, 65),
    settingDefaults: ownNoises,
  },
  {
    id: 'child',
    name: { en: 'Child', 'pt-BR': 'Criança' },
    sentence: {
      en: 'The recording with a throat as small as a child’s and high notes, made by signal processing; no child was recorded.',
      'pt-BR':
        'A gravação com garganta pequena como a de uma criança e notas agudas, por processamento de sinal; nenhuma criança foi gravada.',
    },
    converterId: 'resynth',
    preset: child,
    rangeMidi: [53, 77],
    mark: harmonicMark(child, 300),
    settingDefaults: ownNoises,
  },
  {
    id: 'breathy',
    name: { en: 'Breathy', 'pt-BR': 'Soprosa' },
    sentence: {
      en: 'The voice of the recording itself with more air and less edge, made by signal processing.',
      'pt-BR': 'A voz da própria gravação com mais ar e menos brilho, por processamento de sinal.',
    },
    converterId: 'resynth',
    preset: neutralPreset,
    rangeMidi: null,
    mark: harmonicMark(neutralPreset, 150, breathyDb),
    settingDefaults: { effects: 'breathy' },
  },
  {
    id: 'whisper',
    name: { en: 'Whisper', 'pt-BR': 'Sussurro' },
    sentence: {
      en: 'The recording as breath without voice, made by signal processing: words stay, the melody is not heard.',
      'pt-BR': 'A gravação como ar sem voz, por processamento de sinal: as palavras ficam, a melodia não se ouve.',
    },
    converterId: 'resynth',
    preset: neutralPreset,
    rangeMidi: null,
    mark: harmonicMark(neutralPreset, 150, whisperedDb),
    settingDefaults: { effects: 'whisper', ...ownNoises },
  },
  {
    id: 'growl',
    name: { en: 'Growl', 'pt-BR': 'Rosnado' },
    sentence: {
      en: 'The recording with a rough, pressed voice that swings an octave below too, made by signal processing.',
      'pt-BR': 'A gravação com voz rouca e apertada, que vibra também uma oitava abaixo, por processamento de sinal.',
    },
    converterId: 'resynth',
    preset: neutralPreset,
    rangeMidi: null,
    mark: harmonicMark(neutralPreset, 75),
    settingDefaults: { effects: 'growl' },
  },
  {
    id: 'double',
    name: { en: 'Double', 'pt-BR': 'Dobra' },
    sentence: {
      en: 'The voice of the recording itself, sung twice at once; the second take is made by signal processing.',
      'pt-BR':
        'A voz da própria gravação, cantada duas vezes ao mesmo tempo; a segunda é feita por processamento de sinal.',
    },
    converterId: 'resynth',
    preset: neutralPreset,
    rangeMidi: null,
    mark: harmonicMark(neutralPreset, 135),
    settingDefaults: { effects: 'double', ...ownNoises },
  },
  {
    id: 'harmony',
    name: { en: 'Harmony', 'pt-BR': 'Harmonia' },
    sentence: {
      en: 'The recording with a third and a fifth above it in the key, made by signal processing from the one voice.',
      'pt-BR':
        'A gravação com uma terça e uma quinta acima, dentro do tom, por processamento de sinal a partir da mesma voz.',
    },
    converterId: 'resynth',
    preset: neutralPreset,
    rangeMidi: null,
    mark: harmonicMark(neutralPreset, 190),
    settingDefaults: { effects: 'harmony', ...ownNoises },
  },
  {
    id: 'choir',
    name: { en: 'Choir', 'pt-BR': 'Coro' },
    sentence: {
      en: 'Eight singers of different build, all made by signal processing from the one recording.',
      'pt-BR':
        'Oito cantores de portes diferentes, todos feitos por processamento de sinal a partir da mesma gravação.',
    },
    converterId: 'resynth',
    preset: neutralPreset,
    rangeMidi: null,
    mark: harmonicMark(neutralPreset, 220),
    settingDefaults: { effects: 'choir', ...ownNoises },
  },
  {
    id: 'telephone',
    name: { en: 'Telephone', 'pt-BR': 'Telefone' },
    sentence: {
      en: 'The voice of the recording itself, heard through a telephone line; no other singer is involved.',
      'pt-BR': 'A voz da própria gravação, ouvida por uma linha telefônica; não há outro cantor envolvido.',
    },
    converterId: 'resynth',
    preset: neutralPreset,
    rangeMidi: null,
    mark: harmonicMark(neutralPreset, 150, lineDb(300, 3400)),
    settingDefaults: { effects: 'telephone' },
  },
  {
    id: 'radio',
    name: { en: 'Radio', 'pt-BR': 'Rádio' },
    sentence: {
      en: 'The voice of the recording itself, heard from a small old radio; no other singer is involved.',
      'pt-BR': 'A voz da própria gravação, ouvida de um rádio pequeno e antigo; não há outro cantor envolvido.',
    },
    converterId: 'resynth',
    preset: neutralPreset,
    rangeMidi: null,
    mark: harmonicMark(neutralPreset, 150, lineDb(450, 2800)),
    settingDefaults: { effects: 'radio' },
  },
] as const satisfies readonly BuiltInVoice[];
