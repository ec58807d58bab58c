import type { ConverterVoice } from '../../contract/inference.ts';
import type { LocalisedText } from '../../contract/language.ts';
import type { Notice } from '../../contract/notices.ts';
import type { AnySettingValues, SettingGroup } from '../../contract/settings/descriptors.ts';
import type { Analysis } from '../analysis/types.ts';
import type { ModelReference, RunModel } from '../models/types.ts';
import type { Performance } from '../perform/types.ts';
import type { ContentFeatures, RvcVoice } from './rvc/types.ts';

/** The mono recording at its working rate. Outside [0, sampleCount) it is silent. */
export type AudioSource = {
  readonly sampleRate: number;
  readonly sampleCount: number;
  /** Samples [start, start + count). The returned array may be reused by the next call. */
  read(start: number, count: number): Float32Array;
};

/**
 * WORLD parameters of frames, in the one precision they are stored in, so that a fresh analysis and
 * a cached one give the same bits.
 */
export type VocoderFrames = {
  readonly fftSize: number;
  readonly bandCount: number;
  /** Frames [start, start + count): log power envelope [count × (fftSize / 2 + 1)] and band aperiodicity in dB [count × bandCount], row-major. */
  read(start: number, count: number): { readonly logEnvelope: Float32Array; readonly bandAperiodicityDb: Float32Array };
};

/** What a converter of imported voices gets besides. */
export type ImportedVoice = {
  readonly voice: RvcVoice;
  /** Of the whole recording, made before. */
  readonly content: ContentFeatures;
  /** The network that content was made with, for pipelines that listen for themselves. */
  readonly contentModel: ModelReference;
  /** The recording at 16 kHz. */
  openSpeech(): Promise<AudioSource>;
  /** For what the engine does not resample itself. */
  readonly runModel: RunModel;
};

export type ConverterInput = {
  readonly source: AudioSource;
  readonly analysis: Analysis;
  readonly vocoder: VocoderFrames;
  readonly performance: Performance;
  readonly voice: ConverterVoice;
  /** Null for built-in voices. */
  readonly imported: ImportedVoice | null;
  /** The converter's own settings, complete. */
  readonly settings: AnySettingValues;
  readonly seed: number;
};

/** What a converter needs to go on after a chunk as if nothing had happened. JSON, journalled. */
export type ConverterResume = Readonly<Record<string, number>>;

export type Chunk = {
  readonly startSample: number;
  readonly samples: Float32Array;
  readonly resume: ConverterResume;
};

export type Converter = {
  readonly sampleRate: number;
  readonly sampleCount: number;
  /** What it does otherwise than it was asked to. */
  readonly notices?: readonly Notice[];
  /** Where this converter likes to be cut: the chunk from a sample on; otherwise as the caller thinks best. */
  readonly chunkSamplesAt?: (startSample: number) => number;
  /**
   * Renders [startSample, sampleCount) in chunks of chunkSamples(startOfChunk). Any cut gives the same samples.
   * The caller stops between chunks by leaving the loop.
   */
  render(
    from: { readonly startSample: number; readonly resume: ConverterResume | null },
    chunkSamples: (startSample: number) => number,
  ): AsyncIterable<Chunk>;
};

export type ConverterModule = {
  readonly id: string;
  readonly label: LocalisedText;
  readonly settings: SettingGroup;
  /** Settings of others that start at another value in voices of this converter. */
  readonly settingDefaults: AnySettingValues;
  open(input: ConverterInput): Converter | Promise<Converter>;
};
