import type { LocalisedText } from '../../contract/language.ts';
import type { ResynthSettings } from '../converters/resynth/settings.ts';
import type { PerformSettings } from './registry.ts';

/** What makes a manner of singing: everything about pitch and loudness that is not the melody, the voice or the key. */
type StyleSettings = Pick<
  PerformSettings,
  | 'glideMs'
  | 'overshoot'
  | 'vibratoCents'
  | 'vibratoHz'
  | 'vibratoDelayMs'
  | 'humanise'
  | 'levelling'
  | 'guideRatio'
  | 'retuneMs'
  | 'flexCents'
> &
  Pick<ResynthSettings, 'ringDb'>;

/** A manner of singing under a name. `ringDb` is heard in built-in voices only. */
export type Style = {
  readonly id: string;
  readonly name: LocalisedText;
  readonly sentence: LocalisedText;
  readonly settings: StyleSettings;
};

/** The presets that are always there. Each names the same settings, so that one replaces another entirely. */
export const styles: readonly Style[] = [
  {
    id: 'plain',
    name: { en: 'Plain', 'pt-BR': 'Simples' },
    sentence: {
      en: 'Straight notes joined by short glides, without vibrato: folk songs, hymns, choir parts.',
      'pt-BR': 'Notas retas ligadas por deslizes curtos, sem vibrato: cantigas, hinos, vozes de coral.',
    },
    settings: {
      glideMs: 60,
      overshoot: 0.4,
      vibratoCents: 0,
      vibratoHz: 5.5,
      vibratoDelayMs: 300,
      humanise: 0.1,
      levelling: 0.4,
      guideRatio: 0.3,
      retuneMs: 20,
      flexCents: 0,
      ringDb: 0,
    },
  },
  {
    id: 'pop',
    name: { en: 'Pop', 'pt-BR': 'Pop' },
    sentence: {
      en: 'Notes that are approached and left like in pop songs, with a light vibrato that enters late.',
      'pt-BR': 'Notas atacadas e deixadas como no pop, com um vibrato leve que entra tarde.',
    },
    settings: {
      glideMs: 80,
      overshoot: 1,
      vibratoCents: 40,
      vibratoHz: 5.5,
      vibratoDelayMs: 350,
      humanise: 0.3,
      levelling: 0.4,
      guideRatio: 0.5,
      retuneMs: 20,
      flexCents: 0,
      ringDb: 2,
    },
  },
  {
    id: 'lyric',
    name: { en: 'Lyric', 'pt-BR': 'Lírico' },
    sentence: {
      en: 'Long glides, a wide vibrato that enters early and the ring of a trained singer: arias and art songs.',
      'pt-BR': 'Deslizes longos, vibrato amplo que entra cedo e a projeção de quem estudou canto: árias e canções.',
    },
    settings: {
      glideMs: 90,
      overshoot: 1,
      vibratoCents: 80,
      vibratoHz: 5.8,
      vibratoDelayMs: 150,
      humanise: 0.25,
      levelling: 0.6,
      guideRatio: 0.5,
      retuneMs: 60,
      flexCents: 0,
      ringDb: 8,
    },
  },
  {
    id: 'hard-tune',
    name: { en: 'Hard tune', 'pt-BR': 'Afinação dura' },
    sentence: {
      en: 'Pitch that jumps from note to note and stands still between, the sound of pitch correction at its fastest.',
      'pt-BR': 'Altura que salta de nota em nota e fica parada, o som da correção de afinação no mais rápido.',
    },
    settings: {
      glideMs: 0,
      overshoot: 0,
      vibratoCents: 0,
      vibratoHz: 5.5,
      vibratoDelayMs: 300,
      humanise: 0,
      levelling: 0.6,
      guideRatio: 0,
      retuneMs: 0,
      flexCents: 0,
      ringDb: 0,
    },
  },
];
