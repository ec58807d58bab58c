import type { PlanNote, PlanSyllable } from '../../../contract/melody/plan.ts';
import type { Pair } from './assign.ts';
import type { SungNote } from './sungNotes.ts';

/** The notes that are held together: [first, first + count). */
export type NoteGroup = { readonly first: number; readonly count: number };

/** Which syllables a note begins with; none on a note that only holds on. */
export type NoteWords = Pick<PlanNote, 'firstSyllable' | 'syllableCount' | 'isMelisma'> & { readonly pass: number };

/** A syllable's time: its vowel begins at the start; the last of its notes ends at the end. */
export type Slot = {
  readonly startSec: number;
  readonly endSec: number;
  /** Of the words. */
  readonly syllable: number;
  /** Time round the words. */
  readonly pass: number;
};

/** Of several syllables on a note each has time in proportion to its vowel and this. */
const consonantShareSec = 0.03;

/** What every note sings, in order. */
export function wordsOfNotes(
  pairs: readonly Pair[],
  groups: readonly NoteGroup[],
  syllablesPerPass: number,
): NoteWords[] {
  return pairs.flatMap(({ firstSyllable, syllableCount, firstGroup, groupCount }) => {
    const last = groups[firstGroup + groupCount - 1];
    const noteCount = last.first + last.count - groups[firstGroup].first;
    const pass = Math.floor(firstSyllable / syllablesPerPass);
    const first = firstSyllable % syllablesPerPass;
    // The first note takes what is left when every other one has a syllable of its own.
    const onFirst = Math.max(1, syllableCount - noteCount + 1);
    return Array.from({ length: noteCount }, (_, index): NoteWords => {
      if (index === 0) return { firstSyllable: first, syllableCount: onFirst, isMelisma: false, pass };
      const syllable = Math.min(syllableCount - 1, onFirst - 1 + index);
      const isMelisma = onFirst - 1 + index >= syllableCount;
      return { firstSyllable: first + syllable, syllableCount: 1, isMelisma, pass };
    });
  });
}

/** The time of every syllable, in the order they are sung. */
export function slotsOf(
  notes: readonly SungNote[],
  words: readonly NoteWords[],
  syllables: readonly PlanSyllable[],
): Slot[] {
  const slots: Slot[] = [];
  for (const [index, { startSec, endSec }] of notes.entries()) {
    const { firstSyllable, syllableCount, isMelisma, pass } = words[index];
    if (isMelisma) {
      slots[slots.length - 1] = { ...slots[slots.length - 1], endSec };
      continue;
    }
    const sung = syllables.slice(firstSyllable, firstSyllable + syllableCount);
    const shares = sung.map(({ vowelStartSec, vowelEndSec }) => vowelEndSec - vowelStartSec + consonantShareSec);
    const perShare = (endSec - startSec) / shares.reduce((sum, share) => sum + share, 0);
    let from = startSec;
    for (const [offset, share] of shares.entries()) {
      const to = offset === shares.length - 1 ? endSec : from + share * perShare;
      slots.push({ startSec: from, endSec: to, syllable: firstSyllable + offset, pass });
      from = to;
    }
  }
  return slots;
}
