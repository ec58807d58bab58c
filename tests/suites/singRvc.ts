import path from 'node:path';
import { byteTools } from '../../src/adapters/voices/byteTools.ts';
import { openByteSource } from '../../src/adapters/voices/openByteSource.ts';
import type { AnySettingValues } from '../../src/contract/settings/descriptors.ts';
import { parseEffectChain } from '../../src/contract/settings/effectChain.ts';
import type { Analysis } from '../../src/engine/analysis/types.ts';
import { memorySource } from '../../src/engine/bytes/memorySource.ts';
import type { ByteSource } from '../../src/engine/bytes/types.ts';
import { contentFeatureBlocks } from '../../src/engine/contentVec/contentFeatures.ts';
import { contentFrameCount } from '../../src/engine/contentVec/frames.ts';
import { buildContentVec } from '../../src/engine/contentVec/contentVecNetwork.ts';
import { readContentVecWeights } from '../../src/engine/contentVec/readContentVecWeights.ts';
import { openWithVoiceEffects } from '../../src/engine/converters/layered/withVoiceEffects.ts';
import { rvc } from '../../src/engine/converters/rvc/rvc.ts';
import type { ContentFeatures, RvcVoice } from '../../src/engine/converters/rvc/types.ts';
import type { Converter, ConverterInput } from '../../src/engine/converters/types.ts';
import { effectDescriptors } from '../../src/engine/effects/registry.ts';
import type { ModelReference, RunModel } from '../../src/engine/models/types.ts';
import type { Performance } from '../../src/engine/perform/types.ts';
import { buildDecoder } from '../../src/engine/rvc/synthesizer/decoder.ts';
import { buildEncoder } from '../../src/engine/rvc/synthesizer/encoder.ts';
import { sourceMix } from '../../src/engine/rvc/synthesizer/harmonicSource.ts';
import { decoderReach } from '../../src/engine/rvc/synthesizer/reach.ts';
import type { RetrievalIndex } from '../../src/engine/voiceFiles/retrievalIndex/types.ts';
import { readRvcVoice } from '../../src/engine/voiceFiles/rvcVoice.ts';
import { listenable } from '../../src/workers/tasks/speech.ts';
import { sourceOf } from './dspGoldens.ts';
import type { WrittenNetworks } from './golden/networks.ts';
import { runModel } from './runModel.ts';
import { torchZip } from './torchFile.ts';
import { smallestSize, voiceRoot } from './voiceFile.ts';

const fixtures = 'tests/fixtures/rvc';
const speechRate = 16_000;

/** A voice of the fixtures as an import would leave it. */
export function fixtureVoice(name: string, networks: WrittenNetworks, index: RetrievalIndex | null = null): RvcVoice {
  const source = openByteSource(path.join(fixtures, 'voices', name, `${name}.pth`));
  try {
    return importedFrom(source, networks, index);
  } finally {
    source.close();
  }
}

/** A voice with random weights at a rate of which there is no golden one. */
export function randomVoice(upsampleRates: readonly number[], networks: WrittenNetworks): RvcVoice {
  const size = {
    ...smallestSize,
    sampleRate: 100 * upsampleRates.reduce((product, rate) => product * rate, 1),
    upsampleRates,
    upsampleKernels: upsampleRates.map((rate) => 2 * rate),
    upsampleInitialChannels: 2 ** upsampleRates.length,
  };
  return importedFrom(memorySource('random.pth', torchZip(voiceRoot(size))), networks, null);
}

function importedFrom(source: ByteSource, networks: WrittenNetworks, index: RetrievalIndex | null): RvcVoice {
  const file = readRvcVoice(source, byteTools);
  return {
    featureWidth: file.version === 'v1' ? 256 : 768,
    hasPitch: file.hasPitch,
    sampleRate: file.sampleRate,
    samplesPerFrame: file.sampleRate / 100,
    interChannels: file.interChannels,
    speakerCount: file.speakerCount,
    network: {
      kind: 'split',
      encoder: networks.write(buildEncoder(file)),
      decoder: networks.write(buildDecoder(file, { canTrim: true })),
      reach: decoderReach(file),
      source: file.hasPitch ? sourceMix(file.weights) : null,
    },
    index,
  };
}

/** The small content network whose rows have 256 values, as voices of version 1 want them. */
export function smallContentModel(networks: WrittenNetworks): ModelReference {
  const source = openByteSource(path.join(fixtures, 'contentvec', 'contentvec_small12', 'hubert_base.pt'));
  try {
    const weights = readContentVecWeights(source, byteTools);
    return networks.write(buildContentVec(weights, { output: 'layer9-projected', headCount: 4 }));
  } finally {
    source.close();
  }
}

