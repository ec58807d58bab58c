import type { SettingGroup } from '../../contract/settings/descriptors.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import { voiceEverything } from '../converters/resynth/voiceEverything.ts';
import { deviationOf } from './layers.ts';
import type { SpectrumEdit, VoiceEffectModule, VoiceLayer } from './types.ts';

const settings = {
  pitch: {
    kind: 'choice',
    options: [
      {
        id: 'one',
        label: { en: 'One pitch', 'pt-BR': 'Uma só altura' },
        sentence: { en: 'Speaks on one pitch throughout.', 'pt-BR': 'Fala numa só altura o tempo todo.' },
      },
      {
        id: 'melody',
        label: { en: 'The melody', 'pt-BR': 'A melodia' },
        sentence: { en: 'Sings the notes that are there.', 'pt-BR': 'Canta as notas que há.' },
      },
    ],
    label: { en: 'Sings', 'pt-BR': 'Canta' },
    sentence: {
      en: 'Whether the machine stays on one pitch or follows the melody.',
      'pt-BR': 'Se a máquina fica numa só altura ou segue a melodia.',
    },
    flag: 'robot-pitch',
    placement: 'timbre',
    default: 'one',
  },
  pitchHz: {
    kind: 'number',
    unit: 'Hz',
    min: 50,
    max: 400,
    step: 1,
    control: 'slider',
    label: { en: 'Pitch', 'pt-BR': 'Altura' },
    sentence: {
      en: 'The one pitch of the machine; of no effect on the melody.',
      'pt-BR': 'A altura única da máquina; sem efeito sobre a melodia.',
    },
    flag: 'robot-pitch-hz',
    placement: 'timbre',
    default: 110,
  },
  steps: {
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 60,
    step: 5,
    control: 'slider',
    label: { en: 'Steps', 'pt-BR': 'Degraus' },
    sentence: {
      en: 'How long the sound stands still before it moves on.',
      'pt-BR': 'Quanto tempo o som fica parado antes de seguir.',
    },
    flag: 'robot-steps',
    placement: 'timbre',
    default: 10,
  },
} as const satisfies SettingGroup;

const mostNoise = 0.25;
/** Machines on exactly one pitch would add up to a single loud one. */
const unisonCents = 6;

const lessNoise: SpectrumEdit =
  () =>
  (_, { noiseRatio }) => {
    if (!noiseRatio) return;
    for (let bin = 0; bin < noiseRatio.length; bin++) noiseRatio[bin] = Math.min(noiseRatio[bin], mostNoise);
  };

/** A machine: everything that sounds has a pitch, and the sound moves in steps. */
export const robot = {
  id: 'robot',
  family: 'voice',
  label: { en: 'Robot', 'pt-BR': 'Robô' },
  sentence: {
    en: 'A machine that buzzes on one pitch and moves in small steps; with own consonants at 0 those buzz too.',
    'pt-BR':
      'Uma máquina que zumbe numa só altura e anda em pequenos degraus; com consoantes próprias em 0, elas também zumbem.',
  },
  settings,
  apply: (layers, values, { analysis, performance }) => {
    const { pitch, pitchHz, steps } = completeSettings(settings, values);
    const { sourceFrame } = performance;
    return layers.map((layer, index) => {
      const everything = voiceEverything(analysis, { f0Hz: layer.f0Hz, sourceFrame });
      const ownHz = index === 0 ? pitchHz : pitchHz * 2 ** ((unisonCents * deviationOf(layer.seed)) / 1200);
      return {
        ...layer,
        f0Hz: pitch === 'melody' ? everything : everything.map((hz) => (hz > 0 ? ownHz : 0)),
        envelopeHoldMs: Math.max(layer.envelopeHoldMs, steps),
        edits: [...layer.edits, lessNoise],
      } satisfies VoiceLayer;
    });
  },
} as const satisfies VoiceEffectModule;
