import { createVocoderAnalyser } from '../../src/engine/vocoder/analyser.ts';
import { frameSec } from '../../src/contract/recordings.ts';
import { defaultsOf } from '../../src/contract/settings/defaults.ts';
import { resynth } from '../../src/engine/converters/resynth/resynth.ts';
import { resynthSettings } from '../../src/engine/converters/resynth/settings.ts';
import type { Analysis } from '../../src/engine/analysis/types.ts';
import type { AudioSource, Chunk, ConverterInput, VocoderFrames } from '../../src/engine/converters/types.ts';
import type { Performance } from '../../src/engine/perform/types.ts';
import { goldenSource, goldenVector, sourceOf, type DspCase } from './dspGoldens.ts';

/** A performance that repeats the recording, and how it may differ. */
export function identityPerformance(f0Hz: Float64Array, changes: Partial<Performance> = {}): Performance {
  return {
    frameCount: f0Hz.length,
    f0Hz,
    sourceFrame: Float64Array.from(f0Hz, (_, frame) => frame),
    formantRatio: 1,
    gain: new Float32Array(f0Hz.length).fill(1),
    notes: [],
    key: { root: 0, scale: 'major' },
    transposeSt: 0,
    suggestedTransposeSt: 0,
    ...changes,
  };
}

export type ResynthChanges = {
  readonly performance?: (f0Hz: Float64Array) => Performance;
  readonly preset?: Readonly<Record<string, number>>;
  readonly settings?: Readonly<Record<string, number | string>>;
  readonly seed?: number;
};

/** A golden recording, or its first frames of 5 ms, with its reference pitch, analysed once. */
export function openResynthCase(dspCase: DspCase, frameCount = dspCase.n_frames) {
  const source = goldenSource(dspCase);
  const sampleCount = Math.min(source.sampleCount, Math.round((frameCount - 1) * source.sampleRate * frameSec) + 1);
  const f0Hz = goldenVector(dspCase.f0_harvest_stonemask).subarray(0, frameCount);
  return openResynth(sourceOf(source.read(0, sampleCount), source.sampleRate), f0Hz);
}

/** Any recording with its pitch, analysed once. */
export function openResynth(source: AudioSource, f0Hz: Float64Array) {
  const vocoder = analyseAll(source, f0Hz);
  const analysis = analysisOf(source, f0Hz);
  const inputOf = (changes: ResynthChanges): ConverterInput => ({
    source,
    analysis,
    vocoder,
    performance: changes.performance?.(f0Hz) ?? identityPerformance(f0Hz),
    voice: { converterId: 'resynth', preset: changes.preset ?? {}, rangeMidi: null, folder: null },
    imported: null,
    settings: { ...defaultsOf(resynthSettings), ...changes.settings },
    seed: changes.seed ?? 1,
  });
  return {
    source,
    f0Hz,
    analysis,
    inputOf,
    open: (changes: ResynthChanges = {}) => resynth.open(inputOf(changes)),
    /** The whole render in one piece. */
    render: async (changes: ResynthChanges = {}): Promise<Float32Array> => {
      const chunks = resynth.open(inputOf(changes)).render({ startSample: 0, resume: null }, () => Infinity);
      return joined(await collected(chunks));
    },
  };
}

export async function collected(chunks: AsyncIterable<Chunk>): Promise<Chunk[]> {
  const all: Chunk[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

export function joined(chunks: readonly Chunk[]): Float32Array {
  const samples = new Float32Array(chunks.reduce((sum, chunk) => sum + chunk.samples.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    samples.set(chunk.samples, offset);
    offset += chunk.samples.length;
  }
  return samples;
}

/** Every frame analysed beforehand, as a cache would hold them. */
function analyseAll(source: AudioSource, f0Hz: Float64Array): VocoderFrames {
  const analyser = createVocoderAnalyser(source.sampleRate);
  const all = analyser.analyse(source, f0Hz, 0, f0Hz.length);
  const { binCount, bandCount, fftSize } = analyser;
  return {
    fftSize,
    bandCount,
    read: (start, count) => ({
      logEnvelope: all.logEnvelope.subarray(start * binCount, (start + count) * binCount),
      bandAperiodicityDb: all.bandAperiodicityDb.subarray(start * bandCount, (start + count) * bandCount),
    }),
  };
}

/** The parts of an analysis that the converter looks at; level from 10 ms of signal. */
function analysisOf(source: AudioSource, f0Hz: Float64Array): Analysis {
  const hop = source.sampleRate / 200;
  const levelDb = Float32Array.from(f0Hz, (_, frame) => {
    const samples = source.read(Math.round((frame - 1) * hop), Math.round(2 * hop));
    const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
    return Math.max(-120, 10 * Math.log10(power + 1e-12));
  });
  return {
    sampleRate: source.sampleRate,
    sampleCount: source.sampleCount,
    frameCount: f0Hz.length,
    f0Hz,
    confidence: new Float32Array(f0Hz.length).fill(1),
    levelDb,
    syllables: [],
    phrases: [],
    key: null,
    medianMidi: null,
    lowMidi: null,
    highMidi: null,
  };
}
