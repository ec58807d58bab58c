import { frontEndLayers } from './frames.ts';
import type { PiecewiseSignal } from '../models/piecewiseSignal.ts';

/*
 * The network normalises each channel of its first convolution over the whole recording. Done inside a window it would know
 * that window only, and features would jump between windows and wherever one holds mostly silence. The convolution is
 * linear, so mean and variance of every channel follow from the mean and the covariance of the samples under its taps:
 * these are measured here over the whole recording, once, and every window is given the same.
 */
const { kernel: tapCount, stride } = frontEndLayers[0];
const stepsPerRead = 1 << 16;
/** Pivots below this share of the greatest are rounding errors of a signal that has fewer dimensions than taps. */
const smallestPivotRatio = 1e-14;

/** Mean [10] of the samples under the taps, and a root L [10 × 10] of their covariance: L · Lᵀ. */
export type TapMoments = { readonly mean: Float32Array; readonly root: Float32Array };

/**
 * Moments of a signal at 16 kHz over samples [0, sampleCount), silence beyond its end included.
 * @param sampleCount at least 10
 */
export async function measureTaps(signal: Pick<PiecewiseSignal, 'read'>, sampleCount: number): Promise<TapMoments> {
  const stepCount = Math.floor((sampleCount - tapCount) / stride) + 1;
  const sums = new Float64Array(tapCount);
  const products = new Float64Array(tapCount * tapCount);
  for (let step = 0; step < stepCount; step += stepsPerRead) {
    const steps = Math.min(stepsPerRead, stepCount - step);
    const samples = await signal.read(step * stride, (steps - 1) * stride + tapCount);
    addMoments(samples, steps, sums, products);
  }
  const mean = sums.map((sum) => sum / stepCount);
  const covariance = products.map(
    (product, i) => product / stepCount - mean[Math.floor(i / tapCount)] * mean[i % tapCount],
  );
  return { mean: Float32Array.from(mean), root: Float32Array.from(lowerRoot(covariance)) };
}

/** Adds Σ x_a to sums and, for b ≤ a, Σ x_a · x_b to products. */
function addMoments(samples: Float32Array, steps: number, sums: Float64Array, products: Float64Array): void {
  for (let a = 0; a < tapCount; a++) {
    let sum = 0;
    for (let step = 0; step < steps; step++) sum += samples[step * stride + a];
    sums[a] += sum;
    for (let b = 0; b <= a; b++) {
      let product = 0;
      for (let at = 0, step = 0; step < steps; step++, at += stride) product += samples[at + a] * samples[at + b];
      products[a * tapCount + b] += product;
    }
  }
}

/** Cholesky's root of a matrix given by its lower half; columns without a pivot stay 0. */
function lowerRoot(covariance: Float64Array): Float64Array {
  const root = new Float64Array(covariance.length);
  const at = (row: number, column: number): number => row * tapCount + column;
  const rest = (row: number, column: number): number => {
    let value = covariance[at(row, column)];
    for (let k = 0; k < column; k++) value -= root[at(row, k)] * root[at(column, k)];
    return value;
  };
  for (let column = 0; column < tapCount; column++) {
    const pivot = rest(column, column);
    if (pivot <= smallestPivotRatio * covariance[0]) continue;
    root[at(column, column)] = Math.sqrt(pivot);
    for (let row = column + 1; row < tapCount; row++) {
      root[at(row, column)] = rest(row, column) / root[at(column, column)];
    }
  }
  return root;
}
