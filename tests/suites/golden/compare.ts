type Numbers = Float32Array | Float64Array | Int16Array;

/** Largest difference of two arrays, NaN where their lengths differ or either holds a NaN, so that no limit is kept. */
export function largestDifference(got: Numbers, wanted: Numbers): number {
  if (got.length !== wanted.length) return NaN;
  let largest = 0;
  for (let i = 0; i < got.length; i++) {
    const difference = Math.abs((got[i] ?? NaN) - (wanted[i] ?? NaN));
    if (!(difference <= largest)) largest = difference;
    if (Number.isNaN(largest)) return NaN;
  }
  return largest;
}

/** The same in parts of the largest wanted magnitude. */
export function relativeDifference(got: Numbers, wanted: Numbers): number {
  let scale = 0;
  for (const value of wanted) scale = Math.max(scale, Math.abs(value));
  return largestDifference(got, wanted) / (scale || 1);
}

/** Signal to error ratio; Infinity for equal arrays, NaN where the lengths differ. */
export function signalToErrorDb(got: Numbers, wanted: Numbers): number {
  if (got.length !== wanted.length) return NaN;
  let signal = 0;
  let error = 0;
  for (let i = 0; i < got.length; i++) {
    signal += (wanted[i] ?? NaN) ** 2;
    error += ((got[i] ?? NaN) - (wanted[i] ?? NaN)) ** 2;
  }
  return error === 0 ? Infinity : 10 * Math.log10(signal / error);
}
