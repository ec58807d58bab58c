import { describe, expect, it } from 'vitest';
import { completeSettings } from '../../../contract/settings/schema.ts';
import { scoreOfNotes } from '../../../../tests/suites/madeScore.ts';
import { madeSpeech, type SpokenSyllable } from '../../../../tests/suites/madeSpeech.ts';
import { findSyllables } from '../../analysis/syllables.ts';
import { performSettings } from '../registry.ts';
import { layWords } from './layWords.ts';
import type { LaidWords } from './types.ts';

/** Vowels of falling loudness, so that none is as prominent as another. */
const spoken = (count: number, changed: Readonly<Record<number, Partial<SpokenSyllable>>> = {}): SpokenSyllable[] =>
  Array.from({ length: count }, (_, index) => ({
    onset: 12,
    vowel: 36,
    coda: 6,
    pause: 0,
    levelDb: -20 - index / 4,
    ...changed[index],
  }));

function lay(
  speech: readonly SpokenSyllable[],
  lyricsUnder: readonly (string | null)[],
  lyrics: string | null,
): LaidWords {
  const { analysis, tracks } = madeSpeech(speech);
  const syllables = findSyllables(analysis.f0Hz, { levelDb: analysis.levelDb, ...tracks });
  const input = {
    analysis: { ...analysis, syllables },
    tracks,
    recordingName: 'speech.wav',
    recordingSha256: 'a'.repeat(64),
    melody: { kind: 'score', score: scoreOfNotes(lyricsUnder) },
    lyrics,
    backing: null,
  } as const;
  return layWords(input, completeSettings(performSettings, { mode: 'melody' }));
}

const none = (count: number): null[] => new Array<null>(count).fill(null);
const textsOf = ({ plan }: LaidWords): (string | null)[] => plan.syllables.map(({ text }) => text);

describe('typed words', () => {
  it('name the syllables that are heard', () => {
    const laid = lay(spoken(5), none(5), 'Hello my darling');
    expect(textsOf(laid)).toEqual(['hel-', 'lo', 'my', 'dar-', 'ling'].map((text, i) => (i === 0 ? 'Hel-' : text)));
    expect(laid.notices).toEqual([]);
  });

  it('part a vowel in which two syllables meet', () => {
    const speech = spoken(4, { 2: { vowel: 60, dipDb: 0.8 } });
    expect(lay(speech, none(5), null).plan.syllables).toHaveLength(4);
    const laid = lay(speech, none(5), 'um dois pa-ís três');
    expect(laid.notices).toEqual([]);
    expect(textsOf(laid)).toEqual(['um', 'dois', 'pa-', 'ís', 'três']);
    expect(laid.plan.notes.every(({ isMelisma, syllableCount }) => !isMelisma && syllableCount === 1)).toBe(true);
  });

  it('make one syllable of a vowel that is heard as two', () => {
    const speech = spoken(4, { 2: { vowel: 60, dipDb: 3 } });
    expect(lay(speech, none(5), null).plan.syllables).toHaveLength(5);
    const laid = lay(speech, none(4), 'one two three four');
    expect(laid.notices).toEqual([]);
    expect(textsOf(laid)).toEqual(['one', 'two', 'three', 'four']);
    const [, , third, fourth] = laid.plan.syllables;
    expect(fourth.startSec).toBeCloseTo(third.endSec, 6);
  });

  it('never take a syllable away that is plainly heard', () => {
    const laid = lay(spoken(5), none(4), 'one two three four');
    expect(laid.notices).toEqual([{ code: 'LYRICS_DIFFER', details: { typed: 4, heard: 5 } }]);
    expect(laid.plan.syllables).toHaveLength(5);
  });

  it('that are not what was said are told, and change nothing', () => {
    const laid = lay(spoken(4), none(4), 'a whole song of words that nobody ever spoke into this microphone');
    expect(laid.notices).toMatchObject([{ code: 'LYRICS_DIFFER', details: { heard: 4 } }]);
    expect(textsOf(laid)).toEqual(none(4));
  });

  it('that can only nearly be found are shared out, two to the longest syllable, and told', () => {
    const laid = lay(spoken(4, { 2: { vowel: 50 } }), none(4), 'one two three four five');
    expect(laid.notices).toEqual([{ code: 'LYRICS_DIFFER', details: { typed: 5, heard: 4 } }]);
    expect(textsOf(laid)).toEqual(['one', 'two', 'three four', 'five']);
  });

  it('that are too few name all but the shortest syllable', () => {
    const laid = lay(spoken(5, { 1: { vowel: 20 } }), none(5), 'one two three four');
    expect(textsOf(laid)).toEqual(['one', null, 'two', 'three', 'four']);
  });
});

describe('words under the notes', () => {
  it('are sung one to each written syllable, and held where none is written', () => {
    const { plan } = lay(spoken(3), ['A-', 'men', null, null, 'now', null], null);
    expect(plan.notes.map(({ firstSyllable }) => firstSyllable)).toEqual([0, 1, 1, 1, 2, 2]);
    expect(plan.notes.map(({ isMelisma }) => isMelisma)).toEqual([false, false, true, true, false, true]);
    expect(plan.syllables.map(({ text }) => text)).toEqual(['A-', 'men', 'now']);
  });

  it('that are repeated there are sung as often as they are written', () => {
    const { plan, notices } = lay(spoken(3), ['one', 'two', 'three', 'One', 'two,', 'three'], null);
    expect(notices).toEqual([{ code: 'WORDS_REPEATED', details: { times: 2 } }]);
    expect(plan.passes).toHaveLength(2);
  });

  it('that were plainly not said name no syllable, and are told', () => {
    const laid = lay(spoken(5), ['one', 'two', 'three', 'four'], null);
    expect(laid.notices).toMatchObject([{ code: 'LYRICS_DIFFER', details: { typed: 4, heard: 5 } }]);
    expect(textsOf(laid)).toEqual(none(5));
  });

  it('stand back behind words that were typed', () => {
    const { plan } = lay(spoken(3), ['do', 're', 'mi'], 'one two three');
    expect(plan.syllables.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  });
});
