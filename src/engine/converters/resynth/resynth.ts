import { dryLayer } from '../../effects/layers.ts';
import type { Converter, ConverterInput, ConverterModule } from '../types.ts';
import { openLayerSound } from './layerSound.ts';
import { resynthSettings } from './settings.ts';
import { sungVoiceOf } from './sungVoice.ts';

/**
 * The built-in converter: takes the recording's own voice apart with the WORLD vocoder and puts it
 * together again on the performance's pitch and time.
 */
export const resynth = {
  id: 'resynth',
  label: { en: 'Built-in', 'pt-BR': 'Embutido' },
  settings: resynthSettings,
  settingDefaults: {},
  open,
} as const satisfies ConverterModule;

/** @throws AppError INVALID_INPUT for a wrong preset, SETTING_OUT_OF_RANGE for a wrong setting */
function open(input: ConverterInput): Converter {
  const { voice, f0Hz } = sungVoiceOf(input);
  const { sampleCount } = voice;
  const sound = openLayerSound(voice, dryLayer({ f0Hz }, input.seed));
  return {
    sampleRate: input.source.sampleRate,
    sampleCount,
    async *render({ startSample }, chunkSamples) {
      for (let start = startSample; start < sampleCount;) {
        const end = Math.min(start + Math.max(1, Math.floor(chunkSamples(start))), sampleCount);
        // Every sample is a function of its position alone, so there is nothing to hand on.
        yield { startSample: start, samples: sound.render(start, end), resume: {} };
        start = end;
      }
    },
  };
}
