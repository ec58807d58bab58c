import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRatio } from '../../../../tests/suites/seededRatio.ts';
import { assign, mostNotesPerSyllable, mostSyllablesPerNote, type Assignment } from './assign.ts';

const evenly = (count: number, seconds: number): Float64Array => new Float64Array(count).fill(seconds);

function assignmentOf(syllables: number, groups: number, changed: Partial<Assignment> = {}): Assignment {
  return {
    vowelSec: evenly(syllables, 0.12),
    syllablesPerPass: syllables,
    groupSec: evenly(groups, 0.4),
    restBefore: new Array<boolean>(groups).fill(false),
    ...changed,
  };
}

describe('the assignment of syllables to notes', () => {
  it('gives every note a syllable of its own when their numbers are equal', () => {
    for (const { syllableCount, groupCount } of assign(assignmentOf(12, 12))) {
      expect([syllableCount, groupCount]).toEqual([1, 1]);
    }
  });

  it('holds the long vowel over two notes', () => {
    const pairs = assign(assignmentOf(3, 4, { vowelSec: Float64Array.of(0.1, 0.3, 0.1) }));
    expect(pairs.map(({ groupCount }) => groupCount)).toEqual([1, 2, 1]);
  });

  it('puts two short syllables on the long note', () => {
    const pairs = assign(assignmentOf(4, 3, { groupSec: Float64Array.of(0.3, 0.8, 0.3) }));
    expect(pairs.map(({ syllableCount }) => syllableCount)).toEqual([1, 2, 1]);
  });

  it('holds no vowel over a rest when there is another way', () => {
    const pairs = assign(assignmentOf(4, 5, { restBefore: [false, true, true, false, true] }));
    expect(pairs.map(({ groupCount }) => groupCount)).toEqual([1, 1, 2, 1]);
  });

  it('never puts the end of the words and their beginning on one note', () => {
    const vowelSec = Float64Array.of(0.3, 0.02, 0.02, 0.3, 0.02, 0.02, 0.3, 0.02);
    const pairs = assign(assignmentOf(8, 7, { vowelSec, syllablesPerPass: 2 }));
    for (const { firstSyllable, syllableCount } of pairs) expect((firstSyllable % 2) + syllableCount).toBeLessThan(3);
  });

  it('uses everything once and in order, up to the most that either side bears', () => {
    const count = fc.integer({ min: 1, max: 700 });
    fc.assert(
      fc.property(count, count, fc.nat(), (syllables, groups, seed) => {
        fc.pre(syllables <= mostSyllablesPerNote * groups && groups <= mostNotesPerSyllable * syllables);
        const drawn = (length: number): Float64Array =>
          Float64Array.from({ length }, (_, index) => 0.01 + 3 * seededRatio(seed + index));
        const pairs = assign(assignmentOf(syllables, groups, { vowelSec: drawn(syllables), groupSec: drawn(groups) }));
        let [syllable, group] = [0, 0];
        for (const pair of pairs) {
          expect([pair.firstSyllable, pair.firstGroup]).toEqual([syllable, group]);
          syllable += pair.syllableCount;
          group += pair.groupCount;
        }
        expect([syllable, group]).toEqual([syllables, groups]);
      }),
      { numRuns: 60 },
    );
  });

  it('says so when one side is too many for the other', () => {
    expect(() => assign(assignmentOf(2, 9))).toThrow('2 syllables do not fit on 9 notes');
  });
});
