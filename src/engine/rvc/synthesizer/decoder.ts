import { GraphBuilder } from '../../onnx/graphBuilder.ts';
import type { OnnxModel } from '../../onnx/types.ts';
import { flatConvolution, flattened, flatUpsampling, unflattened } from './flatLayers.ts';
import { leakyRelu, linear, speakerRow, stored } from './layers.ts';
import type { Site } from './layers.ts';
import { weightDims } from './storedWeights.ts';
import { samplesPerFrame } from './types.ts';
import type { SynthesizerVoice } from './types.ts';

/** LeakyReLU before the last convolution: PyTorch's default, unlike everywhere else. */
const lastLeakSlope = 0.01;

/**
 * The decoder (NSF-HiFi-GAN, Kong et al. 2020, with the source of Wang et al. 2019): `z` (1, inter, T), `source`
 * (1, 1, T·U) from HarmonicSource (only with pitch; one channel for every vocoder, since overtones are mixed outside),
 * `speaker` (1) → `audio` (1, 1, T·U) within ±1. All float32. With `canTrim` also `trim` (2): whole frames that are dropped
 * at the left and at the right after the first stage, where most of a chunk's context has done its work.
 */
export function buildDecoder(voice: SynthesizerVoice, { canTrim = false } = {}): OnnxModel {
  const graph = new GraphBuilder('rvc-decoder');
  const site: Site = { graph, weights: voice.weights };
  const z = graph.input('z', [1, voice.interChannels, 'frames']);
  const source = voice.hasPitch ? graph.input('source', [1, 1, 'samples']) : null;
  const speaker = speakerRow(site, graph.input('speaker', [1]));
  const trim = canTrim ? graph.cast(graph.input('trim', [2]), 'int64') : null;
  graph.output('audio', decoder(site, voice, { z, source, speaker, trim }), [1, 1, canTrim ? 'trimmed' : 'samples']);
  return graph.build();
}

type DecoderInputs = {
  readonly z: string;
  readonly source: string | null;
  /** (1, gin) */
  readonly speaker: string;
  /** (2), int64; null: nothing is dropped. */
  readonly trim: string | null;
};

/** @returns (1, 1, (T - trim)·U) */
export function decoder(site: Site, voice: SynthesizerVoice, { z, source, speaker, trim }: DecoderInputs): string {
  const { graph, weights } = site;
  const names = voice.vocoder === 'mrf-hifi-gan' ? mrfNames : hifiGanNames;
  const condition = graph.node('Squeeze', [linear(site, 'dec.cond', speaker), graph.integers([0])]);
  const bias = graph.node('Add', [stored(site, 'dec.conv_pre.bias'), condition]);
  const kernelCount = voice.resblockKernels.length;
  let x = flatConvolution(site, 'dec.conv_pre', flattened(site, z), { bias });
  let hum = source && flattened(site, source);
  // The mean over the kernels of a stage is taken as a sum; its divisor goes into the weights that follow the LeakyReLU.
  let scale = 1;
  voice.upsampleRates.forEach((rate, stage) => {
    x = flatUpsampling(site, { name: `dec.${names.upsample}.${String(stage)}`, rate, scale }, leakyRelu(site, x));
    if (hum !== null) x = graph.node('Add', [x, sourceAt(site, voice, stage, hum)]);
    x = residualBlocks(site, voice, (kernel, dilation) => names.layer(stage, kernel, dilation, kernelCount), x);
    scale = 1 / kernelCount;
    if (stage === 0 && trim !== null) {
      x = trimmed(site, x, trim, rate);
      hum = hum && trimmed(site, hum, trim, samplesPerFrame(voice));
    }
  });
  const hasBias = weights.has('dec.conv_post.bias');
  const last = flatConvolution(site, 'dec.conv_post', leakyRelu(site, x, lastLeakSlope), {
    scale,
    ...(hasBias ? {} : { bias: null }),
  });
  return unflattened(site, graph.node('Tanh', [last]));
}

/** (1, c, 1, N) without the first and last frames of `perFrame` samples. */
function trimmed({ graph }: Site, x: string, trim: string, perFrame: number): string {
  const samples = graph.node('Mul', [trim, graph.integers([perFrame])]);
  const [left, right] = graph.nodeWithOutputs('Split', [samples], 2, { axis: 0 });
  const length = graph.node('Gather', [graph.node('Shape', [x]), graph.integers([3])], { axis: 0 });
  return graph.node('Slice', [x, left, graph.node('Sub', [length, right]), graph.integers([3])]);
}

type LayerNames = {
  readonly upsample: string;
  /** The two convolutions of one dilation. */
  readonly layer: (stage: number, kernel: number, dilation: number, kernelCount: number) => readonly [string, string];
};

/** The same of one stage. */
type StageLayer = (kernel: number, dilation: number) => readonly [string, string];

const hifiGanNames: LayerNames = {
  upsample: 'ups',
  layer: (stage, kernel, dilation, kernelCount) => {
    const block = `dec.resblocks.${String(stage * kernelCount + kernel)}`;
    return [`${block}.convs1.${String(dilation)}`, `${block}.convs2.${String(dilation)}`];
  },
};

const mrfNames: LayerNames = {
  upsample: 'upsamples',
  layer: (stage, kernel, dilation) => {
    const block = `dec.mrfs.${String(stage)}.${String(kernel)}.layers.${String(dilation)}`;
    return [`${block}.conv1`, `${block}.conv2`];
  },
};

/** The source brought down to the rate of a stage: (1, 1, 1, T·U) → (1, c, 1, N). */
function sourceAt(site: Site, voice: SynthesizerVoice, stage: number, source: string): string {
  const name = `dec.noise_convs.${String(stage)}`;
  const stride = samplesPerFrame({ upsampleRates: voice.upsampleRates.slice(stage + 1) });
  const kernel = weightDims(site.weights, name)[2];
  return flatConvolution(site, name, source, { stride, pad: Math.floor((kernel - stride) / 2) });
}

/** The sum over the kernels of a stage. */
function residualBlocks(site: Site, voice: SynthesizerVoice, layer: StageLayer, x: string): string {
  const { graph } = site;
  const blocks = voice.resblockDilations.map((dilations, kernel) =>
    dilations.reduce((input, dilation, index) => {
      const [first, second] = layer(kernel, index);
      const wide = flatConvolution(site, first, leakyRelu(site, input), { dilation });
      return graph.node('Add', [input, flatConvolution(site, second, leakyRelu(site, wide))]);
    }, x),
  );
  return blocks.reduce((sum, block) => graph.node('Add', [sum, block]));
}
