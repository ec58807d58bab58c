/** Natural log power per decibel. */
export const logPowerPerDb = Math.LN10 / 10;

/** A curve that rises like half a cosine from 0 at 0 Hz to 1 at `endHz` and stays there. */
export function risingCurve(frequencyHz: number, endHz: number): number {
  return 0.5 - 0.5 * Math.cos(Math.PI * Math.min(1, frequencyHz / endHz));
}
