import type { AnySettingValues } from '../../src/contract/settings/descriptors.ts';
import { completeSettings } from '../../src/contract/settings/schema.ts';
import type { Analysis } from '../../src/engine/analysis/types.ts';
import { resynth } from '../../src/engine/converters/resynth/resynth.ts';
import { resynthSettings } from '../../src/engine/converters/resynth/settings.ts';
import type { AudioSource, VocoderFrames } from '../../src/engine/converters/types.ts';
import { finishSettings } from '../../src/engine/finish/registry.ts';
import { measureTracks } from '../../src/engine/analysis/speechTracks.ts';
import { performMelody } from '../../src/engine/perform/melody/performMelody.ts';
import type { LayingInput } from '../../src/engine/perform/melody/types.ts';
import type { Performance } from '../../src/engine/perform/types.ts';
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

/** A recording with what the cache would hold of it. */
export type HeardRecording = {
  readonly source: AudioSource;
  readonly analysis: Analysis;
  readonly vocoder: VocoderFrames;
};

/** The engine from analysis to the converter's raw output, in the speaker's own voice and with seed 1. */
export async function sing(recording: HeardRecording, partial: AnySettingValues) {
  const settings = completeSettings(allSettings, partial);
  const performance = perform(recording.analysis, settings, ownVoice, 1);
  return { settings, performance, sung: await render(recording, performance, settings) };
}

/** The same on a melody. */
export async function singMelody(
  recording: HeardRecording,
  melody: Pick<LayingInput, 'melody' | 'lyrics' | 'backing'>,
  partial: AnySettingValues,
) {
  const { source, analysis } = recording;
  const settings = completeSettings(allSettings, { mode: 'melody', ...partial });
  const tracks = measureTracks(source, () => undefined);
  const input = { analysis, tracks, recordingName: 'speech.wav', recordingSha256: 'a'.repeat(64), ...melody };
  const { performance, plan, notices } = performMelody(input, settings, ownVoice, 1);
  return { settings, performance, plan, notices, sung: await render(recording, performance, settings) };
}

async function render(
  { source, analysis, vocoder }: HeardRecording,
  performance: Performance,
  settings: AnySettingValues,
): Promise<Float32Array> {
  const converter = resynth.open({
    source,
    analysis,
    vocoder,
    performance,
    voice: ownVoice,
    imported: null,
    settings: settingsOf(resynth.settings, settings),
    seed: 1,
  });
  const sung = new Float32Array(converter.sampleCount);
  for await (const chunk of converter.render({ startSample: 0, resume: null }, () => sung.length)) {
    sung.set(chunk.samples, chunk.startSample);
  }
  return sung;
}
