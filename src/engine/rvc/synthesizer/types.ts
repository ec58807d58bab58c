import type { Weights } from '../../weights/types.ts';

/**
 * What the synthesizer's builder needs of a voice file. All of it has been compared with the weights by the file's reader;
 * the builder trusts it.
 */
export type SynthesizerVoice = {
  /** By the names of the original program, without a prefix. */
  readonly weights: Weights;
  readonly hasPitch: boolean;
  readonly vocoder: 'hifi-gan' | 'mrf-hifi-gan';
  readonly sampleRate: number;
  /** Their product is the samples of a 10 ms frame. */
  readonly upsampleRates: readonly number[];
  readonly resblockKernels: readonly number[];
  /** Three for each kernel. */
  readonly resblockDilations: readonly (readonly number[])[];
  /** Channels of the latent z. */
  readonly interChannels: number;
  readonly hiddenChannels: number;
  readonly headCount: number;
  readonly layerCount: number;
};

/** Samples of one 10 ms frame. */
export function samplesPerFrame(voice: Pick<SynthesizerVoice, 'upsampleRates'>): number {
  return voice.upsampleRates.reduce((product, rate) => product * rate, 1);
}
