import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import type { WeightData } from '../onnx/types.ts';

/**
 * A weight times a factor per index of one axis. Halves stay halves in the file: the product is in the graph, and ONNX
 * Runtime folds it when it loads the network. What is stored in full precision is multiplied as it is written.
 */
export function scaledWeight(graph: GraphBuilder, weight: WeightData, axis: number, factors: Float32Array): string {
  if ('halves' in weight) {
    const dims = weight.dims.map((_, i) => (i === axis ? factors.length : 1));
    return graph.node('Mul', [graph.weight(weight), graph.weight({ dims, floats: () => factors })]);
  }
  const stride = weight.dims.slice(axis + 1).reduce((product, dim) => product * dim, 1);
  return graph.weight({
    dims: weight.dims,
    floats: () => weight.floats().map((value, i) => value * factors[Math.floor(i / stride) % factors.length]),
  });
}
