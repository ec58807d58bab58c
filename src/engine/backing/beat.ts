import { gaussianSmooth, quantile } from '../dsp/statistics.ts';
import { onsetsPerSec, type Onsets } from './onsets.ts';

export type Beat = {
  readonly tempoBpm: number;
  /** How clearly it stands out, 0–1. */
  readonly confidence: number;
  readonly firstBeatSec: number;
};

/** Tempos that are looked for. */
const [slowestBpm, fastestBpm] = [40, 240];
/**
 * Of a tempo, its half and its double people feel the one nearest to this, with a deviation of so many octaves (Moelants 2002,
 * Ellis 2007); a tempo that stands out more clearly wins all the same.
 */
const usualBpm = 115;
const usualOctaves = 0.9;
/** What repeats with a beat repeats with two and four; with three only in some music. */
const repeats = [
  { times: 1, weight: 1 },
  { times: 2, weight: 0.5 },
  { times: 3, weight: 0.2 },
  { times: 4, weight: 0.33 },
] as const;
/**
 * What is counted as the beat: drums half a beat later that are a quarter as loud are beats too, and beats of which every other
 * one is far softer are halves.
 */
const asLoudRatio = 0.25;
const farSofterRatio = 0.18;
const countedBpm = { least: 50, most: 200 } as const;
/** Onsets against what is usual within a second. */
const trendSec = 0.5;
/** So much of a long piece is listened to. */
const longestSec = 180;
/** The first beats are looked for in this much from the first sound on. */
const phaseSec = 40;
/** The bass counts so much more than everything for where beats are. */
const bassWeight = 3;
/** What sets in within 50 ms of a beat must reach this part of what usually does to be the first. */
const beatReach = 5;
const beginningRatio = 0.12;

/** The beat of music from its onsets; null where nothing sets in. */
export function findBeat(onsets: Onsets): Beat | null {
  const all = withoutTrend(onsets.all.subarray(0, longestSec * onsetsPerSec));
  const energy = all.reduce((sum, value) => sum + value * value, 0);
  if (all.length < 4 * onsetsPerSec || energy < 1e-6) return null;
  const lag = strongestLag(all);
  const confidence = Math.min(1, Math.max(...repeats.map(({ times }) => likeness(all, lag * times)), 0));
  const periodSec = countedPeriod(onsets.loud, refinePeriod(all, lag / onsetsPerSec));
  return { tempoBpm: 60 / periodSec, confidence, firstBeatSec: firstBeat(onsets, periodSec) };
}

/** Onsets above the mean around them. */
function withoutTrend(values: Float32Array): Float32Array {
  const trend = gaussianSmooth(values, trendSec * onsetsPerSec);
  return gaussianSmooth(
    values.map((value, i) => Math.max(0, value - trend[i])),
    1,
  );
}

/** Correlation of onsets with themselves a lag later, 1 for what repeats exactly. Lags between moments are interpolated. */
function likeness(values: Float32Array, lag: number): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const below = Math.floor(lag);
  const part = lag - below;
  let both = 0;
  let power = 0;
  for (let i = 0; i + below + 1 < values.length; i++) {
    const later = values[i + below] + part * (values[i + below + 1] - values[i + below]);
    both += (values[i] - mean) * (later - mean);
    power += ((values[i] - mean) ** 2 + (later - mean) ** 2) / 2;
  }
  return power > 0 ? both / power : 0;
}

/** The lag of a beat, moments: where onsets repeat, and repeat again at twice, three and four times the lag. */
function strongestLag(values: Float32Array): number {
  const shortest = Math.floor((60 / fastestBpm) * onsetsPerSec);
  const longest = Math.ceil((60 / slowestBpm) * onsetsPerSec);
  const found = new Map<number, number>();
  const likenessAt = (lag: number): number => {
    const known = found.get(lag);
    if (known !== undefined) return known;
    const value = lag < values.length / 2 ? likeness(values, lag) : 0;
    found.set(lag, value);
    return value;
  };
  let best = shortest;
  let most = -Infinity;
  for (let lag = shortest; lag <= longest; lag++) {
    const octaves = Math.log2((60 * onsetsPerSec) / lag / usualBpm) / usualOctaves;
    // At multiples a whole lag of rounding has room for as many.
    const repeating = repeats.map(({ times, weight }) => weight * highestAround(likenessAt, lag * times, times - 1));
    const score = repeating.reduce((sum, value) => sum + value, 0) * Math.exp(-0.5 * octaves ** 2);
    if (score <= most) continue;
    most = score;
    best = lag;
  }
  return best;
}

function highestAround(valueAt: (lag: number) => number, lag: number, reach: number): number {
  let highest = -Infinity;
  for (let at = lag - reach; at <= lag + reach; at++) highest = Math.max(highest, valueAt(at));
  return highest;
}

