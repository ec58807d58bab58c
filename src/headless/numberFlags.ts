import { AppError } from '../contract/errors.ts';

type Range = readonly [min: number, max: number];

/** @throws AppError SETTING_OUT_OF_RANGE */
export function wholeNumberFrom(flag: string, word: string, range: Range): number {
  return within(flag, word, /^\d+$/.test(word) ? Number(word) : Number.NaN, range);
}

/** The same for numbers with a sign and a fraction. @throws AppError SETTING_OUT_OF_RANGE */
export function numberFrom(flag: string, word: string, range: Range): number {
  return within(flag, word, /^[+-]?(\d+\.?\d*|\.\d+)$/.test(word) ? Number(word) : Number.NaN, range);
}

function within(flag: string, word: string, value: number, [min, max]: Range): number {
  if (value >= min && value <= max) return value;
  const allowed = `${String(min)} … ${String(max)}`;
  throw new AppError('SETTING_OUT_OF_RANGE', { setting: flag, flag, value: word, allowed });
}
