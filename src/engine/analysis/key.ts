import { hzToMidi, type MusicalKey } from '../../contract/music.ts';
import type { KeyEstimate } from './types.ts';

/** How well each step above the root fits a key, after Krumhansl and Kessler (1982). */
const profiles = {
  major: [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
  minor: [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
} as const;

/**
 * The major or minor key whose profile correlates best with the pitch classes of the voiced frames
 * (Krumhansl and Schmuckler). Speech has weak keys: correlations under 0.6 are common.
 *
 * @param f0Hz [frames] 0 where unvoiced
 * @returns null when nothing is voiced, or every pitch class is equally strong
 */
export function detectKey(f0Hz: Float64Array): KeyEstimate | null {
  return keyOfHistogram(pitchClassHistogram(f0Hz));
}

/**
 * The key whose profile correlates best with how strong each pitch class is.
 *
 * @param histogram [12] from C
 * @returns null when all are equally strong
 */
export function keyOfHistogram(histogram: readonly number[]): KeyEstimate | null {
  let best: KeyEstimate | null = null;
  for (const scale of ['major', 'minor'] as const) {
    for (let root = 0; root < 12; root++) {
      const rotated = histogram.map((_, step) => histogram[(root + step) % 12]);
      const correlation = pearson(rotated, profiles[scale]);
      const key: MusicalKey = { root, scale };
      if (correlation > (best?.correlation ?? -1)) best = { key, correlation };
    }
  }
  return best;
}

/** Weight of each pitch class; a frame counts for the two nearest notes in proportion. */
function pitchClassHistogram(f0Hz: Float64Array): number[] {
  const histogram = new Array<number>(12).fill(0);
  for (const frequencyHz of f0Hz) {
    if (frequencyHz === 0) continue;
    const midi = hzToMidi(frequencyHz);
    const below = Math.floor(midi);
    histogram[((below % 12) + 12) % 12] += below + 1 - midi;
    histogram[(((below + 1) % 12) + 12) % 12] += midi - below;
  }
  return histogram;
}

/** Pearson correlation; NaN when one side does not vary. */
function pearson(a: readonly number[], b: readonly number[]): number {
  const meanA = a.reduce((sum, value) => sum + value, 0) / a.length;
  const meanB = b.reduce((sum, value) => sum + value, 0) / b.length;
  let both = 0;
  let powerA = 0;
  let powerB = 0;
  for (let i = 0; i < a.length; i++) {
    both += (a[i] - meanA) * (b[i] - meanB);
    powerA += (a[i] - meanA) ** 2;
    powerB += (b[i] - meanB) ** 2;
  }
  return both / Math.sqrt(powerA * powerB);
}
