import type { NamedWeights } from '../../baseModels/namedWeights.ts';
import type { GraphBuilder } from '../../onnx/graphBuilder.ts';
import { salienceBinCount } from './decodeSalience.ts';
import { melBandCount } from './melFrames.ts';

const directions = ['', '_reverse'] as const;

/**
 * From the U-Net's planes [1, channels, time, 128] to salience [1, time, 360]: a convolution, a bidirectional GRU over time,
 * a linear layer and a sigmoid.
 */
export function addSalienceHead(graph: GraphBuilder, weights: NamedWeights, planes: string, channels: number): string {
  const [headChannels] = weights.dims('cnn.weight', 4);
  const head = graph.node(
    'Conv',
    [
      planes,
      graph.weight(weights.data('cnn.weight', [headChannels, channels, 3, 3])),
      graph.weight(weights.data('cnn.bias', [headChannels])),
    ],
    { kernel_shape: [3, 3], pads: [1, 1, 1, 1] },
  );
  const inTime = graph.node('Transpose', [head], { perm: [2, 0, 1, 3] }); // [time, 1, channels, 128]
  const width = headChannels * melBandCount;
  const rows = graph.node('Reshape', [inTime, graph.integers([0, 1, width])]);
  const [, hidden] = weights.dims('fc.0.gru.weight_hh_l0', 2);
  const recurrent = addGru(graph, weights, { rows, width, hidden }); // [time, 2 · hidden]
  const linear = [
    recurrent,
    graph.weight(weights.data('fc.1.weight', [salienceBinCount, 2 * hidden])),
    graph.weight(weights.data('fc.1.bias', [salienceBinCount])),
  ];
  const salience = graph.node('Sigmoid', [graph.node('Gemm', linear, { transB: 1 })]);
  return graph.node('Reshape', [salience, graph.integers([1, -1, salienceBinCount])]);
}

/** Rows [time, 1, width] into a layer of `hidden` units in each direction. */
type Recurrence = { readonly rows: string; readonly width: number; readonly hidden: number };

/** @returns [time, 2 · hidden], forward then backward */
function addGru(graph: GraphBuilder, weights: NamedWeights, { rows, width, hidden }: Recurrence): string {
  if (weights.has('fc.0.gru.weight_ih_l1')) throw weights.wrongFile('a second recurrent layer');
  const named = (part: string, direction: string): string => `fc.0.gru.${part}_l0${direction}`;
  const stacked = (part: string, columns: number): string => {
    const matrices = directions.map((direction) => weights.lazyFloats(named(part, direction), [3 * hidden, columns]));
    const floats = () => joined(matrices.map((read) => updateGateFirst(read(), hidden * columns)));
    return graph.weight({ dims: [2, 3 * hidden, columns], floats });
  };
  const biases = directions.flatMap((direction) =>
    ['bias_ih', 'bias_hh'].map((part) => updateGateFirst(weights.floats(named(part, direction), [3 * hidden]), hidden)),
  );
  const bias = graph.weight({ dims: [2, 6 * hidden], floats: () => joined(biases) });
  const inputs = [rows, stacked('weight_ih', width), stacked('weight_hh', hidden), bias];
  const [states] = graph.nodeWithOutputs('GRU', inputs, 1, {
    hidden_size: hidden,
    direction: 'bidirectional',
    linear_before_reset: 1,
  }); // [time, 2, 1, hidden]
  return graph.node('Reshape', [states, graph.integers([-1, 2 * hidden])]);
}

/** PyTorch stacks the gates reset, update, new; ONNX update, reset, new. @param gateLength numbers of one gate */
function updateGateFirst(values: Float32Array, gateLength: number): Float32Array {
  const turned = values.slice();
  turned.set(values.subarray(gateLength, 2 * gateLength), 0);
  turned.set(values.subarray(0, gateLength), gateLength);
  return turned;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
