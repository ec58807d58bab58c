import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { midiToRatio, pitchAxis, pitchPath, pitchRows } from './pitchAxis.ts';
import { rulerTicks, timeAt, timeToRatio } from './timeAxis.ts';
import { placeNoteTexts } from './noteTexts.ts';
import { noteStrokes, syllableStrokes } from './strokes.ts';
import { joinPeaks, warpPeaks } from './wavePeaks.ts';
import { placeWords } from './words.ts';

describe('the ruler', () => {
  it('steps by two seconds over 13.6 s in a window of 1440', () => {
    const { stepSec, ticks } = rulerTicks(13.6, 1000);
    expect(stepSec).toBe(2);
    expect(ticks.map((tick) => tick.sec)).toEqual([0, 2, 4, 6, 8, 10, 12]);
  });

  it('leaves each label its room, from a fifth of a second to four hours', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 14_400, noNaN: true }),
        fc.integer({ min: 200, max: 4000 }),
        (durationSec, width) => {
          const { ticks } = rulerTicks(durationSec, width);
          const places = ticks.map((tick) => tick.ratio * width);
          expect(places.length).toBeGreaterThan(0);
          places.slice(1).forEach((place, index) => expect(place - (places[index] ?? 0)).toBeGreaterThan(89.99));
        },
      ),
    );
  });

  it('has no marks before there is anything to measure', () => {
    expect(rulerTicks(0, 1000).ticks).toEqual([]);
    expect(rulerTicks(5, 0).ticks).toEqual([]);
  });
});

describe('strokes of a long recording', () => {
  it('are one path for all notes, of which what is sung already is left out', () => {
    const notes = [
      { startSec: 0, endSec: 1, midi: 60, text: null },
      { startSec: 1, endSec: 3, midi: 64, text: null },
      { startSec: 3, endSec: 4, midi: 62, text: null },
    ];
    const axis = { lowMidi: 56, highMidi: 64 };
    expect(noteStrokes(notes, axis, 10, 0)).toBe(
      'M0.000 500.000H100.000M100.000 0.000H300.000M300.000 250.000H400.000',
    );
    expect(noteStrokes(notes, axis, 10, 2)).toBe('M200.000 0.000H300.000M300.000 250.000H400.000');
    expect(noteStrokes(notes, axis, 10, 4)).toBe('');
  });

  it('are two paths for all syllables', () => {
    const syllable = { startSec: 1, endSec: 2, vowelStartSec: 1.25, vowelEndSec: 1.75, nucleusSec: 1.5 };
    const { ticks, vowels } = syllableStrokes([syllable, { ...syllable, startSec: 3 }], 5);
    expect(ticks).toBe('M200.000 8V20M600.000 8V20');
    expect(vowels).toBe('M250.000 14H350.000M250.000 14H350.000');
  });
});

describe('time and place', () => {
  it('are each other’s way back', () => {
    const lane = { left: 120, width: 800 };
    fc.assert(
      fc.property(fc.double({ min: 0, max: 60, noNaN: true }), (sec) => {
        const clientX = lane.left + timeToRatio(sec, 60) * lane.width;
        expect(timeAt(clientX, lane, 60)).toBeCloseTo(sec, 6);
      }),
    );
  });

  it('end where the recording ends', () => {
    expect(timeAt(5000, { left: 0, width: 100 }, 7)).toBe(7);
    expect(timeAt(-50, { left: 0, width: 100 }, 7)).toBe(0);
  });
});

describe('the pitch axis', () => {
  it('leaves air around the voice and never shows less than 16 semitones', () => {
    const axis = pitchAxis(60, 62);
    expect(axis.highMidi - axis.lowMidi).toBe(16);
    expect(midiToRatio(61, axis)).toBeCloseTo(0.5);
    expect(pitchAxis(40, 70)).toEqual({ lowMidi: 37, highMidi: 73 });
  });

  it('draws the notes of the key and names root, third and fifth', () => {
    const rows = pitchRows({ lowMidi: 50, highMidi: 70 }, 'A minor', 400);
    expect(rows.map((row) => ((row.midi % 12) + 12) % 12)).not.toContain(10);
    expect(rows.filter((row) => row.isRoot).map((row) => row.midi)).toEqual([57, 69]);
    expect(rows.filter((row) => row.hasLabel).map((row) => row.midi)).toEqual([52, 57, 60, 64, 69]);
  });

  it('leaves out names that would touch in a low lane', () => {
    const rows = pitchRows({ lowMidi: 40, highMidi: 70 }, 'C major', 60).filter((row) => row.hasLabel);
    rows.slice(1).forEach((row, index) => expect(((rows[index]?.ratio ?? 1) - row.ratio) * 60).toBeGreaterThan(13.99));
  });
});

describe('the pitch line', () => {
  const axis = { lowMidi: 57, highMidi: 81 };

  it('breaks where the voice is unvoiced', () => {
    const path = pitchPath({ stepSec: 0.5, f0Hz: [440, 440, 0, 440, 440] }, axis, 2);
    expect(path).toBe('M0.0 500.0L250.0 500.0M750.0 500.0L1000.0 500.0');
  });

  it('is empty when nothing is voiced', () => {
    expect(pitchPath({ stepSec: 0.5, f0Hz: [0, 0, 0] }, axis, 1)).toBe('');
  });
});

