import { frameSec } from '../../contract/recordings.ts';
import type { SettingGroup } from '../../contract/settings/descriptors.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import { driftAt } from '../perform/chance.ts';
import { driftDeviation } from './layers.ts';
import type { CycleGain, SpectrumEdit, VoiceEffectModule, VoiceLayer } from './types.ts';

const settings = {
  amount: {
    kind: 'number',
    unit: 'ratio',
    min: 0,
    // Beyond, the slow swing of the cords would turn the voice's sign.
    max: 0.7,
    step: 0.05,
    control: 'slider',
    label: { en: 'Growl', 'pt-BR': 'Rouquidão' },
    sentence: {
      en: 'How rough the voice is.',
      'pt-BR': 'Quanto a voz é rouca.',
    },
    flag: 'growl-amount',
    placement: 'timbre',
    default: 0.5,
  },
} as const satisfies SettingGroup;

const usualAmount = 0.5;
/** Unrest of the pitch at the usual amount: its share, and the fastest change. */
const unrest = [
  { share: 0.012, highestHz: 25, stream: 30 },
  { share: 0.01, highestHz: 6, stream: 31 },
] as const;
const noiseFactor = 1.6;

/** Folds above the cords that swing along every second and third cycle (Sakakibara 2004). */
export const growl = {
  id: 'growl',
  family: 'voice',
  label: { en: 'Growl', 'pt-BR': 'Rosnado' },
  sentence: {
    en: 'A rough, pressed voice that swings along an octave below the note.',
    'pt-BR': 'Uma voz rouca e apertada, que vibra também uma oitava abaixo da nota.',
  },
  settings,
  apply: (layers, values) => {
    const { amount } = completeSettings(settings, values);
    if (amount === 0) return layers;
    return layers.map((layer) => ({
      ...layer,
      f0Hz: restless(layer, amount / usualAmount),
      edits: [...layer.edits, moreNoise(1 + ((noiseFactor - 1) * amount) / usualAmount)],
      cycleGains: [...layer.cycleGains, swing(amount)],
    }));
  },
} as const satisfies VoiceEffectModule;

function restless({ f0Hz, seed }: VoiceLayer, degree: number): Float64Array {
  return f0Hz.map((hz, frame) => {
    if (hz === 0) return 0;
    const change = unrest.reduce((sum, { share, highestHz, stream }) => {
      const knotSec = 1 / (2 * highestHz);
      return sum + (share / driftDeviation) * driftAt(seed, stream, frame * frameSec, knotSec);
    }, 0);
    return hz * (1 + degree * change);
  });
}

function moreNoise(factor: number): SpectrumEdit {
  return () =>
    (_, { noiseRatio }) => {
      if (!noiseRatio) return;
      for (let bin = 0; bin < noiseRatio.length; bin++) noiseRatio[bin] = Math.min(1, factor * noiseRatio[bin]);
    };
}

function swing(amount: number): CycleGain {
  return {
    at: (cycles) => {
      const phase = 2 * Math.PI * cycles;
      return 1 + amount * (Math.cos(phase / 2) + 0.5 * Math.cos(phase / 3 + 1));
    },
    meanPower: 1 + amount * amount * (0.5 + 0.125),
  };
}
