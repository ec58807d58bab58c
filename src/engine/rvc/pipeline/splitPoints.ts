import { mirrored } from './mirrored.ts';

/**
 * How loud a place is: the sum of magnitudes of 160 samples (the original of 2026), or the magnitude of their sum (the
 * newer community program and older originals).
 */
export type QuietRule = 'sum-of-magnitudes' | 'magnitude-of-sum';

/** In seconds, as the original's options of the same names. */
export type SplitOptions = {
  /** Reach of the search to both sides of a centre. */
  readonly querySec: number;
  /** Distance between the centres. */
  readonly centreSec: number;
  /** A signal is split only when it is longer than this. */
  readonly longestSec: number;
};

const sampleRate = 16_000;
const windowSamples = 160;

/**
 * Where the original cuts a long signal: the first quietest sample around every centre.
 *
 * @param samples mono at 16 kHz, high-passed
 * @returns ascending sample positions, empty for a signal that is short enough
 */
export function splitPoints(samples: Float64Array, options: SplitOptions, rule: QuietRule): number[] {
  if (samples.length + windowSamples <= options.longestSec * sampleRate) return [];
  const loudness = windowLoudness(samples, rule);
  const reach = Math.floor(options.querySec * sampleRate);
  const step = Math.max(1, Math.floor(options.centreSec * sampleRate));
  const points: number[] = [];
  for (let centre = step; centre < samples.length; centre += step) {
    points.push(quietest(loudness, Math.max(0, centre - reach), Math.min(samples.length, centre + reach)));
  }
  return points;
}

function quietest(loudness: Float64Array, start: number, end: number): number {
  let best = start;
  for (let i = start + 1; i < end; i++) if (loudness[i] < loudness[best]) best = i;
  return best;
}

/** Loudness of the 160 samples from n − 80 on, for every n; the signal is mirrored at its ends. */
function windowLoudness(samples: Float64Array, rule: QuietRule): Float64Array {
  const padded = mirrored(samples, windowSamples / 2);
  if (rule === 'sum-of-magnitudes') padded.forEach((value, i) => (padded[i] = Math.abs(value)));
  const loudness = new Float64Array(samples.length);
  // Summed offset by offset like the original, so that rounding chooses the same sample among equals.
  for (let offset = 0; offset < windowSamples; offset++) {
    for (let n = 0; n < loudness.length; n++) loudness[n] += padded[n + offset];
  }
  if (rule === 'magnitude-of-sum') loudness.forEach((value, i) => (loudness[i] = Math.abs(value)));
  return loudness;
}
