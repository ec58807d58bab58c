import type { GraphBuilder } from '../../onnx/graphBuilder.ts';
import type { Attributes, WeightData } from '../../onnx/types.ts';
import type { Weights } from '../../weights/types.ts';
import { convolutionWeight, storedWeight, weightDims, withDims } from './storedWeights.ts';

/** A graph that is being built from the weights of one voice. */
export type Site = { readonly graph: GraphBuilder; readonly weights: Weights };

/** Slope of every LeakyReLU but the decoder's last. */
export const leakSlope = 0.1;

export function leakyRelu({ graph }: Site, x: string, slope = leakSlope): string {
  return graph.node('LeakyRelu', [x], { alpha: { float: slope } });
}

/** A stored vector or table. */
export function stored({ graph, weights }: Site, name: string): string {
  return graph.weight(storedWeight(weights, name));
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
  const weight = options.weight ?? convolutionWeight(weights, name);
  const reach = weight.dims[2] - 1;
  const bias = options.bias === undefined ? stored(site, `${name}.bias`) : options.bias;
  const attributes: Attributes = {
    kernel_shape: [weight.dims[2]],
    pads: [Math.floor(reach / 2), Math.ceil(reach / 2)],
  };
  return graph.node('Conv', [x, graph.weight(weight), ...(bias === null ? [] : [bias])], attributes);
}

/** A 1×1 convolution or a linear layer on rows: (T, in) → (T, out). */
export function linear(site: Site, name: string, x: string): string {
  const { graph, weights } = site;
  const [outputs, inputs] = weightDims(weights, name);
  const weight = graph.weight(withDims(convolutionWeight(weights, name), [outputs, inputs]));
  return graph.node('Gemm', [x, weight, stored(site, `${name}.bias`)], { transB: 1 });
}

/** The row of a speaker as (1, gin). @param speaker one whole number, (1), as float32 */
export function speakerRow(site: Site, speaker: string): string {
  return site.graph.node('Gather', [stored(site, 'emb_g.weight'), site.graph.cast(speaker, 'int64')], { axis: 0 });
}
