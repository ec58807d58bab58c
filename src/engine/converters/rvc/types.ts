import type { ModelReference } from '../../models/types.ts';
import type { SourceMix } from '../../rvc/synthesizer/harmonicSource.ts';
import type { DecoderReach } from '../../rvc/synthesizer/reach.ts';
import type { RetrievalIndex } from '../../voiceFiles/retrievalIndex/types.ts';

/** Networks of a voice whose graph we built: text encoder with flow, and decoder fed by our own harmonic source. */
export type SplitNetwork = {
  readonly kind: 'split';
  readonly encoder: ModelReference;
  readonly decoder: ModelReference;
  readonly reach: DecoderReach;
  /** null for voices without pitch */
  readonly source: SourceMix | null;
};

/** A network that came whole, as other programs export it. */
export type WholeNetwork = {
  readonly kind: 'whole';
  readonly model: ModelReference;
  /** Name of each input that exists. */
  readonly inputs: {
    readonly phone: string;
    readonly phoneLengths: string;
    readonly pitch: string | null;
    readonly pitchf: string | null;
    readonly speaker: string | null;
    readonly noise: string | null;
  };
  readonly output: string;
  /** Whether it multiplies its noise by 0.66666 itself. */
  readonly isNoiseScaledInside: boolean;
};

/** An RVC voice, ready to be run. */
export type RvcVoice = {
  /** Values of a content feature frame: 256 (v1) or 768 (v2). */
  readonly featureWidth: number;
  readonly hasPitch: boolean;
  readonly sampleRate: number;
  /** Samples of a 10 ms frame: sampleRate / 100. */
  readonly samplesPerFrame: number;
  readonly interChannels: number;
  readonly speakerCount: number;
  readonly network: SplitNetwork | WholeNetwork;
  readonly index: RetrievalIndex | null;
};

/** Content features of a whole recording, a frame every 20 ms, row-major [frameCount × width]. */
export type ContentFeatures = {
  readonly width: number;
  readonly frameCount: number;
  /** Frames [start, start + count) inside the recording; a new array. */
  read(start: number, count: number): Float32Array;
};
