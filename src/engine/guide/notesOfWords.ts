import type { PlanNote } from '../../contract/melody/plan.ts';
import { frameSec } from '../../contract/recordings.ts';
import type { GuideNote } from './types.ts';

/** A vowel may begin this long before its note: pitch changes late, or early, but not by more than 100 ms. */
const earlyFrames = 20;
/** Shorter than this no note is kept. */
const leastNoteFrames = 2;

/** A note as it is laid, before it is expressed. */
type LaidNote = Pick<PlanNote, 'startSec' | 'endSec' | 'midi' | 'firstSyllable' | 'syllableCount' | 'isMelisma'>;

/**
 * The notes of a guide with the syllables that begin on them: a note on which none begins holds the one before. Notes before
 * the first syllable carry nothing and are left out; a note starts where its first vowel does.
 *
 * @param vowelStarts frames of the guide, rising, one for each syllable
 */
export function notesOfWords(notes: readonly GuideNote[], vowelStarts: readonly number[]): LaidNote[] {
  const firsts = firstSyllables(notes, vowelStarts);
  const laid: LaidNote[] = [];
  let until = 0;
  notes.forEach(({ start, end, midi }, index) => {
    const [first, after] = [firsts[index], firsts[index + 1]];
    if (after === 0) return;
    const isMelisma = first === after;
    const begin = Math.max(until, isMelisma ? start : Math.min(vowelStarts[first], end - leastNoteFrames));
    const next = index + 1 < notes.length && firsts[index + 2] > after ? vowelStarts[after] : Infinity;
    const finish = Math.max(begin + leastNoteFrames, Math.min(end, next));
    until = finish;
    laid.push({
      startSec: begin * frameSec,
      endSec: finish * frameSec,
      midi,
      firstSyllable: isMelisma ? first - 1 : first,
      syllableCount: isMelisma ? 1 : after - first,
      isMelisma,
    });
  });
  return laid;
}

/** The first syllable of every note, and after the last the number of all. */
function firstSyllables(notes: readonly GuideNote[], vowelStarts: readonly number[]): number[] {
  let syllable = 0;
  const firsts = notes.map(({ start }, index) => {
    while (index > 0 && syllable < vowelStarts.length && vowelStarts[syllable] < start - earlyFrames) syllable++;
    return syllable;
  });
  return [...firsts, vowelStarts.length];
}
