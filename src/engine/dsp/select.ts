/**
 * Rearranges the first `count` values so that the `lowCount` smallest come first, and returns their
 * sum (Hoare's selection; linear time on average).
 */
export function sumOfSmallest(values: Float64Array, count: number, lowCount: number): number {
  let left = 0;
  let right = count - 1;
  while (left < right) {
    const pivot = values[(left + right) >> 1];
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const swapped = values[i];
      values[i++] = values[j];
      values[j--] = swapped;
    }
    if (lowCount - 1 <= j) right = j;
    else if (lowCount - 1 >= i) left = i;
    else break;
  }
  let sum = 0;
  for (let i = 0; i < lowCount; i++) sum += values[i];
  return sum;
}
