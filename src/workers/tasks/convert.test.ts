import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkSamplesAt } from './convert.ts';

describe('the chunks of a render', () => {
  it('begin with at most 2 s of audio, so that something can soon be heard, and grow to 15 s', () => {
    const lengthsSec: number[] = [];
    for (let start = 0; start < 60 * 48_000;) {
      const count = chunkSamplesAt(start, 48_000);
      lengthsSec.push(count / 48_000);
      start += count;
    }
    expect(lengthsSec).toEqual([2, 4, 8, 15, 15, 15, 15]);
  });

  it('are between 2 and 15 s wherever they begin', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.constantFrom(16_000, 44_100, 48_000),
        (start, sampleRate) => {
          const chunkSec = chunkSamplesAt(start, sampleRate) / sampleRate;
          expect(chunkSec).toBeGreaterThanOrEqual(2);
          expect(chunkSec).toBeLessThanOrEqual(15);
        },
      ),
    );
  });
});
