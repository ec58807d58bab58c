import { describe, expect, it } from 'vitest';
import { blackmanWindow, hannWindow, nuttallWindow } from './windows.ts';

describe('windows', () => {
  it.each([
    ['Hann', hannWindow],
    ['Blackman', blackmanWindow],
    ['Nuttall', nuttallWindow],
  ])('%s is symmetric, one in the middle and near zero at both ends', (_, make) => {
    const window = make(129);
    expect(window[64]).toBeCloseTo(1, 12);
    expect(window[0]).toBeCloseTo(0, 12);
    for (let i = 0; i < 129; i++) expect(window[i]).toBeCloseTo(window[128 - i], 12);
  });
});
