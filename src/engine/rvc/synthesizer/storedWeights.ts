import type { WeightData } from '../../onnx/types.ts';
import type { Weight, Weights } from '../../weights/types.ts';

/** A weight as it lies in the file; halves stay halves. @throws TypeError when it is not there */
export function storedWeight(weights: Weights, name: string): WeightData {
  const weight = find(weights, name);
  return weight.type === 'float16'
    ? { dims: weight.dims, halves: () => halvesOf(weight) }
    : { dims: weight.dims, floats: () => weight.readFloats() };
}

export function weightDims(weights: Weights, name: string): readonly number[] {
  return normParts(weights, name)?.direction.dims ?? find(weights, `${name}.weight`).dims;
}

/**
 * The weight of a convolution that may be weight-normed: g · v / ‖v‖ over all axes but the first, in float64, or the fused
 * weight where the file has it.
 * @param name without `.weight`
 * @param scale a factor for all of it
 */
export function convolutionWeight(weights: Weights, name: string, scale = 1): WeightData {
  const parts = normParts(weights, name);
  if (!parts) {
    const stored = storedWeight(weights, `${name}.weight`);
    return scale === 1 ? stored : { dims: stored.dims, floats: () => scaled(find(weights, `${name}.weight`), scale) };
  }
  const { gain, direction } = parts;
  return { dims: direction.dims, floats: () => normed(gain.readFloats(), direction, scale) };
}

/** The same numbers under other dimensions of the same product, e.g. a 1×1 convolution as a matrix. */
export function withDims(data: WeightData, dims: readonly number[]): WeightData {
  return { ...data, dims };
}

/** Turns the order along one axis round: what a flip of the channels does to the weights on either side of it. */
export function reversedAlong(data: WeightData, axis: number): WeightData {
  if ('halves' in data) return { dims: data.dims, halves: () => reversed(data.halves(), data.dims, axis) };
  return { dims: data.dims, floats: () => reversed(data.floats(), data.dims, axis) };
}

function reversed<Numbers extends Float32Array | Uint16Array>(
  values: Numbers,
  dims: readonly number[],
  axis: number,
): Numbers {
  const inner = dims.slice(axis + 1).reduce((product, dim) => product * dim, 1);
  const length = dims[axis];
  const result = values.slice() as Numbers;
  for (let row = 0; row * inner < values.length; row++) {
    const mirrored = row - (row % length) + (length - 1 - (row % length));
    result.set(values.subarray(row * inner, (row + 1) * inner), mirrored * inner);
  }
  return result;
}

function normed(gain: Float32Array, direction: Weight, scale: number): Float32Array {
  const values = direction.readFloats();
  const rowLength = values.length / direction.dims[0];
  for (let row = 0; row < direction.dims[0]; row++) {
    let squares = 0;
    for (let i = row * rowLength; i < (row + 1) * rowLength; i++) squares += values[i] * values[i];
    const factor = (scale * gain[row]) / Math.sqrt(squares);
    for (let i = row * rowLength; i < (row + 1) * rowLength; i++) values[i] *= factor;
  }
  return values;
}

function scaled(weight: Weight, scale: number): Float32Array {
  return weight.readFloats().map((value) => value * scale);
}

/** A weight norm's parts, under the older or the newer names; null for a plain or a fused weight. */
export function normParts(weights: Weights, name: string): { gain: Weight; direction: Weight } | null {
  const gain = weights.get(`${name}.weight_g`) ?? weights.get(`${name}.parametrizations.weight.original0`);
  const direction = weights.get(`${name}.weight_v`) ?? weights.get(`${name}.parametrizations.weight.original1`);
  return gain && direction ? { gain, direction } : null;
}

function halvesOf(weight: Weight): Uint16Array {
  const halves = weight.readHalves();
  if (!halves) throw new TypeError(`${weight.name} says it is half precision and is not`);
  return halves;
}

function find(weights: Weights, name: string): Weight {
  const weight = weights.get(name);
  if (!weight) throw new TypeError(`The voice has no ${name}`);
  return weight;
}
