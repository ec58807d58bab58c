import { toRecordingSec, type TimeMap } from '../playback/timeMap.ts';

/** The wave as wavesurfer draws it: the upper and the lower edge, both ≥ 0, one value per stretch. */
export type WaveEdges = { readonly top: Float32Array; readonly bottom: Float32Array };

/** How much of half the lane the loudest moment fills. */
const fullHeightRatio = 0.62;

/** More stretches than a lane has pixels only make a comb of the wave. */
const mostStretches = 1400;

/** Joins neighbouring stretches, keeping the extremes, until there are few enough. */
function coarsen(peaks: readonly number[], every: number): number[] {
  const joined: number[] = [];
  for (let start = 0; start < peaks.length; start += 2 * every) {
    let low = 0;
    let high = 0;
    for (let index = start; index < Math.min(peaks.length, start + 2 * every); index += 2) {
      low = Math.min(low, peaks[index] ?? 0);
      high = Math.max(high, peaks[index + 1] ?? 0);
    }
    joined.push(low, high);
  }
  return joined;
}

/** A lane's time: how long it is, how finely its peaks lie, and how it runs against the recording's. */
export type LaneClock = { readonly durationSec: number; readonly stepSec: number; readonly timeMap: TimeMap };

/** Slower than this nothing is stretched: the take rests there. */
const restSlope = 0.02;

/**
 * The recording's peaks as they will lie in the time of a take: words where they will be sung, nothing in rests.
 * @param peaks [min0, max0, …] of the recording, fromStepSec apart
 * @returns the same of the take, clock.stepSec apart
 */
export function warpPeaks(peaks: readonly number[], fromStepSec: number, clock: LaneClock): readonly number[] {
  const { durationSec, stepSec, timeMap } = clock;
  const count = Math.max(1, Math.ceil(durationSec / stepSec - 1e-6));
  if (timeMap.length === 0 && fromStepSec === stepSec && peaks.length === 2 * count) return peaks;
  const warped: number[] = [];
  for (let cell = 0; cell < count; cell++) {
    const from = toRecordingSec(timeMap, cell * stepSec);
    // Just before the next cell, so that a jump back belongs to that one.
    const to = toRecordingSec(timeMap, (cell + 1) * stepSec - 1e-6);
    const [low, high] =
      to - from < restSlope * stepSec
        ? [0, 0]
        : extremesIn(peaks, Math.floor(from / fromStepSec + 1e-6), Math.ceil(to / fromStepSec - 1e-6));
    warped.push(low, high);
  }
  return warped;
}

function extremesIn(peaks: readonly number[], first: number, end: number): [low: number, high: number] {
  let low = 0;
  let high = 0;
  for (let index = first; index < Math.max(end, first + 1); index++) {
    low = Math.min(low, peaks[2 * index] ?? 0);
    high = Math.max(high, peaks[2 * index + 1] ?? 0);
  }
  return [low, high];
}

function loudest(peaks: readonly number[]): number {
  return peaks.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/**
 * Joins what is sung so far with the ghost of what is still only spoken, each brought to the same height.
 * @param spokenPeaks [min0, max0, min1, max1, …] of the whole recording, in the time of the take
 * @param sungPeaks the same, of the beginning of the take and as far apart; empty when nothing is rendered
 */
export function joinPeaks(spokenPeaks: readonly number[], sungPeaks: readonly number[]): WaveEdges {
  const every = Math.max(1, Math.ceil(Math.max(spokenPeaks.length, sungPeaks.length) / 2 / mostStretches));
  const spoken = coarsen(spokenPeaks, every);
  const sung = coarsen(sungPeaks, every);
  const count = Math.max(1, Math.floor(Math.max(spoken.length, sung.length) / 2));
  const top = new Float32Array(count);
  const bottom = new Float32Array(count);
  const spokenScale = fullHeightRatio / Math.max(1e-4, loudest(spoken));
  const sungScale = fullHeightRatio / Math.max(1e-4, loudest(sung));
  const sungCount = Math.floor(sung.length / 2);
  for (let index = 0; index < count; index++) {
    const isSung = index < sungCount;
    const source = isSung ? sung : spoken;
    const scale = isSung ? sungScale : spokenScale;
    bottom[index] = Math.max(0, -(source[2 * index] ?? 0) * scale);
    top[index] = Math.max(0, (source[2 * index + 1] ?? 0) * scale);
  }
  return { top, bottom };
}
