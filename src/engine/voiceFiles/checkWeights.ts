import { damagedFile } from '../bytes/refusals.ts';
import type { Weight, Weights } from '../weights/types.ts';
import type { ExpectedWeight } from './rvcShapes.ts';

/** Exponent of a half that is infinite or not a number. */
const HALF_NOT_FINITE = 0x7c00;

/** Direction and length of a normed weight, by old and newer names. */
const normSpellings = [
  { direction: 'weight_v', length: 'weight_g' },
  { direction: 'parametrizations.weight.original1', length: 'parametrizations.weight.original0' },
] as const;

/**
 * Every expected tensor is there, in one of its spellings, and has its shape.
 * @throws AppError VOICE_FILE_DAMAGED naming the first that is not
 */
export function checkShapes(file: string, weights: Weights, expected: readonly ExpectedWeight[]): void {
  for (const one of expected) {
    const { direction, length } = spellingOf(weights, one);
    checkDims(file, weights, direction, one.dims);
    // One length per index of axis 0, kept with the other axes at 1.
    if (length !== null) checkDims(file, weights, length, [one.dims[0] ?? null, ...one.dims.slice(1).map(() => 1)]);
  }
}

function spellingOf(
  weights: Weights,
  { name, isNormed }: ExpectedWeight,
): { direction: string; length: string | null } {
  if (!isNormed || weights.has(name)) return { direction: name, length: null };
  const owner = name.slice(0, -'weight'.length);
  const spelling = normSpellings.find((one) => weights.has(owner + one.direction) || weights.has(owner + one.length));
  const { direction, length } = spelling ?? normSpellings[0];
  return { direction: owner + direction, length: owner + length };
}

function checkDims(file: string, weights: Weights, name: string, dims: ExpectedWeight['dims']): void {
  const found = weights.get(name);
  if (found === undefined) throw damagedFile(file, 'missing-weights', name);
  const fits =
    found.dims.length === dims.length &&
    dims.every((size, axis) => (size ?? Math.max(1, found.dims[axis])) === found.dims[axis]);
  if (!fits) throw damagedFile(file, 'shape', `${name} [${found.dims.join(', ')}]`);
}

/**
 * Reads every weight once, so that checksums are checked too.
 * @throws AppError VOICE_FILE_DAMAGED for a value that is infinite or not a number
 */
export function checkNumbers(file: string, weights: Weights): void {
  for (const weight of weights.values()) {
    if (!isFinite(weight)) throw damagedFile(file, 'not-a-number', weight.name);
  }
}

function isFinite(weight: Weight): boolean {
  const halves = weight.readHalves();
  return halves === null ? areFinite(weight.readFloats()) : areFiniteHalves(halves);
}

function areFiniteHalves(halves: Uint16Array): boolean {
  for (let i = 0; i < halves.length; i++) {
    if ((halves[i] & HALF_NOT_FINITE) === HALF_NOT_FINITE) return false;
  }
  return true;
}

function areFinite(values: Float32Array): boolean {
  // 0 · x is 0 for every finite x, and NaN for the others.
  let zero = 0;
  for (let i = 0; i < values.length; i++) zero += values[i] * 0;
  return zero === 0;
}