describe('the joined wave', () => {
  it('is the sung wave up to the edge and the spoken one after it, both at the same height', () => {
    const spoken = [-0.1, 0.1, -0.1, 0.1, -0.1, 0.1, -0.1, 0.1];
    const { top, bottom } = joinPeaks(spoken, [-0.8, 0.8, -0.4, 0.4]);
    expect([...top].map((value) => Number(value.toFixed(2)))).toEqual([0.62, 0.31, 0.62, 0.62]);
    expect([...bottom]).toEqual([...top]);
  });

  it('keeps the loudest moment of a long recording', () => {
    const peaks = Array.from({ length: 20_000 }, (_, index) =>
      index === 12_345 ? 0.9 : index % 2 === 0 ? -0.01 : 0.01,
    );
    const { top } = joinPeaks(peaks, []);
    expect(top.length).toBeLessThanOrEqual(1400);
    expect(Math.max(...top)).toBeCloseTo(0.62, 5);
  });

  it('lies where the words will be sung, with nothing in a rest and nothing after the end', () => {
    const spoken = [-0.1, 0.1, -0.2, 0.2];
    const timeMap = [
      [0, 0],
      [1, 0],
      [3, 1],
      [4, 2],
    ] as const;
    expect(warpPeaks(spoken, 1, { durationSec: 4, stepSec: 1, timeMap })).toEqual([
      0, 0, -0.1, 0.1, -0.1, 0.1, -0.2, 0.2,
    ]);
    expect(warpPeaks(spoken, 1, { durationSec: 3, stepSec: 1, timeMap: [] })).toEqual([...spoken, 0, 0]);
    expect(warpPeaks(spoken, 1, { durationSec: 2, stepSec: 0.5, timeMap: [] })).toEqual(
      [0.1, 0.1, 0.2, 0.2].flatMap((value) => [-value, value]),
    );
  });

  it('draws silence as a line and not as a fault', () => {
    const { top, bottom } = joinPeaks([0, 0, 0, 0], []);
    expect([...top, ...bottom].every((value) => value === 0)).toBe(true);
  });
});

describe('syllables that are written', () => {
  const measure = (text: string): number => 6 * text.length;
  const place = { toX: (sec: number) => 100 * sec, toY: (midi: number) => 500 - 5 * midi, height: 400, measure };
  const note = (startSec: number, midi: number, text: string | null) => ({ startSec, midi, text });

  it('stand above a note approached from below and under one approached from above', () => {
    const [first, higher, lower] = placeNoteTexts([note(0, 60, 'la'), note(1, 64, 'lé'), note(2, 62, 'li')], place);
    expect(first?.top).toBeLessThan(200);
    expect(higher?.top).toBeLessThan(180);
    expect(lower?.top).toBeGreaterThan(190);
  });

  it('never cover one another and never leave the lane', () => {
    const notes = Array.from({ length: 200 }, (_, index) => note(index / 20, 30 + ((index * 7) % 60), 'dow'));
    const placed = placeNoteTexts(notes, place);
    expect(placed.length).toBeGreaterThan(10);
    placed.forEach((one, index) => {
      expect(one.top).toBeGreaterThanOrEqual(0);
      expect(one.top).toBeLessThanOrEqual(386);
      placed.slice(index + 1).forEach((other) => {
        expect(Math.abs(one.left - other.left) >= 18 || Math.abs(one.top - other.top) >= 14).toBe(true);
      });
    });
  });

  it('of a long recording are measured once each', () => {
    const notes = Array.from({ length: 5000 }, (_, index) => note(index / 20, 30 + ((index * 7) % 60), 'dow'));
    let measured = 0;
    const once = (text: string): number => {
      measured++;
      return measure(text);
    };
    placeNoteTexts(notes, { ...place, measure: once });
    expect(measured).toBeLessThanOrEqual(notes.length);
  });

  it('are left out where nothing is known of them', () => {
    expect(placeNoteTexts([note(0, 60, null), note(1, 60, ' ')], place)).toEqual([]);
  });

  it('of one word are joined between the lanes when they have no room apart', () => {
    const word = (startSec: number, text: string) => ({ startSec, endSec: startSec + 0.1, text });
    const words = [
      word(0, 'win-'),
      word(0.1, 'dow'),
      word(0.15, 'rain'),
      word(0.3, 'on'),
      word(1, 'win-'),
      word(2, 'dow'),
    ];
    const placed = placeWords([...words, word(3, 'and'), word(4, 'so'), word(5, 'on')], (sec) => 100 * sec, measure);
    expect(placed.map(({ text }) => text)).toEqual(['window', 'on', 'win-', 'dow', 'and', 'so', 'on']);
    expect(placed[1]?.left).toBeGreaterThan(30);
  });

  it('are not written between the lanes at all when most of them have no room', () => {
    const words = Array.from({ length: 20 }, (_, index) => ({ startSec: index / 10, endSec: 0, text: 'every' }));
    expect(placeWords(words, (sec) => 100 * sec, measure)).toEqual([]);
    expect(placeWords(words, (sec) => 400 * sec, measure)).toHaveLength(20);
  });
});
