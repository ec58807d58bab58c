import { scaledWeight } from '../baseModels/scaledWeight.ts';
import type { ContentVecGraph, Rows } from './contentVecGraph.ts';
import { frontEndLayers } from './frames.ts';

const positionGroups = 16;
const normEpsilon = 1e-5;
/** Of larger relatives, which have a bias in every convolution and a norm after it, or more of them. */
const foreignParts = ['0.0.bias', '1.2.weight', `${String(frontEndLayers.length)}.0.weight`];

/** From samples to rows of features every 20 ms: seven convolutions without bias. @returns [frames, channels] */
export function addConvolutionalFrontEnd(graph: ContentVecGraph): Rows {
  const { builder, weights } = graph;
  const name = (layer: number): string => `feature_extractor.conv_layers.${String(layer)}.0.weight`;
  const [channels] = weights.dims(name(0), 3);
  let x = builder.node('Unsqueeze', [builder.input('audio', [1, 'samples']), builder.integers([1])]); // [1, 1, samples]
  frontEndLayers.forEach(({ kernel, stride }, layer) => {
    const plain = graph.weight(name(layer), [channels, layer === 0 ? 1 : channels, kernel]);
    const weights = layer === 0 ? normalised(graph, plain, channels) : [plain];
    x = builder.node('Conv', [x, ...weights], { kernel_shape: [kernel], strides: [stride] }); // [1, channels, time]
    x = graph.gelu(x);
  });
  const foreign = foreignParts.find((part) => weights.has(`feature_extractor.conv_layers.${part}`));
  if (foreign !== undefined) throw weights.wrongFile(foreign);
  const rows = builder.node('Transpose', [builder.node('Squeeze', [x, builder.integers([0])])], { perm: [1, 0] });
  return { value: rows, width: channels };
}

/**
 * Weight and bias of the first convolution such that each channel comes out normalised over the whole recording, which the
 * network is told of by its moments (tapMoments.ts). The samples of a window are then gone through once, not three times.
 */
function normalised(graph: ContentVecGraph, weight: string, channels: number): [weight: string, bias: string] {
  const { builder } = graph;
  const { kernel } = frontEndLayers[0];
  const column = (part: string): string => {
    const values = graph.weight(`feature_extractor.conv_layers.0.2.${part}`, [channels]);
    return builder.node('Unsqueeze', [values, builder.integers([1])]);
  };
  const taps = builder.node('Reshape', [weight, builder.integers([channels, kernel])]);
  const mean = builder.node('MatMul', [taps, builder.input('tapMean', [kernel, 1])]); // [channels, 1]
  const deviations = builder.node('MatMul', [taps, builder.input('tapRoot', [kernel, kernel])]);
  const variance = builder.node('ReduceSumSquare', [deviations], { axes: [1], keepdims: 1 });
  const spread = builder.node('Sqrt', [builder.node('Add', [variance, builder.scalar(normEpsilon)])]);
  const scale = builder.node('Div', [column('weight'), spread]);
  const shift = builder.node('Sub', [column('bias'), builder.node('Mul', [mean, scale])]);
  return [
    builder.node('Unsqueeze', [builder.node('Mul', [taps, scale]), builder.integers([1])]),
    builder.node('Squeeze', [shift, builder.integers([1])]),
  ];
}

/** Norm and projection to the encoder's width, and the convolution that tells it of positions. @returns [frames, hidden] */
export function addPositions(graph: ContentVecGraph, features: Rows): Rows {
  const { builder, weights } = graph;
  const x = graph.linear(graph.layerNorm(features, 'layer_norm'), 'post_extract_proj');
  const { weight, kernel } = positionWeight(graph, x.width);
  const inTime = builder.node('Unsqueeze', [
    builder.node('Transpose', [x.value], { perm: [1, 0] }),
    builder.integers([0]),
  ]);
  const half = Math.floor(kernel / 2);
  const bias = builder.weight(weights.data('encoder.pos_conv.0.bias', [x.width]));
  // An even kernel, centred, gives one frame too many; the original drops the last.
  const convolved = builder.node('Conv', [inTime, weight, bias], {
    kernel_shape: [kernel],
    pads: [half, kernel - 1 - half],
    group: positionGroups,
  });
  const positions = builder.node('Squeeze', [graph.gelu(convolved), builder.integers([0])]);
  const sum = builder.node('Add', [x.value, builder.node('Transpose', [positions], { perm: [1, 0] })]);
  return graph.layerNorm({ value: sum, width: x.width }, 'encoder.layer_norm');
}

/** Weight norm over the taps of the kernel: each has one gain for its whole matrix. */
function positionWeight(graph: ContentVecGraph, hidden: number): { weight: string; kernel: number } {
  const { builder, weights } = graph;
  const name = 'encoder.pos_conv.0.weight';
  const isFused = weights.has(name);
  const kernel = weights.dims(isFused ? name : `${name}_v`, 3)[2];
  const dims = [hidden, Math.floor(hidden / positionGroups), kernel];
  if (isFused) return { weight: graph.weight(name, dims), kernel };
  const gains = weights.floats(`${name}_g`, [1, 1, kernel]);
  const squares = new Float64Array(kernel);
  weights.floats(`${name}_v`, dims).forEach((value, i) => (squares[i % kernel] += value * value));
  const factors = gains.map((gain, tap) => gain / Math.sqrt(squares[tap]));
  return { weight: builder.weight(scaledWeight(weights, `${name}_v`, dims, { axis: 2, factors })), kernel };
}
