import type { Weights, WeightType } from '../weights/types.ts';

export type Vocoder = 'hifi-gan' | 'mrf-hifi-gan';

/** The sizes of a voice's network; all whole and at least 1, and agreeing with its weights. */
export type RvcSizes = {
  /** Channels of the latent. */
  readonly interChannels: number;
  readonly hiddenChannels: number;
  readonly filterChannels: number;
  readonly headCount: number;
  readonly layerCount: number;
  /** Of the text encoder's feed-forward layers. */
  readonly kernelSize: number;
  readonly ginChannels: number;
  /** Product: samples per frame of 10 ms. */
  readonly upsampleRates: readonly number[];
  readonly upsampleKernels: readonly number[];
  readonly upsampleInitialChannels: number;
  readonly resblockKernels: readonly number[];
  readonly resblockDilations: readonly (readonly number[])[];
  readonly sampleRate: number;
};

/** What the file says about itself and the network does not need; texts of at most 200 characters. */
export type RvcVoiceInfo = Readonly<
  Partial<
    Record<'epochs' | 'steps', number> &
      Record<'modelName' | 'author' | 'createdAt' | 'datasetLength' | 'modelHash' | 'note', string>
  >
>;

/** An RVC voice of a `.pth` file, proved to be complete. */
export type RvcVoiceFile = RvcSizes & {
  /** By the names of the file, which may have weight normalisation in either spelling, or fused; enc_q left out. */
  readonly weights: Weights;
  /** v1 hears content features of 256, v2 of 768. */
  readonly version: 'v1' | 'v2';
  readonly hasPitch: boolean;
  /** Rows of emb_g; the speakers are 0 … speakerCount - 1. */
  readonly speakerCount: number;
  readonly vocoder: Vocoder;
  /** The content model it was trained with, where the file says so. */
  readonly embedderModel: string | null;
  readonly info: RvcVoiceInfo;
  /** Of most of its weights. */
  readonly storedType: WeightType;
};
