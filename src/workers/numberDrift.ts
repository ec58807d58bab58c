/** Largest share of the CPU's own level by which another device may differ; TF32 on graphics cards stays well below. */
export const largestShare = 0.01;

type Outputs = Readonly<Record<string, { readonly data: ArrayLike<number> }>>;

/**
 * Largest difference of any output as a share of that output's largest expected value; infinite where a value is missing or
 * no number.
 */
export function shareOfDrift(expected: Outputs, given: Outputs): number {
  return Math.max(
    0,
    ...Object.entries(expected).map(([name, { data }]) => shareOfDifference(data, given[name]?.data ?? [])),
  );
}

function shareOfDifference(expected: ArrayLike<number>, given: ArrayLike<number>): number {
  if (expected.length !== given.length) return Infinity;
  let level = 1e-9;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    level = Math.max(level, Math.abs(expected[i] ?? 0));
    const difference = Math.abs((expected[i] ?? 0) - (given[i] ?? NaN));
    if (Number.isNaN(difference)) return Infinity;
    largest = Math.max(largest, difference);
  }
  return largest / level;
}
