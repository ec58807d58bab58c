import type { Score } from '../../../contract/melody/score.ts';
import type { Notice } from '../../../contract/notices.ts';
import type { Syllable } from '../../analysis/types.ts';
import { splitLyrics } from '../../melody/lyrics/splitLyrics.ts';
import { mostTimes } from './repeats.ts';
import type { NoteGroup } from './slots.ts';
import { everySyllable } from './spans.ts';
import { syllablesNear } from './syllableCount.ts';
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

/** Words that differ more from what is heard are not what was said. */
const believable = { least: 0.6, most: 1.7 } as const;

/**
 * What of the recording is sung, and on what. Lyrics that were typed are what was said; without them, those under the
 * notes are. Their number of syllables decides which nuclei of the recording count.
 */
export function wordsToSing(input: LayingInput, score: Score): SungWords {
  const usual = everySyllable(input.analysis, input.analysis.syllables);
  const groups = groupsOf(score);
  const written = writtenUnder(score, groups);
  const typed = input.lyrics === null ? [] : splitLyrics(input.lyrics);
  const texts = typed.length > 0 ? typed : sungOnce(written, usual.length);
  if (usual.length === 0 || texts.length === 0) return unknownWords(usual, groups);
  const ratio = texts.length / usual.length;
  const isBelievable = ratio >= believable.least && ratio <= believable.most;
  const syllables = isBelievable ? syllablesNear(input, usual, texts.length) : usual;
  if (syllables.length === texts.length) {
    return { syllables, texts, groups, timesWritten: timesWritten(texts.length, groups, written), notices: [] };
  }
  const notice: Notice = { code: 'LYRICS_DIFFER', details: { typed: texts.length, heard: usual.length } };
  const known = isBelievable && typed.length > 0 ? spread(texts, syllables) : syllables.map(() => null);
  return { syllables, texts: known, groups, timesWritten: null, notices: [notice] };
}

function unknownWords(syllables: readonly Syllable[], groups: readonly NoteGroup[]): SungWords {
  return { syllables, texts: syllables.map(() => null), groups, timesWritten: null, notices: [] };
}

/**
 * Notes that are held together: by the lyrics where most notes have some, else as the melody says. What holds on to
 * nothing begins anew; notes before the first written syllable begin with it.
 */
function groupsOf({ notes }: Score): NoteGroup[] {
  const held = grouped(notes.map(({ isMelisma }) => !isMelisma));
  const lyricCount = notes.filter(({ lyric }) => lyric !== null).length;
  return 2 * lyricCount >= held.length && lyricCount > 0 ? grouped(notes.map(({ lyric }) => lyric !== null)) : held;
}

function grouped(begins: readonly boolean[]): NoteGroup[] {
  const starts = begins.flatMap((isBeginning, index) => (isBeginning ? [index] : []));
  if (starts.length === 0) starts.push(0);
  starts[0] = 0;
  return starts.map((first, index) => ({ first, count: (starts[index + 1] ?? begins.length) - first }));
}

/** The syllable under each group; empty where not every group has one. */
function writtenUnder({ notes }: Score, groups: readonly NoteGroup[]): string[] {
  const texts = groups.flatMap(({ first, count }) => {
    const lyric = notes.slice(first, first + count).find((note) => note.lyric !== null)?.lyric;
    return lyric === null || lyric === undefined ? [] : [lyric];
  });
  return texts.length === groups.length ? texts : [];
}

/** Of words that stand several times under the notes, as much as comes nearest to what was said. */
function sungOnce(texts: string[], heard: number): string[] {
  let nearest = texts;
  for (let length = 1; length <= texts.length / 2; length++) {
    const isNearer = Math.abs(length - heard) < Math.abs(nearest.length - heard);
    if (isNearer && isRepeated(texts, length)) nearest = texts.slice(0, length);
  }
  return nearest;
}

function isRepeated(texts: readonly string[], length: number): boolean {
  const spelled = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return texts.length % length === 0 && texts.every((text, index) => spelled(text) === spelled(texts[index % length]));
}

/** Sung as it is written where there is one group for each syllable, once or as often as the words are repeated. */
function timesWritten(syllables: number, groups: readonly NoteGroup[], written: readonly string[]): number | null {
  if (groups.length === syllables) return 1;
  const times = written.length / syllables;
  return times > 1 && times <= mostTimes && isRepeated(written, syllables) ? times : null;
}

/** Which text belongs to which syllable when their numbers differ a little: the longest have two, the shortest none. */
function spread(texts: readonly string[], syllables: readonly Syllable[]): (string | null)[] {
  const counts = new Array<number>(syllables.length).fill(1);
  const longestFirst = syllables
    .map(({ start, end }, index) => ({ index, length: end - start }))
    .sort((a, b) => b.length - a.length);
  const missing = texts.length - syllables.length;
  for (const { index } of longestFirst.slice(0, Math.max(0, missing))) counts[index]++;
  for (const { index } of longestFirst.slice(longestFirst.length + Math.min(0, missing))) counts[index]--;
  let next = 0;
  return counts.map((count) => {
    next += count;
    return count > 0 ? joined(texts.slice(next - count, next)) : null;
  });
}

/** `hel-` and `lo` are `hello`; words stay apart. */
function joined(parts: readonly string[]): string {
  return parts.reduce((text, part) => (text.endsWith('-') ? text.slice(0, -1) + part : `${text} ${part}`));
}
