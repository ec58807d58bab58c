import { describe, expect, it } from 'vitest';
import { secondsAtBeat, type Score } from '../../../contract/melody/score.ts';
import { scoreOfNotes } from '../../../../tests/suites/madeScore.ts';
import { notesInSeconds, repeatScore } from './sungNotes.ts';

const withTempos = (score: Score, tempos: Score['tempos']): Score => ({ ...score, tempos });

describe('notes in seconds', () => {
  it('are where the tempos of the score put them', () => {
    const tempos = [0, 1.5, 3, 3.25, 7].map((beat, index) => ({ beat, bpm: 60 + 37 * index }));
    const notes = notesInSeconds(withTempos(scoreOfNotes(new Array<null>(10).fill(null)), tempos));
    for (const [beat, { startSec, endSec }] of notes.entries()) {
      expect(startSec).toBeCloseTo(secondsAtBeat(tempos, beat), 9);
      expect(endSec).toBeCloseTo(secondsAtBeat(tempos, beat + 1), 9);
    }
  });

  it('never begin together, however short a file makes them', () => {
    const score = scoreOfNotes([null, null, null]);
    const notes = notesInSeconds({
      ...score,
      notes: score.notes.map((note, index) => ({ ...note, startBeat: index * 1e-9, lengthBeats: 1e-9 })),
    });
    expect(notes[1].startSec).toBeGreaterThan(notes[0].startSec);
    expect(notes[0].endSec).toBeLessThanOrEqual(notes[1].startSec);
    expect(notes[2].startSec).toBeGreaterThan(notes[1].startSec);
  });
});

describe('a melody that is sung again', () => {
  it('begins on the next bar, with its own tempos', () => {
    const tempos = [
      { beat: 0, bpm: 120 },
      { beat: 2, bpm: 60 },
    ];
    const twice = repeatScore(withTempos(scoreOfNotes([null, null, null]), tempos), 2);
    expect(twice.notes.map(({ startBeat }) => startBeat)).toEqual([0, 1, 2, 4, 5, 6]);
    expect(twice.tempos).toEqual([...tempos, { beat: 4, bpm: 120 }, { beat: 6, bpm: 60 }]);
  });

  it('leaves out the bars before its first note when it comes again', () => {
    const score = scoreOfNotes([null, null]);
    const late = { ...score, notes: score.notes.map((note) => ({ ...note, startBeat: note.startBeat + 9 })) };
    expect(repeatScore(late, 2).notes.map(({ startBeat }) => startBeat)).toEqual([9, 10, 13, 14]);
  });

  it('keeps its time however late another part of its file changes the tempo', () => {
    const score = scoreOfNotes([null, null, null, null]);
    const tempos = [
      { beat: 0, bpm: 120 },
      { beat: 7, bpm: 40 },
    ];
    const notes = notesInSeconds(repeatScore(withTempos(score, tempos), 5));
    for (const [index, { startSec }] of notes.entries()) expect(startSec).toBeCloseTo(index / 2, 9);
  });

  it('sings each round in the time of the first, however many tempos are between its notes', () => {
    const times = 3000;
    const tempos = Array.from({ length: 20_000 }, (_, index) => ({ beat: index / 5000, bpm: 60 + (index % 97) }));
    const score = repeatScore(withTempos(scoreOfNotes([null, null, null, null]), tempos), times);
    expect(score.tempos.length).toBeLessThan(50_000);
    const notes = notesInSeconds(score);
    const roundSec = secondsAtBeat(tempos, 4);
    for (let round = 0; round < times; round += 500) {
      for (let beat = 0; beat < 4; beat++) {
        const { startSec, endSec } = notes[4 * round + beat];
        expect(startSec).toBeCloseTo(round * roundSec + secondsAtBeat(tempos, beat), 6);
        expect(endSec).toBeCloseTo(round * roundSec + secondsAtBeat(tempos, beat + 1), 6);
      }
    }
  });
});
