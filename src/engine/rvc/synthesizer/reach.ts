import { weightDims } from './storedWeights.ts';
import type { SynthesizerVoice } from './types.ts';

/** Frames of latent that the sound of a frame can depend on, on either side. */
export type DecoderReach = {
  readonly whole: number;
  /** Of these, what is still needed after the first stage. */
  readonly afterFirstStage: number;
};

/**
 * How far the decoder sees, from the sizes of its kernels: with that much context on both sides a chunk sounds like the
 * whole. 12 or 13 frames for the usual rates, of which 2 after the first stage.
 */
export function decoderReach(voice: SynthesizerVoice): DecoderReach {
  const stages = voice.upsampleRates.map((rate, stage) => stageReach(voice, rate, stage));
  const lastConvolution = reachOf(voice, 'dec.conv_post') / perFrame(voice, voice.upsampleRates.length);
  const later = stages.slice(1).reduce((sum, reach) => sum + reach, lastConvolution);
  const firstConvolution = reachOf(voice, 'dec.conv_pre');
  return { whole: Math.ceil(firstConvolution + stages[0] + later), afterFirstStage: Math.ceil(later) };
}

/** Frames that one upsampling and the residual blocks behind it reach. */
function stageReach(voice: SynthesizerVoice, rate: number, stage: number): number {
  const name = voice.vocoder === 'mrf-hifi-gan' ? 'dec.upsamples' : 'dec.ups';
  const kernel = weightDims(voice.weights, `${name}.${String(stage)}`)[2];
  const pad = Math.ceil((kernel - rate) / 2);
  const upsampling = Math.max(pad, kernel - 1 - pad) / rate;
  const blocks = voice.resblockKernels.map((width, i) =>
    voice.resblockDilations[i].reduce((sum, dilation) => sum + ((width - 1) / 2) * (dilation + 1), 0),
  );
  return upsampling / perFrame(voice, stage) + Math.max(...blocks) / perFrame(voice, stage + 1);
}

/** Samples in a frame before stage `stage`. */
function perFrame(voice: SynthesizerVoice, stage: number): number {
  return voice.upsampleRates.slice(0, stage).reduce((product, rate) => product * rate, 1);
}

function reachOf(voice: SynthesizerVoice, name: string): number {
  return Math.floor(weightDims(voice.weights, name)[2] / 2);
}
