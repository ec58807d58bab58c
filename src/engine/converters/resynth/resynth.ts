import type { AnySettingValues } from '../../../contract/settings/descriptors.ts';
import { completeSettings } from '../../../contract/settings/schema.ts';
import { frameHop } from '../../vocoder/frames.ts';
import { PulseTrain } from '../../vocoder/pulseTrain.ts';
import { PulseSynthesis } from '../../vocoder/synthesis.ts';
import { withGain } from '../performanceGain.ts';
import type { Converter, ConverterInput, ConverterModule } from '../types.ts';
import { spectraOf } from './editLayer.ts';
import { parseResynthPreset } from './preset.ts';
import { resynthSettings } from './settings.ts';
import { SourceRows } from './sourceRows.ts';
import { presetLogGain, VoicedTimbre } from './timbre.ts';
import { voiceEverything } from './voiceEverything.ts';

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
  const { analysis, performance } = input;
  const { sampleRate } = input.source;
  const hop = frameHop(sampleRate);
  // The end of the recording after its last frame also ends the performance.
  const sampleCount = Math.max(
    1,
    analysis.sampleCount + Math.round((performance.frameCount - analysis.frameCount) * hop),
  );
  const synthesis = openSynthesis(input, hop, sampleCount);
  return {
    sampleRate,
    sampleCount,
    async *render({ startSample }, chunkSamples) {
      for (let start = startSample; start < sampleCount;) {
        const end = Math.min(start + Math.max(1, Math.floor(chunkSamples(start))), sampleCount);
        const samples = withGain(synthesis.render(start, end), start, performance, hop);
        // Every sample is a function of its position alone, so there is nothing to hand on.
        yield { startSample: start, samples, resume: {} };
        start = end;
      }
    },
  };
}

function openSynthesis(input: ConverterInput, hop: number, sampleCount: number): PulseSynthesis {
  const { analysis, performance, source, vocoder } = input;
  const settings = completeSettings(resynthSettings, ownSettings(input.settings));
  const preset = parseResynthPreset(input.voice.preset);
  const binCount = vocoder.fftSize / 2 + 1;
  const binHz = source.sampleRate / vocoder.fftSize;
  const f0Hz = preset.voiceEverything > 0 ? voiceEverything(analysis, performance) : performance.f0Hz;
  const rows = new SourceRows(source, vocoder, analysis.f0Hz, {
    formantRatio: performance.formantRatio * preset.formantRatio,
    logGain: presetLogGain(preset, binCount, binHz),
  });
  const timbre = new VoicedTimbre(settings, preset, binCount, binHz);
  const { envelopeHoldMs } = preset;
  return new PulseSynthesis({
    fftSize: vocoder.fftSize,
    hop,
    sampleCount,
    pulses: new PulseTrain(f0Hz, hop),
    spectraAt: spectraOf({ rows, performance, f0Hz, timbre, envelopeHoldMs, binCount }),
    seed: input.seed,
  });
}

/** Those of this converter, whatever else travels with them. */
function ownSettings(settings: AnySettingValues): AnySettingValues {
  return Object.fromEntries(Object.entries(settings).filter(([id]) => Object.hasOwn(resynthSettings, id)));
}
