import { averageFrames, logMelDb } from './logMel.ts';

const bandCount = 40;
/** Pitch, not words, decides what lies under about 350 Hz. */
const firstBand = 6;
const averagedFrames = 4;
/** Pauses say nothing of words. */
const rangeDb = 35;

/** Correlation of two sounds' levels in mel bands over 350 Hz, every 20 ms of what is loud in the first. */
export function formantAgreement(reference: Float32Array, other: Float32Array, sampleRate: number): number {
  const wanted = averageFrames(logMelDb(reference, sampleRate), averagedFrames);
  const heard = averageFrames(logMelDb(other, sampleRate), averagedFrames);
  const loudestDb = wanted.reduce((most, levelDb) => Math.max(most, levelDb), -Infinity);
  const pairs: [number, number][] = [];
  for (let first = firstBand; first + bandCount - firstBand <= wanted.length; first += bandCount) {
    const bands = Array.from({ length: bandCount - firstBand }, (_, band) => first + band);
    if (bands.every((band) => wanted[band] < loudestDb - rangeDb)) continue;
    for (const band of bands) pairs.push([wanted[band], heard[band]]);
  }
  return correlation(pairs);
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (side: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length;
  const [a, b] = [mean(0), mean(1)];
  let [both, first, second] = [0, 0, 0];
  for (const [x, y] of pairs) {
    both += (x - a) * (y - b);
    first += (x - a) ** 2;
    second += (y - b) ** 2;
  }
  return both / Math.sqrt(first * second);
}