/** The period at which the beat and its first harmonics are strongest in the whole piece: precise to a part of its length. */
function refinePeriod(values: Float32Array, periodSec: number): number {
  const lengthSec = values.length / onsetsPerSec;
  const strengthAt = (hz: number): number => [1, 2, 4].reduce((sum, k) => sum + magnitudeAt(values, k * hz), 0);
  let centre = 1 / periodSec;
  let width = 0.03 * centre;
  for (let step = Math.min(width / 4, 0.2 / lengthSec); step > centre * 1e-5; step /= 4) {
    let best = centre;
    let most = -Infinity;
    for (let hz = centre - width; hz <= centre + width; hz += step) {
      const strength = strengthAt(hz);
      if (strength <= most) continue;
      most = strength;
      best = hz;
    }
    centre = best;
    width = step;
  }
  return 1 / centre;
}

/** Of the Fourier transform at any frequency. */
function magnitudeAt(values: Float32Array, hz: number): number {
  const turn = (2 * Math.PI * hz) / onsetsPerSec;
  const [stepRe, stepIm] = [Math.cos(turn), Math.sin(turn)];
  let [re, im, sumRe, sumIm] = [1, 0, 0, 0];
  for (const value of values) {
    sumRe += value * re;
    sumIm += value * im;
    [re, im] = [re * stepRe - im * stepIm, re * stepIm + im * stepRe];
  }
  return Math.hypot(sumRe, sumIm);
}

/** The period, its half or its double: whichever people would count by the loudness of the drums. */
function countedPeriod(loud: Float32Array, periodSec: number): number {
  let counted = periodSec;
  while (60 / counted >= 2 * countedBpm.least && oppositeRatio(loud, 2 * counted) < farSofterRatio) counted *= 2;
  while (60 / counted <= countedBpm.most / 2 && oppositeRatio(loud, counted) > asLoudRatio) counted /= 2;
  return counted;
}

/** Loudness of what sets in half a period after the loudest, against it. */
function oppositeRatio(loud: Float32Array, periodSec: number): number {
  const period = periodSec * onsetsPerSec;
  const folded = fold(loud.subarray(0, longestSec * onsetsPerSec), period, (value) => value);
  const near = (bin: number): number =>
    [-2, -1, 0, 1, 2].reduce((most, reach) => Math.max(most, folded[(bin + reach + folded.length) % folded.length]), 0);
  const loudest = strongestPhase(folded);
  return near(loudest) > 0 ? near(loudest + Math.round(folded.length / 2)) / near(loudest) : 0;
}

/** Sums over everything a period apart. [about period] */
function fold(values: Float32Array, period: number, weigh: (value: number, index: number) => number): Float32Array {
  const bins = Math.max(1, Math.round(period));
  const folded = new Float32Array(bins);
  values.forEach((value, index) => {
    folded[Math.min(bins - 1, Math.floor(((index / period) % 1) * bins))] += weigh(value, index);
  });
  return folded;
}

/**
 * Onsets laid over each other a period apart: the beat is where most lies. The first is the first of these on which
 * something sets in that can be heard beside the others.
 */
function firstBeat(onsets: Onsets, periodSec: number): number {
  const period = periodSec * onsetsPerSec;
  const start = beginning(onsets.loud);
  const [all, low, loud] = [onsets.all, onsets.low, onsets.loud].map((values) =>
    values.subarray(start, start + phaseSec * onsetsPerSec),
  );
  const folded = fold(all, period, (value, index) => value + bassWeight * low[index]);
  const phase = (strongestPhase(folded) + 0.5) / folded.length;
  const beats: number[] = [];
  // A beat at the very beginning may be found just before it.
  for (let beat = phase > 0.9 ? phase - 1 : phase; beat * period < all.length; beat++) beats.push(beat * period);
  const loudness = beats.map((moment) => {
    const from = Math.max(0, Math.round(moment) - beatReach);
    return loud.subarray(from, Math.round(moment) + beatReach + 1).reduce((most, value) => Math.max(most, value), 0);
  });
  const usual = quantile(loudness, 0.8);
  const first =
    beats[
      Math.max(
        0,
        loudness.findIndex((value) => value >= beginningRatio * usual),
      )
    ] ?? 0;
  return Math.max(0, (start + first) / onsetsPerSec);
}

/** 2 s before the first sound that can be heard beside the others; 0 where that is at the beginning. */
function beginning(loud: Float32Array): number {
  const heard = loud.subarray(0, longestSec * onsetsPerSec);
  const loudest = heard.reduce((most, value) => Math.max(most, value), 0);
  const first = heard.findIndex((value) => value >= beginningRatio * loudest);
  return Math.max(0, first - 2 * onsetsPerSec);
}

function strongestPhase(folded: Float32Array): number {
  let best = 0;
  let most = -Infinity;
  for (let bin = 0; bin < folded.length; bin++) {
    let sum = 0;
    for (let reach = -2; reach <= 2; reach++) {
      sum += (3 - Math.abs(reach)) * folded[(bin + reach + folded.length) % folded.length];
    }
    if (sum <= most) continue;
    most = sum;
    best = bin;
  }
  return best;
}
