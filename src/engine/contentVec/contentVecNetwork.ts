import type { NamedWeights } from '../baseModels/namedWeights.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import type { OnnxModel } from '../onnx/types.ts';
import { addConvolutionalFrontEnd, addPositions } from './frontEnd.ts';
import { ContentVecGraph } from './contentVecGraph.ts';
import { addTransformerLayer, layerName } from './transformerLayer.ts';

/**
 * What a voice wants of the network. Version 1 voices were trained on layer 9 and its projection to 256; version 2 on the
 * last of 12 layers. Each is a network of its own, because one that gives both would run three layers in vain for every
 * voice of version 1.
 */
export const contentOutputs = ['layer9-projected', 'layer12'] as const;
export type ContentOutput = (typeof contentOutputs)[number];

const projectedLayer = 9;
/** Width of a head in HuBERT; the weights do not tell. */
const headWidth = 64;

export type ContentVecOptions = {
  readonly output: ContentOutput;
  /** Attention heads; default: hidden / 64. */
  readonly headCount?: number;
};

/** Width of the features that `buildContentVec` would give; null where the weights have no such output. */
export function contentWidth(weights: NamedWeights, output: ContentOutput): number | null {
  const layerCount = encoderLayerCount(weights);
  if (output === 'layer12')
    return layerCount > 0 ? weights.dims(`${layerName(layerCount - 1)}.fc2.weight`, 2)[0] : null;
  const isThere = layerCount >= projectedLayer && weights.has('final_proj.weight');
  return isThere ? weights.dims('final_proj.weight', 2)[0] : null;
}

function encoderLayerCount(weights: NamedWeights): number {
  return weights.count((layer) => `${layerName(layer)}.fc2.weight`);
}

/**
 * ContentVec (Qian et al. 2022), a HuBERT base network. Sizes come from the weights.
 *
 * Inputs: `audio` [1, samples] at 16 kHz, at least 400 samples; `tapMean` [10, 1] and `tapRoot` [10, 10] of the whole
 * recording (tapMoments.ts). Output `features` [1, frames, 256 | 768], frames = floor((samples - 400) / 320) + 1.
 * @param weights with fairseq's names
 * @throws AppError BASE_MODEL_WRONG_FILE
 */
export function buildContentVec(weights: NamedWeights, { output, headCount }: ContentVecOptions): OnnxModel {
  const builder = new GraphBuilder(`contentvec-${output}`);
  const graph = new ContentVecGraph(builder, weights);
  const spectral = addConvolutionalFrontEnd(graph);
  let x = addPositions(graph, spectral); // [frames, hidden]
  const { width } = x;
  const heads = headCount ?? Math.floor(width / headWidth);
  if (heads < 1 || width % heads !== 0) throw weights.wrongFile(`${String(width)} wide with ${String(heads)} heads`);
  const layerCount = encoderLayerCount(weights);
  const usedLayers = output === 'layer12' ? layerCount : projectedLayer;
  if (usedLayers < 1 || usedLayers > layerCount) throw weights.wrongFile(`${String(layerCount)} layers`);
  for (let layer = 0; layer < usedLayers; layer++) x = addTransformerLayer(graph, x, layer, heads);
  const features = output === 'layer12' ? x : graph.linear(x, 'final_proj');
  const rows = builder.node('Unsqueeze', [features.value, builder.integers([0])]);
  builder.output('features', rows, [1, 'frames', features.width]);
  return builder.build();
}
