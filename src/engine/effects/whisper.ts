import type { SettingGroup } from '../../contract/settings/descriptors.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import { logPowerPerDb, risingCurve } from '../vocoder/spectralCurves.ts';
import { seedOf } from './layers.ts';
import type { SpectrumEdit, VoiceEffectModule, VoiceLayer } from './types.ts';

const settings = {
  amount: {
    kind: 'number',
    unit: 'ratio',
    min: 0,
    max: 1,
    step: 0.05,
    control: 'slider',
    label: { en: 'Whisper', 'pt-BR': 'Sussurro' },
    sentence: {
      en: 'At 1 only breath is left; below, the voice stays audible under it.',
      'pt-BR': 'Em 1 resta só o ar; abaixo disso, a voz ainda se ouve por baixo.',
    },
    flag: 'whisper-amount',
    placement: 'timbre',
    default: 1,
  },
} as const satisfies SettingGroup;

const formantRatio = 1.03;
/** Without cords vowels lose most of their strength; consonants do not. */
const vowelGain = 0.35;
const lowCut = { depthDb: -18, decayHz: 400 } as const;
const rise = { gainDb: 6, endHz: 2500 } as const;

/** All that sounds is breath. */
export const whisper = {
  id: 'whisper',
  family: 'voice',
  label: { en: 'Whisper', 'pt-BR': 'Sussurro' },
  sentence: {
    en: 'Breath instead of voice: the words stay, the melody goes.',
    'pt-BR': 'Ar em vez de voz: as palavras ficam, a melodia se vai.',
  },
  settings,
  apply: (layers, values, { ordinal }) => {
    const { amount } = completeSettings(settings, values);
    if (amount === 0) return layers;
    return layers.flatMap((layer) => {
      const breath = {
        ...layer,
        seed: seedOf(layer, ordinal, 0),
        f0Hz: new Float64Array(layer.f0Hz.length),
        formantRatio: layer.formantRatio * formantRatio,
        gain: layer.gain * amount,
        edits: [...layer.edits, whispered(layer.f0Hz)],
      } satisfies VoiceLayer;
      return amount === 1 ? [breath] : [breath, { ...layer, gain: layer.gain * (1 - amount) }];
    });
  },
} as const satisfies VoiceEffectModule;

/** @param f0Hz [frames] of the voice that is whispered */
function whispered(f0Hz: Float64Array): SpectrumEdit {
  const vowelLogGain = 2 * Math.log(vowelGain);
  const last = f0Hz.length - 1;
  return ({ binCount, binHz }) => {
    const colour = Float64Array.from({ length: binCount }, (_, bin) => {
      const hz = bin * binHz;
      const gainDb = lowCut.depthDb * Math.exp(-hz / lowCut.decayHz) + rise.gainDb * risingCurve(hz, rise.endHz);
      return logPowerPerDb * gainDb;
    });
    return ({ frame }, { logPower }) => {
      const here = Math.min(last, Math.max(0, Math.floor(frame)));
      const next = Math.min(last, here + 1);
      const part = Math.min(1, Math.max(0, frame - here));
      const voicedShare = (1 - part) * Number(f0Hz[here] > 0) + part * Number(f0Hz[next] > 0);
      for (let bin = 0; bin < logPower.length; bin++) logPower[bin] += colour[bin] + voicedShare * vowelLogGain;
    };
  };
}
