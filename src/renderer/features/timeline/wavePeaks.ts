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

function loudest(peaks: readonly number[]): number {
  return peaks.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/**
 * Joins what is sung so far with the ghost of what is still only spoken, each brought to the same height.
 * @param spokenPeaks [min0, max0, min1, max1, …] of the whole recording
 * @param sungPeaks the same, of the beginning of the take; empty when nothing is rendered
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
