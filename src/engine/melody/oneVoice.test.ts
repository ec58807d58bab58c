import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneVoice } from './oneVoice.ts';
import type { FileNote } from './types.ts';

const at = (startBeat: number, endBeat: number, midi: number, lyric: string | null = null): FileNote => ({
  startBeat,
  endBeat,
  midi,
  lyric,
});
const brief = (...notes: FileNote[]) =>
  oneVoice(notes).notes.map(({ startBeat, endBeat, midi }) => [startBeat, endBeat, midi]);

describe('one voice of several', () => {
  it.each([
    ['of a chord, the highest', [at(0, 1, 60), at(0, 1, 67), at(0, 1, 64)], [[0, 1, 67]], 2],
    [
      'slurred notes lose what overlaps',
      [at(0, 1.1, 60), at(1, 2, 59)],
      [
        [0, 1, 60],
        [1, 2, 59],
      ],
      0,
    ],
    [
      'so do those shorter than that',
      [at(0, 0.1, 60), at(0.09, 1, 62)],
      [
        [0, 0.09, 60],
        [0.09, 1, 62],
      ],
      0,
    ],
    [
      'a higher note ends the one below for good',
      [at(0, 4, 60), at(1, 2, 67)],
      [
        [0, 1, 60],
        [1, 2, 67],
      ],
      1,
    ],
    ['a lower note under a long one is left out', [at(0, 4, 67), at(1, 2, 60)], [[0, 4, 67]], 1],
    [
      'a lower note comes up when most of it is still to come',
      [at(0, 1, 67), at(0.5, 4, 60)],
      [
        [0, 1, 67],
        [1, 4, 60],
      ],
      0,
    ],
    ['a lower note of which little is left does not', [at(0, 3, 67), at(0.5, 4, 60)], [[0, 3, 67]], 1],
    ['a strummed chord begins with its first note', [at(0, 2, 60), at(0.03, 2, 64), at(0.06, 2, 67)], [[0, 2, 67]], 2],
    [
      'notes that only touch stay as they are',
      [at(0, 1, 60), at(1, 2, 60)],
      [
        [0, 1, 60],
        [1, 2, 60],
      ],
      0,
    ],
  ])('%s', (_, notes, sung, reducedCount) => {
    expect(brief(...notes)).toEqual(sung);
    expect(oneVoice(notes).reducedCount).toBe(reducedCount);
  });

  it('the syllable of a chord is that of its highest note, wherever it was written', () => {
    expect(oneVoice([at(0, 1, 67), at(0, 1, 60, 'ah')]).notes[0]?.lyric).toBe('ah');
    expect(oneVoice([at(0, 1, 60, 'ah'), at(0, 1, 67, 'oh')]).notes[0]?.lyric).toBe('oh');
  });

  const anyNotes = fc.array(
    fc.record({
      startBeat: fc.integer({ min: 0, max: 400 }).map((n) => n / 16),
      length: fc.integer({ min: 1, max: 100 }).map((n) => n / 16),
      midi: fc.integer({ min: 30, max: 90 }),
    }),
    { maxLength: 60 },
  );

  it('never overlaps, never goes back, and at the start of every note sings nothing lower', () => {
    fc.assert(
      fc.property(anyNotes, (drawn) => {
        const notes = drawn.map(({ startBeat, length, midi }) => at(startBeat, startBeat + length, midi));
        const { notes: sung, reducedCount } = oneVoice(notes);
        expect(sung.length).toBeLessThanOrEqual(notes.length);
        expect(reducedCount).toBeGreaterThanOrEqual(notes.length - sung.length);
        sung.forEach((note, i) => {
          expect(note.endBeat).toBeGreaterThan(note.startBeat);
          const next = sung[i + 1];
          if (next !== undefined) expect(note.endBeat).toBeLessThanOrEqual(next.startBeat);
          const highest = Math.max(
            ...notes.filter(({ startBeat }) => startBeat === note.startBeat).map(({ midi }) => midi),
          );
          expect(note.midi).toBeGreaterThanOrEqual(highest);
        });
      }),
    );
  });

  it('of a single line is that line', () => {
    fc.assert(
      fc.property(anyNotes, (drawn) => {
        let beat = 0;
        const line = drawn.map(({ length, midi }) => {
          beat += length;
          return at(beat - length, beat, midi);
        });
        expect(oneVoice(line)).toEqual({ notes: line, reducedCount: 0 });
      }),
    );
  });
});
