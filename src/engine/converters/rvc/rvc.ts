import { invalidInput } from '../../../contract/checkInput.ts';
import { AppError } from '../../../contract/errors.ts';
import type { AnySettingValues } from '../../../contract/settings/descriptors.ts';
import { completeSettings } from '../../../contract/settings/schema.ts';
import { framesPerSec } from '../../analysis/frames.ts';
import { keepsTime } from '../../perform/sourcePlace.ts';
import { withGain } from '../performanceGain.ts';
import type { Converter, ConverterInput, ConverterModule, ImportedVoice } from '../types.ts';
import { BlockTrack, blockAt } from './blocks.ts';
import { openCompatible } from './compatible.ts';
import { featuresOf } from './features.ts';
import { rvcSettings, type RvcSettings } from './settings.ts';
import { planSegments } from './segments.ts';
import { singWith } from './singWith.ts';
import type { SingingParts } from './splitNetwork.ts';
import { sungFramesOf } from './sungFrames.ts';

/**
 * Sings a performance in an RVC voice: what is said comes from the recording's content features, the pitch from the
 * performance, the sound from the voice's networks (docs/adr/0005).
 */
export const rvc = {
  id: 'rvc',
  label: { en: 'RVC', 'pt-BR': 'RVC' },
  settings: rvcSettings,
  // The voice sings its own consonants and breaths; the recording's would sound like a second person.
  settingDefaults: { breathMix: 0, consonantMix: 0 },
  open,
} as const satisfies ConverterModule;

/**
 * Pipelines that cannot change time give way to the exact one where the performance wants it.
 * @throws AppError SETTING_OUT_OF_RANGE for a setting or a speaker that the voice does not have
 */
async function open(input: ConverterInput): Promise<Converter> {
  const { imported } = input;
  if (!imported) throw invalidInput('voice', 'not-imported');
  const settings = completeSettings(rvcSettings, ownSettings(input.settings));
  const { voice } = imported;
  if (settings.speaker >= voice.speakerCount) {
    const allowed = `0 … ${String(voice.speakerCount - 1)}`;
    const { flag } = rvcSettings.speaker;
    throw new AppError('SETTING_OUT_OF_RANGE', { setting: 'speaker', flag, value: String(settings.speaker), allowed });
  }
  const { pipeline } = settings;
  if (pipeline === 'exact') return openExact(input, imported, settings);
  if (!keepsTime(input.performance, input.analysis)) {
    // The original programs sing a recording from its beginning to its end and nothing else.
    return {
      ...openExact(input, imported, settings),
      notices: [{ code: 'PIPELINE_KEEPS_TIME', details: { pipeline } }],
    };
  }
  return openCompatible(input, imported, { ...settings, pipeline });
}

/** Length and timing to the sample: one time line for features, latent, pitch and phase; see blocks.ts for the cuts. */
function openExact(input: ConverterInput, imported: ImportedVoice, settings: RvcSettings): Converter {
  const { analysis, performance, seed } = input;
  const { voice, content, runModel } = imported;
  const { samplesPerFrame } = voice;
  // Sung slower and lower and played faster, the take has its time and pitch and other formants.
  const sampleRate = Math.round(voice.sampleRate * performance.formantRatio);
  const stretchSec = (performance.frameCount - analysis.frameCount) / framesPerSec;
  const durationSec = analysis.sampleCount / analysis.sampleRate + stretchSec;
  const sampleCount = Math.max(1, Math.round(durationSec * sampleRate));
  const sung = sungFramesOf(analysis, performance, sampleCount / sampleRate, sampleRate / voice.sampleRate);
  const features = { content, index: voice.index, sung, hasPitch: voice.hasPitch, settings };
  const parts: SingingParts = {
    voice,
    sung,
    speaker: settings.speaker,
    seed,
    runModel,
    segments: planSegments(sung.levelDb),
    featuresOf: (start, end) => featuresOf(features, start, end),
  };
  const blocks = new BlockTrack(sung.frameCount, singWith(parts));
  return {
    sampleRate,
    sampleCount,
    chunkSamplesAt: (startSample) =>
      blockAt(Math.floor(startSample / samplesPerFrame)).end * samplesPerFrame - startSample,
    async *render({ startSample }, chunkSamples) {
      for (let start = startSample; start < sampleCount;) {
        const end = Math.min(start + Math.max(1, Math.floor(chunkSamples(start))), sampleCount);
        const samples = await blocks.read(start, end, samplesPerFrame);
        // Every sample is a function of its position alone, so there is nothing to hand on.
        yield {
          startSample: start,
          samples: withGain(samples, start, performance, sampleRate / framesPerSec),
          resume: {},
        };
        start = end;
      }
    },
  };
}

/** Those of this converter, whatever else travels with them. */
function ownSettings(settings: AnySettingValues): AnySettingValues {
  return Object.fromEntries(Object.entries(settings).filter(([id]) => Object.hasOwn(rvcSettings, id)));
}
