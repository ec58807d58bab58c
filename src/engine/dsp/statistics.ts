/** The value below which `ratio` (0–1) of the values lie, linearly interpolated; NaN for an empty array. Leaves `values` alone. */
export function quantile(values: ArrayLike<number>, ratio: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const position = ratio * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

/** Middle value, the mean of the two middle ones for an even count; NaN for an empty array. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** Convolution with a Gaussian of `sigmaFrames`, cut at ±4 σ; edges repeat. Returns a new array. */
export function gaussianSmooth(values: Float32Array, sigmaFrames: number): Float32Array {
  const reach = Math.max(1, Math.round(4 * sigmaFrames));
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - reach) / sigmaFrames) ** 2),
  );
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  const smooth = new Float32Array(values.length);
  const last = values.length - 1;
  for (let frame = 0; frame <= last; frame++) {
    let total = 0;
    for (let i = -reach; i <= reach; i++) {
      total += kernel[i + reach] * values[Math.min(last, Math.max(0, frame + i))];
    }
    smooth[frame] = total / sum;
  }
  return smooth;
}
