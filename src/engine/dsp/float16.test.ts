import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatToHalf, halfToFloat, roundToHalf } from './float16.ts';

const allHalves = Uint16Array.from({ length: 0x10000 }, (_, i) => i);

describe('half precision', () => {
  it('brings every half back to the same bits', () => {
    const again = floatToHalf(halfToFloat(allHalves));
    for (const half of allHalves) {
      const isNotANumber = (half & 0x7c00) === 0x7c00 && (half & 0x3ff) !== 0;
      if (isNotANumber) expect(halfToFloat(again.subarray(half, half + 1))[0]).toBeNaN();
      else expect(again[half]).toBe(half);
    }
  });

  it('knows the values of the standard', () => {
    const values = Float32Array.of(1, -2, 65504, 65520, 65519, 2 ** -24, 2 ** -25, 1.5 * 2 ** -24, Infinity, -0);
    expect([...floatToHalf(values)]).toEqual([0x3c00, 0xc000, 0x7bff, 0x7c00, 0x7bff, 1, 0, 2, 0x7c00, 0x8000]);
    expect(halfToFloat(floatToHalf(Float32Array.of(NaN)))[0]).toBeNaN();
  });

  it('rounds to the nearest half, ties to even', () => {
    const finite = [...halfToFloat(allHalves)].filter(Number.isFinite).sort((a, b) => a - b);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: finite.length - 2 }),
        fc.float({ min: 0, max: 1, noNaN: true }),
        (i, mix) => {
          const below = finite[i];
          const above = finite[i + 1];
          const value = Math.fround(below + mix * (above - below));
          const rounded = halfToFloat(floatToHalf(Float32Array.of(value)))[0];
          expect(Math.abs(rounded - value)).toBe(Math.abs(Math.min(value - below, above - value)));
        },
      ),
    );
    expect([...floatToHalf(Float32Array.of(1 + 1 / 2048, 1 + 3 / 2048))]).toEqual([0x3c00, 0x3c02]);
  });

  it('rounds in place to the value that a store and a load would give', () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => 40 * Math.sin(i * 1.7));
    const stored = halfToFloat(floatToHalf(values));
    roundToHalf(values);
    expect(values).toEqual(stored);
  });
});
