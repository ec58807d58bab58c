import type { Score } from '../../../contract/melody/score.ts';
import type { Notice } from '../../../contract/notices.ts';
import type { Syllable } from '../../analysis/types.ts';
import type { NoteGroup } from './slots.ts';
import { everySyllable } from './spans.ts';
import type { LayingInput } from './types.ts';

/** Syllables of the recording and the notes they are to be laid on. */
export type SungWords = {
  readonly syllables: readonly Syllable[];
  /** One for each syllable; null: not known. */
  readonly texts: readonly (string | null)[];
  readonly groups: readonly NoteGroup[];
  /** How often the known words stand under the notes, one group for each syllable; null: the engine decides. */
  readonly timesWritten: number | null;
  readonly notices: readonly Notice[];
};

/** What of the recording is sung, and on what. */
export function wordsToSing(input: LayingInput, score: Score): SungWords {
  const syllables = everySyllable(input.analysis, input.analysis.syllables);
  return { syllables, texts: syllables.map(() => null), groups: heldNotes(score), timesWritten: null, notices: [] };
}

/** Notes with those that hold on to them. A note that holds on to nothing begins anew. */
function heldNotes({ notes }: Score): NoteGroup[] {
  const groups: NoteGroup[] = [];
  for (const [index, { isMelisma }] of notes.entries()) {
    const last = groups.at(-1);
    if (isMelisma && last) groups[groups.length - 1] = { ...last, count: last.count + 1 };
    else groups.push({ first: index, count: 1 });
  }
  return groups;
}
