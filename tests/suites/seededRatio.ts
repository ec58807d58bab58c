/** A repeatable number 0–1 for each seed (mulberry32). */
export function seededRatio(seed: number): number {
  let state = Math.imul(seed + 1, 0x6d2b79f5);
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 2 ** 32;
}
