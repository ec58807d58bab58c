import type { AnySettingValues } from '../../../contract/settings/descriptors.ts';
import { completeSettings } from '../../../contract/settings/schema.ts';
import { frameHop } from '../../vocoder/frames.ts';
import type { ConverterInput } from '../types.ts';
import type { SungVoice } from './layerSound.ts';
import { parseResynthPreset } from './preset.ts';
import { resynthSettings } from './settings.ts';
import { voiceEverything } from './voiceEverything.ts';

/**
 * The recording's own voice on a performance, and the pitch it sings there, which the voice's constants may have extended.
 * @throws AppError INVALID_INPUT for a wrong preset, SETTING_OUT_OF_RANGE for a wrong setting
 */
export function sungVoiceOf(input: ConverterInput): { readonly voice: SungVoice; readonly f0Hz: Float64Array } {
  const { analysis, performance, source, vocoder } = input;
  const settings = completeSettings(resynthSettings, ownSettings(input.settings));
  const preset = parseResynthPreset(input.voice.preset);
  const hop = frameHop(source.sampleRate);
  // The end of the recording after its last frame also ends the performance.
  const sampleCount = Math.max(
    1,
    analysis.sampleCount + Math.round((performance.frameCount - analysis.frameCount) * hop),
  );
  const frameF0Hz = analysis.f0Hz;
  return {
    voice: { source, vocoder, frameF0Hz, performance, preset, settings, hop, sampleCount },
    f0Hz: preset.voiceEverything > 0 ? voiceEverything(analysis, performance) : performance.f0Hz,
  };
}

/** Those of this converter, whatever else travels with them. */
function ownSettings(settings: AnySettingValues): AnySettingValues {
  return Object.fromEntries(Object.entries(settings).filter(([id]) => Object.hasOwn(resynthSettings, id)));
}
