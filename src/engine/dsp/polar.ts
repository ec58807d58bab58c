/** π/2 in two parts, so that subtracting multiples of it keeps its precision (Cody and Waite 1980). */
const quarterTurnHigh = 1.5707963267341256;
const quarterTurnLow = 6.077100506506192e-11;

/**
 * Complex spectrum from amplitude and phase: e^{j·phase} by one polynomial each for sine and cosine, half the time of
 * Math.cos and Math.sin. Error below 1e-11 for |phase| up to 1e5.
 * @param amplitude [bins]
 * @param phase [bins] radians
 * @param spectrum [2 × bins] result, interleaved
 */
export function fromPolar(amplitude: Float64Array, phase: Float64Array, spectrum: Float64Array): void {
  for (let bin = 0; bin < amplitude.length; bin++) {
    const quarter = Math.round(phase[bin] * (2 / Math.PI));
    const x = phase[bin] - quarter * quarterTurnHigh - quarter * quarterTurnLow;
    const y = x * x;
    const sine = x + x * y * (-1 / 6 + y * (1 / 120 + y * (-1 / 5040 + y * (1 / 362880 + y * (-1 / 39916800)))));
    const cosine =
      1 + y * (-1 / 2 + y * (1 / 24 + y * (-1 / 720 + y * (1 / 40320 + y * (-1 / 3628800 + y / 479001600)))));
    const isOdd = (quarter & 1) === 1;
    const re = isOdd ? sine : cosine;
    const im = isOdd ? cosine : sine;
    spectrum[2 * bin] = ((quarter + 1) & 2) === 0 ? amplitude[bin] * re : -amplitude[bin] * re;
    spectrum[2 * bin + 1] = (quarter & 2) === 0 ? amplitude[bin] * im : -amplitude[bin] * im;
  }
}
