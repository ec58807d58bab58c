/** Symmetric window Σ_m a_m·cos(2πm·i / (length - 1)), both ends included. */
function cosineSum(length: number, coefficients: readonly number[]): Float64Array {
  const window = new Float64Array(length);
  const step = length > 1 ? (2 * Math.PI) / (length - 1) : 0;
  for (let i = 0; i < length; i++) {
    let value = 0;
    coefficients.forEach((coefficient, order) => (value += coefficient * Math.cos(order * step * i)));
    window[i] = value;
  }
  return window;
}

/** Symmetric Hann window, zero at both ends. */
export function hannWindow(length: number): Float64Array {
  return cosineSum(length, [0.5, -0.5]);
}

/** Symmetric Blackman window, zero at both ends. */
export function blackmanWindow(length: number): Float64Array {
  return cosineSum(length, [0.42, -0.5, 0.08]);
}

/** Symmetric four-term Nuttall window with a continuous first derivative (Nuttall 1981). */
export function nuttallWindow(length: number): Float64Array {
  return cosineSum(length, [0.355768, -0.487396, 0.144232, -0.012604]);
}
