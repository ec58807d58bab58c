import type { AnySettingValues } from '../../src/contract/settings/descriptors.ts';
import { completeSettings } from '../../src/contract/settings/schema.ts';
import type { Analysis } from '../../src/engine/analysis/types.ts';
import { resynth } from '../../src/engine/converters/resynth/resynth.ts';
import { resynthSettings } from '../../src/engine/converters/resynth/settings.ts';
import type { AudioSource, VocoderFrames } from '../../src/engine/converters/types.ts';
import { finishSettings } from '../../src/engine/finish/registry.ts';
import { perform } from '../../src/engine/perform/perform.ts';
import { performSettings } from '../../src/engine/perform/registry.ts';
import { createVocoderAnalyser } from '../../src/engine/vocoder/analyser.ts';
import { builtInVoices } from '../../src/engine/voices/registry.ts';
import { settingsOf } from '../../src/workers/tasks/performance.ts';

/** Every setting of a conversion in the built-in converter. */
export const allSettings = { ...performSettings, ...resynthSettings, ...finishSettings };

const [firstVoice] = builtInVoices;
const ownVoice = { ...firstVoice, folder: null };

/** Every frame analysed beforehand, as the cache would hold them. */
export function vocoderOf(source: AudioSource, f0Hz: Float64Array): VocoderFrames {
  const { analyse, binCount, bandCount, fftSize } = createVocoderAnalyser(source.sampleRate);
  const all = analyse(source, f0Hz, 0, f0Hz.length);
  return {
    fftSize,
    bandCount,
    read: (start, count) => ({
      logEnvelope: all.logEnvelope.subarray(start * binCount, (start + count) * binCount),
      bandAperiodicityDb: all.bandAperiodicityDb.subarray(start * bandCount, (start + count) * bandCount),
    }),
  };
}

/** The engine from analysis to the converter's raw output, in the speaker's own voice and with seed 1. */
export async function sing(
  { source, analysis, vocoder }: { source: AudioSource; analysis: Analysis; vocoder: VocoderFrames },
  partial: AnySettingValues,
) {
  const settings = completeSettings(allSettings, partial);
  const performance = perform(analysis, settings, ownVoice, 1);
  const own = settingsOf(resynth.settings, settings);
  const converter = resynth.open({
    source,
    analysis,
    vocoder,
    performance,
    voice: ownVoice,
    imported: null,
    settings: own,
    seed: 1,
  });
  const sung = new Float32Array(converter.sampleCount);
  for await (const chunk of converter.render({ startSample: 0, resume: null }, () => sung.length)) {
    sung.set(chunk.samples, chunk.startSample);
  }
  return { settings, performance, sung };
}
