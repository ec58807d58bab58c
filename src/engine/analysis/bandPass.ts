/** One second-order section: y = b0 x + b1 x₋₁ + b2 x₋₂ − a1 y₋₁ − a2 y₋₂. */
type Section = { readonly b: readonly [number, number, number]; readonly a: readonly [number, number] };

type Complex = { readonly re: number; readonly im: number };

/**
 * Butterworth band-pass of second order on each side (two sections), by the bilinear transform with pre-warped edges.
 * Gain 1 at the centre.
 */
export function butterworthBandPass(lowHz: number, highHz: number, sampleRate: number): readonly Section[] {
  const low = 2 * sampleRate * Math.tan((Math.PI * lowHz) / sampleRate);
  const high = 2 * sampleRate * Math.tan((Math.PI * highHz) / sampleRate);
  const width = high - low;
  // The low-pass prototype has the pole pair e^(±j 3π/4); each maps to the two roots of s² − p·width·s + low·high = 0.
  const pole: Complex = { re: width * Math.cos((3 * Math.PI) / 4), im: width * Math.sin((3 * Math.PI) / 4) };
  const root = squareRoot({ re: pole.re ** 2 - pole.im ** 2 - 4 * low * high, im: 2 * pole.re * pole.im });
  const poles = [
    { re: (pole.re + root.re) / 2, im: (pole.im + root.im) / 2 },
    { re: (pole.re - root.re) / 2, im: (pole.im - root.im) / 2 },
  ];
  const centreHz = (sampleRate / Math.PI) * Math.atan(Math.sqrt(low * high) / (2 * sampleRate));
  return poles.map((analogPole) => sectionOf(analogPole, centreHz, sampleRate));
}

/** The section with this pole pair and zeros at 0 Hz and the Nyquist frequency, scaled to gain 1 at `unityHz`. */
function sectionOf(pole: Complex, unityHz: number, sampleRate: number): Section {
  const double = 2 * sampleRate;
  const norm = (double - pole.re) ** 2 + pole.im ** 2;
  const z: Complex = { re: (double ** 2 - pole.re ** 2 - pole.im ** 2) / norm, im: (2 * double * pole.im) / norm };
  const a = [-2 * z.re, z.re ** 2 + z.im ** 2] as const;
  const omega = (2 * Math.PI * unityHz) / sampleRate;
  const numerator = Math.hypot(1 - Math.cos(2 * omega), Math.sin(2 * omega));
  const denominator = Math.hypot(
    1 + a[0] * Math.cos(omega) + a[1] * Math.cos(2 * omega),
    a[0] * Math.sin(omega) + a[1] * Math.sin(2 * omega),
  );
  const gain = denominator / numerator;
  return { b: [gain, 0, -gain], a };
}

function squareRoot({ re, im }: Complex): Complex {
  const size = Math.hypot(re, im);
  return { re: Math.sqrt((size + re) / 2), im: Math.sign(im || 1) * Math.sqrt((size - re) / 2) };
}

/** Filters forwards, then backwards, in place: no delay, gain squared. */
export function filterZeroPhase(sections: readonly Section[], signal: Float64Array): void {
  for (const section of sections) filterInPlace(section, signal);
  signal.reverse();
  for (const section of sections) filterInPlace(section, signal);
  signal.reverse();
}

function filterInPlace({ b, a }: Section, signal: Float64Array): void {
  let first = 0;
  let second = 0;
  for (let i = 0; i < signal.length; i++) {
    const input = signal[i];
    const output = b[0] * input + first;
    first = b[1] * input - a[0] * output + second;
    second = b[2] * input - a[1] * output;
    signal[i] = output;
  }
}
