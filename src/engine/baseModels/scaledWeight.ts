import type { NamedWeights } from './namedWeights.ts';
import type { WeightData } from '../onnx/types.ts';

/**
 * A weight times a factor per index of one axis, in full precision. Keeping halves and the factor apart for ONNX Runtime to
 * fold was measured on RMVPE: half the file, but loading took 2.5 times as long and 420 MB more memory.
 */
export function scaledWeight(
  weights: NamedWeights,
  name: string,
  dims: readonly number[],
  { axis, factors }: { readonly axis: number; readonly factors: Float32Array },
): WeightData {
  const read = weights.lazyFloats(name, dims);
  const stride = dims.slice(axis + 1).reduce((product, dim) => product * dim, 1);
  return {
    dims,
    floats: () => {
      const values = read();
      for (let i = 0; i < values.length; i++) values[i] *= factors[Math.floor(i / stride) % factors.length];
      return values;
    },
  };
}
