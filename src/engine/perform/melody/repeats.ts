import { AppError } from '../../../contract/errors.ts';
import { scoreLimits } from '../../../contract/melody/score.ts';
import { mostNotesPerSyllable, mostSyllablesPerNote } from './assign.ts';

/** How often words and melody are sung; one of them is 1. */
export type Repeats = { readonly words: number; readonly melody: number };

/** The words are not sung more often than this. */
export const mostTimes = 16;
/** Up to two notes a syllable, or two syllables a note, nothing is repeated. */
const comfortable = 2;

/**
 * Short words are sung again and again until nearly every note has a syllable of its own, a short melody until nearly
 * every syllable has a note.
 *
 * @param counts groups: notes, or written syllables, of the melody
 * @throws AppError TOO_MANY_NOTES, MELODY_TOO_LONG
 */
export function chooseRepeats(
  { syllables, groups, notes }: { readonly syllables: number; readonly groups: number; readonly notes: number },
  file: string,
): Repeats {
  if (groups > comfortable * syllables) {
    const most = mostTimes * mostNotesPerSyllable * syllables;
    if (groups > most) throw new AppError('TOO_MANY_NOTES', { notes: groups, syllables, most });
    return { words: Math.min(mostTimes, Math.floor(groups / syllables)), melody: 1 };
  }
  if (syllables <= comfortable * groups) return { words: 1, melody: 1 };
  const melody = Math.min(Math.round(syllables / groups), Math.floor(scoreLimits.notes / notes));
  if (syllables > mostSyllablesPerNote * melody * groups) {
    const found = Math.ceil(syllables / mostSyllablesPerNote);
    throw new AppError('MELODY_TOO_LONG', { file, what: 'notes', found, limit: scoreLimits.notes });
  }
  return { words: 1, melody };
}