/** Content features of a recording at 16 kHz as the cache would hold them. */
export async function contentOf(
  samples: Float32Array,
  model: ModelReference,
  run: RunModel = runModel,
): Promise<ContentFeatures> {
  const width = 256;
  const frameCount = contentFrameCount(samples.length);
  const rows = new Float32Array(frameCount * width);
  const signal = listenable(sourceOf(samples, speechRate));
  for await (const block of contentFeatureBlocks({ signal, runModel: run, model })) {
    rows.set(block.features, block.start * width);
  }
  return { width, frameCount, read: (start, count) => rows.slice(start * width, (start + count) * width) };
}

/** Rows of no meaning but the size of real ones, for voices of any width. */
export function madeUpContent(frameCount: number, width: number): ContentFeatures {
  const rows = Float32Array.from({ length: frameCount * width }, (_, i) => 0.4 * Math.sin(0.37 * i + (i % 97)));
  return { width, frameCount, read: (start, count) => rows.slice(start * width, (start + count) * width) };
}

/** An analysis of 16 kHz samples with the pitch that is given, 0 where unvoiced; loud where voiced. */
export function analysisWith(sampleCount: number, pitchAt: (sec: number) => number): Analysis {
  const frameCount = Math.floor(sampleCount / 80) + 1;
  const f0Hz = Float64Array.from({ length: frameCount }, (_, frame) => pitchAt(frame / 200));
  return {
    sampleRate: speechRate,
    sampleCount,
    frameCount,
    f0Hz,
    confidence: new Float32Array(frameCount).fill(1),
    levelDb: Float32Array.from(f0Hz, (hz) => (hz > 0 ? -20 : -60)),
    syllables: [],
    phrases: [],
    key: null,
    medianMidi: null,
    lowMidi: null,
    highMidi: null,
  };
}

/** The recording's own pitch in its own time, or another one along a map of time. */
export function performanceOf(
  analysis: Analysis,
  changed: Partial<Pick<Performance, 'f0Hz' | 'sourceFrame' | 'formantRatio' | 'gain'>> = {},
): Performance {
  const sourceFrame = changed.sourceFrame ?? Float64Array.from(analysis.f0Hz, (_, frame) => frame);
  return {
    frameCount: sourceFrame.length,
    f0Hz: analysis.f0Hz,
    sourceFrame,
    formantRatio: 1,
    gain: new Float32Array(sourceFrame.length).fill(1),
    notes: [],
    key: { root: 0, scale: 'major' },
    transposeSt: 0,
    suggestedTransposeSt: 0,
    ...changed,
  };
}

export type RvcTake = {
  readonly voice: RvcVoice;
  readonly samples: Float32Array;
  readonly analysis: Analysis;
  readonly performance?: Performance;
  readonly content: ContentFeatures;
  readonly contentModel?: ModelReference;
  readonly settings?: AnySettingValues;
  readonly run?: RunModel;
  /** A chain of effects as text. */
  readonly effects?: string;
};

/** A recording at 16 kHz opened in an RVC voice, with seed 7. */
export async function openRvc(take: RvcTake): Promise<Converter> {
  const { voice, samples, analysis, content, run = runModel } = take;
  const source = sourceOf(samples, speechRate);
  const input: ConverterInput = {
    source,
    analysis,
    vocoder: {
      fftSize: 1024,
      bandCount: 1,
      read: () => ({ logEnvelope: new Float32Array(0), bandAperiodicityDb: new Float32Array(0) }),
    },
    performance: take.performance ?? performanceOf(analysis),
    voice: { converterId: 'rvc', preset: {}, rangeMidi: null, folder: '' },
    imported: {
      voice,
      content,
      contentModel: take.contentModel ?? 'contentvec',
      openSpeech: () => Promise.resolve(source),
      runModel: run,
    },
    settings: take.settings ?? {},
    seed: 7,
  };
  const steps = parseEffectChain(take.effects ?? '', effectDescriptors);
  return openWithVoiceEffects({ module: rvc, input, steps, checkpoint: () => undefined });
}

/** Everything that an RVC voice makes of a recording. */
export async function singRvc(take: RvcTake): Promise<{ readonly samples: Float32Array; readonly sampleRate: number }> {
  const { sampleRate, sampleCount, render } = await openRvc(take);
  const sung = new Float32Array(sampleCount);
  for await (const chunk of render({ startSample: 0, resume: null }, () => sampleCount)) {
    sung.set(chunk.samples, chunk.startSample);
  }
  return { samples: sung, sampleRate };
}
