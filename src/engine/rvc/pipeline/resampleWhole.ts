/*
 * The original's last step resamples with libsoxr at its high quality. This has the same pass band and stop band, so that
 * even the transition between them comes out alike (63 dB, where the program's own resampler, which ends elsewhere, reaches
 * 31).
 */
/** Edges of the transition band in parts of the lower Nyquist frequency, as soxr 0.1.3 derives them for SOXR_HQ. */
const passBandEnd = 0.9136;
const stopBandStart = 1;
const stopBandDb = 120;
/** Values of the kernel per zero crossing of its sine; between them it is a straight line. */
const stepsPerCrossing = 1024;

/** ceil(n · toRate / fromRate) samples, the first one in the place of the first. Linear phase, silence outside. */
export function resampleWhole(samples: Float32Array, fromRate: number, toRate: number): Float32Array<ArrayBuffer> {
  const kernel = makeKernel();
  /** Kernel crossings per input sample: below 1 where the output's Nyquist frequency is the lower one. */
  const scale = Math.min(1, toRate / fromRate);
  const reach = kernel.crossings / scale;
  const out = new Float32Array(Math.ceil((samples.length * toRate) / fromRate));
  for (let i = 0; i < out.length; i++) {
    const position = (i * fromRate) / toRate;
    const first = Math.max(0, Math.ceil(position - reach));
    const end = Math.min(samples.length, Math.floor(position + reach) + 1);
    let sum = 0;
    for (let k = first; k < end; k++) sum += samples[k] * kernelAt(kernel, Math.abs(position - k) * scale);
    out[i] = sum * scale;
  }
  return out;
}

type Kernel = { readonly values: Float64Array; readonly crossings: number };

function kernelAt({ values }: Kernel, crossing: number): number {
  const step = crossing * stepsPerCrossing;
  const left = Math.floor(step);
  return values[left] + (step - left) * (values[left + 1] - values[left]);
}

/** A sine over its argument under a Kaiser window, sized by Kaiser's formulas (1974) for the band edges above. */
function makeKernel(): Kernel {
  const cutoff = (passBandEnd + stopBandStart) / 2;
  const beta = 0.1102 * (stopBandDb - 8.7);
  const crossings = (stopBandDb - 7.95) / (2.285 * Math.PI * (stopBandStart - passBandEnd)) / 2;
  const values = Float64Array.from({ length: Math.ceil(crossings * stepsPerCrossing) + 2 }, (_, step) => {
    const x = step / stepsPerCrossing;
    if (x >= crossings) return 0;
    const window = besselI0(beta * Math.sqrt(1 - (x / crossings) ** 2)) / besselI0(beta);
    const angle = Math.PI * cutoff * x;
    return x === 0 ? cutoff : (Math.sin(angle) / (Math.PI * x)) * window;
  });
  return { values, crossings };
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
