/*
 * IEEE 754 half precision. Node 22 has no Float16Array, and a cached envelope must equal a fresh
 * one bit for bit, so the conversion is our own: nearest value, ties to even.
 */
const floatView = new Float32Array(1);
const bitsView = new Uint32Array(floatView.buffer);

const halfInfinity = 0x7c00;

function halfBitsOf(value: number): number {
  floatView[0] = value;
  const bits = bitsView[0];
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // From 65 520 upwards the nearest half is infinity.
  if (magnitude >= 0x477ff000) return sign | halfInfinity;
  if (magnitude < 0x38800000) {
    // Subnormal: adding 0.5 in float32 leaves value / 2^-24, rounded to even, in the mantissa.
    floatView[0] = Math.abs(floatView[0]) + 0.5;
    return sign | (bitsView[0] - 0x3f000000);
  }
  const roundedToEven = magnitude + 0xfff + ((magnitude >>> 13) & 1);
  return sign | ((roundedToEven - 0x38000000) >>> 13);
}

let floatOfHalf: Float32Array | null = null;

/** The float32 of each of the 65 536 bit patterns. */
function floatTable(): Float32Array {
  if (floatOfHalf) return floatOfHalf;
  const table = new Float32Array(0x10000);
  for (let half = 0; half < table.length; half++) {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >>> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0) table[half] = sign * fraction * 2 ** -24;
    else if (exponent === 0x1f) table[half] = fraction === 0 ? sign * Infinity : NaN;
    else table[half] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  floatOfHalf = table;
  return table;
}

/** Bit patterns of the nearest half-precision values; beyond ±65 504 infinity. */
export function floatToHalf(values: Float32Array): Uint16Array {
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) halves[i] = halfBitsOf(values[i]);
  return halves;
}

/** The float32 values of half-precision bit patterns, exact. */
export function halfToFloat(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const table = floatTable();
  const values = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) values[i] = table[halves[i]];
  return values;
}

/** Rounds each value, in place, to what half precision can hold. */
export function roundToHalf(values: Float32Array): void {
  const table = floatTable();
  for (let i = 0; i < values.length; i++) values[i] = table[halfBitsOf(values[i])];
}
