/** A bar or a part of one, as shares of the height of the plot, 0–1 from below. */
export type BarPart = { readonly from: number; readonly to: number };

/**
 * The upper end of an axis: the least of 1, 2 or 5 times a power of ten that no value exceeds.
 * @param values not negative
 */
export function axisTop(values: readonly number[]): number {
  const highest = Math.max(0, ...values);
  if (highest === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  return power * ([1, 2, 5].find((step) => step * power >= highest) ?? 10);
}

/** Values on top of each other, each as a share of the axis. */
export function stack(values: readonly number[], top: number): BarPart[] {
  let below = 0;
  return values.map((value) => {
    const from = below / top;
    below += value;
    return { from, to: below / top };
  });
}
