import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteName } from '../../contract/music.ts';
import { readNotesText } from './readNotesText.ts';

const brief = (text: string) =>
  readNotesText(text).score.notes.map(({ startBeat, lengthBeats, midi }) => [startBeat, lengthBeats, midi]);

describe('typed notes', () => {
  it.each([
    [
      'C4:1 E4:1 G4:2 R:1 C5:1',
      [
        [0, 1, 60],
        [1, 1, 64],
        [2, 2, 67],
        [5, 1, 72],
      ],
    ],
    [
      'c4 d e',
      [
        [0, 1, 60],
        [1, 1, 62],
        [2, 1, 64],
      ],
    ],
    [
      'C4:1/2 D4:.5 E4:0,5 F4',
      [
        [0, 0.5, 60],
        [0.5, 0.5, 62],
        [1, 0.5, 64],
        [1.5, 0.5, 65],
      ],
    ],
    ['C#4 Db4 F##4 Bb3 Cb4 C♯4 D♭4', [61, 61, 67, 58, 59, 61, 61].map((midi, i) => [i, 1, midi])],
    ['dó4 ré mi fá sol lá si', [60, 62, 64, 65, 67, 69, 71].map((midi, i) => [i, 1, midi])],
    [
      '| C4:1, | D4:1 |',
      [
        [0, 1, 60],
        [1, 1, 62],
      ],
    ],
    ['# a song\nC4 # its end', [[0, 1, 60]]],
  ])('%s', (text, notes) => {
    expect(brief(text)).toEqual(notes);
  });

  it('have syllables, in quotes where they have spaces; without one they hold the vowel', () => {
    const { notes } = readNotesText('C4:1=hel- D4:1=lo E4:1="my oh" F4:1=_ R:1 G4').score;
    expect(notes.map(({ lyric, isMelisma }) => (isMelisma ? '_' : lyric))).toEqual(['hel-', 'lo', 'my oh', '_', null]);
  });

  it('have tempos from where they are typed; the first counts from the start', () => {
    expect(readNotesText('C4 tempo=96 D4 tempo=120 E4').score.tempos).toEqual([
      { beat: 0, bpm: 96 },
      { beat: 2, bpm: 120 },
    ]);
    expect(readNotesText('tempo=400 C4').score.tempos).toEqual([{ beat: 0, bpm: 400 }]);
  });

  it.each([
    ['C4:1 H4:1', 'H4:1', 2],
    ['C4:1 E4:x', 'E4:x', 2],
    ['C4:0', 'C4:0', 1],
    ['C4:1/0', 'C4:1/0', 1],
    ['C4:-1', 'C4:-1', 1],
    ['C4 | D4 | E99', 'E99', 3],
    ['tempo=5 C4', 'tempo=5', 1],
    ['tempo=500 C4', 'tempo=500', 1],
    ['R:1=la', 'R:1=la', 1],
    ['# title\nC4 hello', 'hello', 2],
  ])('%j name the word that makes no sense', (text, part, position) => {
    expect(() => readNotesText(text)).toThrowError(
      expect.objectContaining({ code: 'NOTES_UNREADABLE', details: { part, position } }),
    );
  });

  it.each(['', '   ', 'R:4', '# nothing'])('%j are none', (text) => {
    expect(() => readNotesText(text)).toThrowError(expect.objectContaining({ code: 'MELODY_EMPTY' }));
  });

  it('come out as they are written', () => {
    const note = fc.record({ midi: fc.integer({ min: 28, max: 95 }), beats: fc.integer({ min: 1, max: 64 }) });
    fc.assert(
      fc.property(fc.array(note, { minLength: 1, maxLength: 50 }), (notes) => {
        const text = notes.map(({ midi, beats }) => `${noteName(midi)}:${String(beats)}/16`).join(' ');
        expect(brief(text).map(([, length, midi]) => ({ midi, beats: Math.round((length ?? 0) * 16) }))).toEqual(notes);
      }),
    );
  });

  it('whatever is typed, it is read or refused in words', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('C4:1', 'R', 'tempo=90', 'D5:1/3=la', '"', '=', ':', '|', '#'));
    fc.assert(
      fc.property(fc.array(word), (words) => {
        try {
          expect(readNotesText(words.join(' ')).score.notes.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toHaveProperty('code');
        }
      }),
      { numRuns: 500 },
    );
  });
});
