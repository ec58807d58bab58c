import { framesPerSec } from '../../analysis/frames.ts';
import { wholeContentFeatures } from '../../contentVec/contentFeatures.ts';
import { networkFrameCount } from '../../contentVec/frames.ts';
import { mirrored } from '../../rvc/pipeline/mirrored.ts';
import {
  originalCuts,
  originalPipeline,
  type OriginalMode,
  type SungSegment,
} from '../../rvc/pipeline/originalPipeline.ts';
import { paddedAudio } from '../../rvc/pipeline/segment.ts';
import type { SplitOptions } from '../../rvc/pipeline/splitPoints.ts';
import { withGain } from '../performanceGain.ts';
import type { Converter, ConverterInput, ImportedVoice } from '../types.ts';
import { BlockTrack } from './blocks.ts';
import type { RvcSettings } from './settings.ts';
import { singWith } from './singWith.ts';
import { sungFramesOf } from './sungFrames.ts';

const speechRate = 16_000;
const frameSamples = 160;
/** What the original takes on a CPU. */
const padSec = 1;
const split: SplitOptions = { querySec: 6, centreSec: 38, longestSec: 41 };

export type CompatibleSettings = RvcSettings & { readonly pipeline: OriginalMode };

/**
 * The original's way with a performance's pitch: its cuts, its lost frames, its joints, so the take is a little shorter than
 * the recording. Works on the whole recording at once, and so takes memory with its length.
 */
export async function openCompatible(
  input: ConverterInput,
  imported: ImportedVoice,
  settings: CompatibleSettings,
): Promise<Converter> {
  const { sampleRate } = imported.voice;
  const speech = await imported.openSpeech();
  const recording = Float32Array.from(speech.read(0, speech.sampleCount));
  const sampleCount = lengthOf(recording, imported, settings);
  let sung: Promise<Float32Array> | undefined;
  return {
    sampleRate,
    sampleCount,
    async *render({ startSample }, chunkSamples) {
      const samples = await (sung ??= singRecording(recording, input, imported, settings));
      for (let start = startSample; start < sampleCount;) {
        const end = Math.min(start + Math.max(1, Math.floor(chunkSamples(start))), sampleCount);
        const part = withGain(samples.subarray(start, end), start, input.performance, sampleRate / framesPerSec);
        yield { startSample: start, samples: part, resume: {} };
        start = end;
      }
    },
  };
}

/** Samples of the take, known before anything is sung: every segment loses what the feature network has no frame for. */
function lengthOf(recording: Float32Array, { voice }: ImportedVoice, { pipeline }: CompatibleSettings): number {
  const { filtered, segments } = originalCuts(recording, { mode: pipeline, split });
  const padded = mirrored(filtered, padSec * speechRate);
  const frames = segments.reduce((total, segment) => {
    const { length } = paddedAudio(padded, segment, padSec * speechRate);
    const sung = Math.min(Math.floor(length / frameSamples), 2 * networkFrameCount(length));
    return total + sung - (2 * padSec * speechRate) / frameSamples;
  }, 0);
  return frames * voice.samplesPerFrame;
}

async function singRecording(
  recording: Float32Array,
  input: ConverterInput,
  imported: ImportedVoice,
  settings: CompatibleSettings,
): Promise<Float32Array> {
  const { voice, contentModel, runModel } = imported;
  const f0Hz = sungFramesOf(input.analysis, input.performance, recording.length / speechRate).f0Hz;
  const { samples } = await originalPipeline(
    recording,
    {
      voiceRate: voice.sampleRate,
      contentFeatures: async (audio) => {
        const { features, width } = await wholeContentFeatures(audio, runModel, contentModel);
        return { values: Float32Array.from(features), width };
      },
      extractPitch: voice.hasPitch ? (audio) => Promise.resolve(paddedPitch(f0Hz, audio.length)) : null,
      sing: (segment) => singSegment(segment, input.seed, imported, settings.speaker),
    },
    {
      mode: settings.pipeline,
      padSec,
      split,
      pitchShiftSemitones: 0,
      retrieval: voice.index && {
        index: voice.index,
        ratio: settings.retrievalRatio,
        neighbourCount: settings.retrievalCount,
      },
      protectRatio: settings.protectRatio,
      loudnessMix: settings.loudnessMix,
      outputRate: null,
    },
  );
  return samples;
}

/** The authored pitch on the padded signal's frames; the padding is mirrored like the sound. */
function paddedPitch(f0Hz: Float64Array, paddedSamples: number): Float64Array<ArrayBuffer> {
  const padFrames = (padSec * speechRate) / frameSamples;
  const last = f0Hz.length - 1;
  return Float64Array.from({ length: Math.floor(paddedSamples / frameSamples) }, (_, frame) => {
    const place = Math.abs(frame - padFrames);
    return f0Hz[Math.max(0, Math.min(last, place > last ? 2 * last - place : place))];
  });
}

function singSegment(segment: SungSegment, seed: number, imported: ImportedVoice, speaker: number) {
  const { voice, runModel } = imported;
  const { values, width } = segment.features;
  const frameCount = values.length / width;
  const still = new Float32Array(frameCount);
  const sing = singWith({
    voice,
    sung: {
      frameCount,
      f0Hz: segment.pitch?.f0Hz ?? new Float64Array(frameCount),
      sourceFrame: Float64Array.from(still.keys()),
      levelDb: still,
    },
    speaker,
    seed: (seed ^ Math.imul(segment.index + 1, 0x9e37_79b1)) >>> 0,
    runModel,
    segments: [{ start: 0, end: frameCount }],
    featuresOf: (start, end) => values.slice(start * width, end * width),
  });
  return new BlockTrack(frameCount, sing).read(0, frameCount * voice.samplesPerFrame, voice.samplesPerFrame);
}
