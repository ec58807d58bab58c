import type { SettingGroup } from '../../contract/settings/descriptors.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import { neutralPreset } from '../converters/resynth/preset.ts';
import { VoicedTimbre } from '../converters/resynth/timbre.ts';
import type { SpectrumEdit, VoiceEffectModule } from './types.ts';

const settings = {
  amount: {
    kind: 'number',
    unit: 'ratio',
    min: 0,
    max: 1,
    step: 0.05,
    control: 'slider',
    label: { en: 'Breath', 'pt-BR': 'Sopro' },
    sentence: {
      en: 'How much air is in the voice.',
      'pt-BR': 'Quanto ar há na voz.',
    },
    flag: 'breathy-amount',
    placement: 'timbre',
    default: 0.6,
  },
} as const satisfies SettingGroup;

/** The same change as the setting of built-in voices, for every voice. */
export const breathy = {
  id: 'breathy',
  family: 'voice',
  label: { en: 'Breathy', 'pt-BR': 'Soprosa' },
  sentence: {
    en: 'More air and less edge in sung vowels, as when singing close to a microphone.',
    'pt-BR': 'Mais ar e menos brilho nas vogais cantadas, como quem canta bem perto do microfone.',
  },
  settings,
  apply: (layers, values) => {
    const { amount } = completeSettings(settings, values);
    return amount === 0 ? layers : layers.map((layer) => ({ ...layer, edits: [...layer.edits, withBreath(amount)] }));
  },
} as const satisfies VoiceEffectModule;

function withBreath(breathiness: number): SpectrumEdit {
  return ({ binCount, binHz }) => {
    const timbre = new VoicedTimbre({ breathiness, ringDb: 0 }, neutralPreset, binCount, binHz);
    return ({ f0Hz }, { logPower, noiseRatio }) => {
      if (noiseRatio && f0Hz > 0) timbre.apply(f0Hz, logPower, noiseRatio);
    };
  };
}
