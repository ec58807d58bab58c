export type PeakRules = {
  /** Lowest height of a peak at a position. */
  readonly heightAt: (position: number) => number;
  /** How far a peak must stand above the higher of the two valleys beside it. */
  readonly prominence: number;
  /** Fewest positions between two peaks; the higher one stays. */
  readonly distance: number;
};

/** How far a valley is looked for; keeps the search linear in long recordings. */
const widestValley = 1000;

/** Positions of local maxima that keep the rules, ascending. A plateau counts at its middle. */
export function findPeaks(values: Float32Array, rules: PeakRules): number[] {
  const high = localMaxima(values).filter((position) => values[position] >= rules.heightAt(position));
  return keepDistance(values, high, rules.distance).filter(
    (position) => prominenceOf(values, position) >= rules.prominence,
  );
}

function localMaxima(values: Float32Array): number[] {
  const maxima: number[] = [];
  for (let i = 1; i < values.length - 1; i++) {
    if (values[i] <= values[i - 1]) continue;
    let end = i;
    while (end + 1 < values.length && values[end + 1] === values[i]) end++;
    if (end + 1 < values.length && values[end + 1] < values[i]) maxima.push(Math.floor((i + end) / 2));
    i = end;
  }
  return maxima;
}

function keepDistance(values: Float32Array, peaks: readonly number[], distance: number): number[] {
  const isKept = peaks.map(() => true);
  const highestFirst = peaks.map((_, index) => index).sort((a, b) => values[peaks[b]] - values[peaks[a]]);
  for (const index of highestFirst) {
    if (!isKept[index]) continue;
    for (let other = index - 1; other >= 0 && peaks[index] - peaks[other] < distance; other--) isKept[other] = false;
    for (let other = index + 1; other < peaks.length && peaks[other] - peaks[index] < distance; other++) {
      isKept[other] = false;
    }
  }
  return peaks.filter((_, index) => isKept[index]);
}

function prominenceOf(values: Float32Array, peak: number): number {
  const valley = (step: -1 | 1): number => {
    let lowest = values[peak];
    for (let i = peak + step; i >= 0 && i < values.length && Math.abs(i - peak) <= widestValley; i += step) {
      // Of equal peaks, as in a perfectly steady tone, only the first stands out.
      if (values[i] > values[peak] || (step < 0 && values[i] === values[peak])) break;
      lowest = Math.min(lowest, values[i]);
    }
    return lowest;
  };
  return values[peak] - Math.max(valley(-1), valley(1));
}
