import type { BackingMeasure } from '../../../contract/melodies.ts';
import { scoreLimits, usualTempoBpm, type Score } from '../../../contract/melody/score.ts';
import { median } from '../../dsp/statistics.ts';
import type { PerformSettings } from '../registry.ts';

/** How much slower than written the melody is sung. */
export type Tempo = {
  readonly timeScale: number;
  /** At its beginning; null where time is a guide's own. */
  readonly bpm: number | null;
};

export type TempoQuestion = {
  readonly score: Score;
  readonly settings: Pick<PerformSettings, 'tempoBpm' | 'timing'>;
  readonly backing: BackingMeasure | null;
  /** Its beats are the seconds of somebody who hummed it. */
  readonly isGuide: boolean;
};

/** Median stretch of the vowels that singing is comfortable with. */
const comfortable = { least: 1.5, usual: 2, most: 2.5 } as const;
/** Rounding to a whole number of beats a minute must not lead out of it again. */
const inside = 0.05;
/** Outside these, people are told. */
export const bearable = { least: 0.5, most: 4 } as const;
/** A measured tempo this near to the written one is the written one. */
const sameTempoRatio = 0.01;
/** A guide is sung at most this much faster or slower than it was. */
const mostGuideScale = 8;

/**
 * The tempo that is told, written or played; null where the words decide. Music that is played with it wins over what is
 * written when the two plainly differ, as many a file says 120 without meaning it; its tempo may be told by the half or
 * the double, so the nearest of these is taken.
 */
export function givenTempo({ score, settings, backing, isGuide }: TempoQuestion): Tempo | null {
  const written = score.tempos[0]?.bpm ?? null;
  const base = written ?? usualTempoBpm;
  const at = (bpm: number): Tempo => ({ timeScale: base / bpm, bpm });
  if (isGuide) return settings.timing === 'free' ? null : { timeScale: 1, bpm: null };
  if (settings.tempoBpm !== 'auto') return at(settings.tempoBpm);
  if (settings.timing === 'free') return null;
  const played = backing?.tempoBpm ?? null;
  if (played === null) return written === null ? null : at(written);
  if (written === null) return at(played);
  const nearest = played * 2 ** Math.round(Math.log2(written / played));
  return at(Math.abs(nearest / written - 1) <= sameTempoRatio ? written : nearest);
}

/**
 * The tempo at which the median vowel is stretched 1.5–2.5 times: the written one when it does that already, or what is
 * nearest to it.
 *
 * @param stretchesAt how much vowels are stretched when the melody is sung so much slower than written
 */
export function comfortableTempo(
  { score, isGuide }: Pick<TempoQuestion, 'score' | 'isGuide'>,
  stretchesAt: (timeScale: number) => Float64Array,
): Tempo {
  const base = score.tempos[0]?.bpm ?? usualTempoBpm;
  const written = score.tempos.length > 0 ? median(stretchesAt(1)) : null;
  const [fastest, slowest] = isGuide
    ? [1 / mostGuideScale, mostGuideScale]
    : [base / scoreLimits.tempoBpm[1], base / scoreLimits.tempoBpm[0]];
  const timeScale =
    written !== null && written >= comfortable.least && written <= comfortable.most
      ? 1
      : scaleFor(wantedStretch(written), stretchesAt, fastest, slowest);
  if (isGuide) return { timeScale, bpm: null };
  const bpm = timeScale === 1 ? base : Math.round(base / timeScale);
  return { timeScale: base / bpm, bpm };
}

function wantedStretch(written: number | null): number {
  if (written === null) return comfortable.usual;
  return written < comfortable.least ? comfortable.least + inside : comfortable.most - inside;
}

/** By halving the interval: a slower melody never stretches vowels less. */
function scaleFor(
  stretch: number,
  stretchesAt: (timeScale: number) => Float64Array,
  fastest: number,
  slowest: number,
): number {
  let [low, high] = [Math.log(fastest), Math.log(slowest)];
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    if (median(stretchesAt(Math.exp(middle))) < stretch) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
