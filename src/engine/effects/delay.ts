import type { SettingGroup } from '../../contract/settings/descriptors.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import type { FilteredEffect } from './soundEffect.ts';

const settings = {
  timeMs: {
    kind: 'number',
    unit: 'ms',
    min: 40,
    max: 1500,
    step: 10,
    control: 'slider',
    label: { en: 'Time', 'pt-BR': 'Tempo' },
    sentence: {
      en: 'Time from one echo to the next: at 96 beats a minute a beat is 625 ms.',
      'pt-BR': 'Tempo de um eco ao próximo: a 96 batidas por minuto, uma batida dura 625 ms.',
    },
    flag: 'delay-time',
    placement: 'timbre',
    default: 350,
  },
  feedback: {
    kind: 'number',
    unit: 'ratio',
    min: 0,
    max: 0.8,
    step: 0.05,
    control: 'slider',
    label: { en: 'Repeats', 'pt-BR': 'Repetições' },
    sentence: {
      en: 'How much of each echo comes back as the next one: 0 is a single echo.',
      'pt-BR': 'Quanto de cada eco volta como o próximo: 0 é um eco só.',
    },
    flag: 'delay-feedback',
    placement: 'timbre',
    default: 0.35,
  },
  mix: {
    kind: 'number',
    unit: 'ratio',
    min: 0,
    max: 1,
    step: 0.05,
    control: 'slider',
    label: { en: 'Mix', 'pt-BR': 'Mistura' },
    sentence: {
      en: 'How loud the first echo is beside the voice.',
      'pt-BR': 'Quanto se ouve do primeiro eco ao lado da voz.',
    },
    flag: 'delay-mix',
    placement: 'timbre',
    default: 0.3,
  },
} as const satisfies SettingGroup;

/** Echoes softer than this are left out (60 dB). */
const softest = 0.001;
/** `aecho` cuts off what goes beyond full scale, so it works this much lower; levels are matched afterwards. */
const headroom = 0.125;

/** Echoes that fade away; `aecho` repeats nothing by itself, so each of them is named. */
export const delay = {
  id: 'delay',
  family: 'sound',
  label: { en: 'Delay', 'pt-BR': 'Eco' },
  sentence: { en: 'The voice comes back as echoes that fade away.', 'pt-BR': 'A voz volta em ecos que se apagam.' },
  settings,
  tailSec(values) {
    const { timeMs } = completeSettings(settings, values);
    return (timeMs * levelsOf(values).length) / 1000;
  },
  filter(values) {
    const { timeMs } = completeSettings(settings, values);
    const levels = levelsOf(values);
    if (levels.length === 0) return 'anull';
    const times = levels.map((_, index) => timeMs * (index + 1));
    const decays = levels.map((level) => level.toFixed(6));
    return `aecho=in_gain=1:out_gain=${String(headroom)}:delays=${times.join('|')}:decays=${decays.join('|')}`;
  },
} as const satisfies FilteredEffect;

/** Level of each echo that can be heard. */
function levelsOf(values: Parameters<FilteredEffect['filter']>[0]): number[] {
  const { feedback, mix } = completeSettings(settings, values);
  const levels: number[] = [];
  for (let level: number = mix; level > softest; level *= feedback) levels.push(level);
  return levels;
}
