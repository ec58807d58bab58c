import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notePlaces } from './notePlaces.ts';

describe('the places that a note of another length reads', () => {
  it('lie inside the note, count 1 together, begin at its beginning and end at its end', () => {
    const lengths = fc.double({ min: 12, max: 2000, noNaN: true });
    fc.assert(
      fc.property(lengths, lengths, (takeFrames, guideFrames) => {
        for (let frame = 0; frame <= takeFrames; frame++) {
          const places = notePlaces(frame, takeFrames, guideFrames);
          expect(places.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
          for (const { at } of places) {
            expect(at).toBeGreaterThanOrEqual(0);
            expect(at).toBeLessThanOrEqual(guideFrames + 1e-9);
          }
        }
        expect(notePlaces(takeFrames, takeFrames, guideFrames)).toEqual([{ at: guideFrames, weight: 1 }]);
        expect(notePlaces(1, takeFrames, guideFrames)[0]?.at).toBe(1);
      }),
      { numRuns: 100 },
    );
  });

  it('go on evenly, forth and back', () => {
    const places = Array.from({ length: 600 }, (_, frame) => notePlaces(frame, 800, 100)[0]?.at ?? NaN);
    places.slice(1).forEach((at, index) => expect(Math.abs(at - (places[index] ?? NaN))).toBeLessThanOrEqual(1 + 1e-9));
  });
});
