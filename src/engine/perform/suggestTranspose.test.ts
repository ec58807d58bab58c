import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggestTranspose } from './suggestTranspose.ts';

describe('the suggested transposition', () => {
  it('is 0 for the own voice, for silence, and for who is in the middle of the range already', () => {
    expect(suggestTranspose(45, null)).toBe(0);
    expect(suggestTranspose(null, [48, 72])).toBe(0);
    expect(suggestTranspose(60, [48, 72])).toBe(0);
  });

  it('prefers an octave where that is close', () => {
    expect(suggestTranspose(45, [48, 72])).toBe(12);
    expect(suggestTranspose(57, [28, 50])).toBe(-12);
  });

  it('is the smallest shift into the middle third where no octave is close', () => {
    expect(suggestTranspose(52, [48, 72])).toBe(4);
    expect(suggestTranspose(45, [28, 50])).toBe(-3);
  });

  it('brings a speaker to a voice whose range is narrower than any speech, and not past it', () => {
    expect(suggestTranspose(45, [59, 61])).toBe(15);
    expect(suggestTranspose(48.4, [59, 61])).toBe(12);
    expect(suggestTranspose(60.3, [60, 61])).toBe(0);
    expect(suggestTranspose(30, [84, 84])).toBe(24);
  });

  it('is a whole number of at most 24 that never leads away from the range', () => {
    const midi = fc.double({ min: 20, max: 100, noNaN: true });
    fc.assert(
      fc.property(midi, fc.integer({ min: 24, max: 72 }), fc.integer({ min: 0, max: 36 }), (speaker, low, width) => {
        const shift = suggestTranspose(speaker, [low, low + width]);
        const centre = low + width / 2;
        expect(Number.isInteger(shift)).toBe(true);
        expect(Math.abs(shift)).toBeLessThanOrEqual(24);
        expect(Math.abs(speaker + shift - centre)).toBeLessThanOrEqual(Math.abs(speaker - centre) + 1e-9);
      }),
    );
  });
});
