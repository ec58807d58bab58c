import type { GraphBuilder } from '../../onnx/graphBuilder.ts';
import type { Attributes, WeightData } from '../../onnx/types.ts';
import type { Weights } from '../../weights/types.ts';
import { convolutionWeight, normParts, storedWeight, weightDims, withDims } from './storedWeights.ts';

/** A graph that is being built from the weights of one voice. */
export type Site = { readonly graph: GraphBuilder; readonly weights: Weights };

/** Slope of every LeakyReLU but the decoder's last. */
const leakSlope = 0.1;

export function leakyRelu({ graph }: Site, x: string, slope = leakSlope): string {
  return graph.node('LeakyRelu', [x], { alpha: { float: slope } });
}

/** A stored vector or table. */
export function stored({ graph, weights }: Site, name: string): string {
  return graph.weight(storedWeight(weights, name));
}

/**
 * A layer's weight under dimensions of the caller's. Where a weight norm is stored in half precision it stays so in the file,
 * half as large, and is put together when the network is loaded: ONNX Runtime folds it, which takes 50 ms for a whole
 * decoder.
 *
 * @param dims of the same product, the first axis unchanged
 * @param scale a factor for all of it
 */
export function layerWeight(site: Site, name: string, dims: readonly number[], scale = 1): string {
  const { graph, weights } = site;
  const parts = normParts(weights, name);
  if (parts?.gain.type !== 'float16' || parts.direction.type !== 'float16') {
    return graph.weight(withDims(convolutionWeight(weights, name, scale), dims));
  }
  const inner = dims.slice(1);
  const direction = graph.weight(withDims(storedWeight(weights, parts.direction.name), dims));
  const gain = graph.weight(withDims(storedWeight(weights, parts.gain.name), [dims[0], ...inner.map(() => 1)]));
  const norm = graph.node('ReduceL2', [direction], { axes: inner.map((_, i) => i + 1), keepdims: 1 });
  const scaledGain = scale === 1 ? gain : graph.node('Mul', [gain, graph.scalar(scale)]);
  return graph.node('Mul', [direction, graph.node('Div', [scaledGain, norm])]);
}

type ConvolutionOptions = {
  /** Default: the weight's own, weight norm folded. */
  readonly weight?: WeightData;
  /** The bias's value; default: the stored one; null: none. */
  readonly bias?: string | null;
};

/** Conv1d that keeps the length: (1, in, T) → (1, out, T). */
export function convolution(site: Site, name: string, x: string, options: ConvolutionOptions = {}): string {
  const { graph, weights } = site;
  const dims = weightDims(weights, name);
  const weight = options.weight ? graph.weight(options.weight) : layerWeight(site, name, dims);
  const reach = dims[2] - 1;
  const bias = options.bias === undefined ? stored(site, `${name}.bias`) : options.bias;
  const attributes: Attributes = {
    kernel_shape: [dims[2]],
    pads: [Math.floor(reach / 2), Math.ceil(reach / 2)],
  };
  return graph.node('Conv', [x, weight, ...(bias === null ? [] : [bias])], attributes);
}

/** A 1×1 convolution or a linear layer on rows: (T, in) → (T, out). */
export function linear(site: Site, name: string, x: string): string {
  const { graph, weights } = site;
  const [outputs, inputs] = weightDims(weights, name);
  const weight = layerWeight(site, name, [outputs, inputs]);
  return graph.node('Gemm', [x, weight, stored(site, `${name}.bias`)], { transB: 1 });
}

/** The row of a speaker as (1, gin). @param speaker one whole number, (1), as float32 */
export function speakerRow(site: Site, speaker: string): string {
  return site.graph.node('Gather', [stored(site, 'emb_g.weight'), site.graph.cast(speaker, 'int64')], { axis: 0 });
}
