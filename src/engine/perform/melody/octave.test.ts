import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evenNotes } from '../../../../tests/suites/handMadePlan.ts';
import { medianPitch, suggestOctaves } from './octave.ts';

const anyNotes = fc
  .array(fc.integer({ min: 36, max: 84 }), { minLength: 1, maxLength: 30 })
  .map((midis) => evenNotes(midis));

describe('the octave of a melody', () => {
  it('is whole octaves away, and its median within 6 semitones of 3 above the speaker where the limits of pitch allow', () => {
    fc.assert(
      fc.property(anyNotes, fc.double({ min: 45, max: 65, noNaN: true }), (notes, speakerMidi) => {
        const shift = suggestOctaves(notes, speakerMidi, null);
        expect(shift % 12 === 0).toBe(true);
        const isNear = (st: number): boolean => Math.abs(medianPitch(notes) + st - speakerMidi - 3) <= 6 + 1e-9;
        const isSingable = (st: number): boolean => notes.every(({ midi }) => midi + st >= 29 && midi + st <= 90);
        const nearest = [-36, -24, -12, 0, 12, 24, 36].filter((st) => isNear(st) && isSingable(st));
        if (nearest.length > 0) expect(nearest).toContain(shift);
      }),
    );
  });

  it('lies inside a voice’s range where any octave does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 50, max: 60 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 40, max: 60 }),
        (midis, low) => {
          const shift = suggestOctaves(evenNotes(midis), 45, [low, low + 24]);
          for (const midi of midis) {
            expect(midi + shift).toBeGreaterThanOrEqual(low);
            expect(midi + shift).toBeLessThanOrEqual(low + 24);
          }
        },
      ),
    );
  });

  it('counts how long notes are sung, not how many there are', () => {
    const brief = { startSec: 0, endSec: 0.1, midi: 80 };
    const notes = [brief, brief, brief, { startSec: 1, endSec: 3, midi: 50 }];
    expect(medianPitch(notes)).toBe(50);
  });

  it('is as written where nothing is known', () => {
    expect(suggestOctaves(evenNotes([60, 64, 67]), null, null)).toBe(0);
  });
});
