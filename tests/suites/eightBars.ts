import { midiBytes, midiLyric, midiName, midiNote, midiTempo } from './midiFile.ts';
import { bar, musicXml, xmlNote } from './musicXmlFile.ts';

/** Bar by bar: beats, MIDI number (null: rest), syllable. Eight bars of four quarters, 29 notes, 29 syllables. */
type BarNote = readonly [beats: number, midi: number | null, lyric: string];
const eightBars: readonly (readonly BarNote[])[] = [
  [
    [1, 60, 'When'],
    [1, 62, 'the'],
    [1, 64, 'sun'],
    [1, 67, 'is'],
  ],
  [
    [1, 69, 'low'],
    [1, 67, 'and'],
    [2, 64, 'wide'],
  ],
  [
    [1, 65, 'I'],
    [1, 65, 'will'],
    [1, 64, 'sing'],
    [1, 62, 'it'],
  ],
  [
    [1, 60, 'to'],
    [1, 62, 'the'],
    [1, 64, 'night'],
    [1, null, ''],
  ],
  [
    [1, 67, 'ev-'],
    [1, 69, 'ery'],
    [1, 67, 'word'],
    [1, 64, 'a'],
  ],
  [
    [1.5, 65, 'lit-'],
    [0.5, 64, 'tle'],
    [2, 62, 'light'],
  ],
  [
    [1, 64, 'car-'],
    [1, 62, 'ried'],
    [1, 60, 'by'],
    [1, 59, 'the'],
  ],
  [
    [1, 60, 'wind'],
    [0.5, 64, 'to-'],
    [0.5, 62, 'mor-'],
    [2, 60, 'row'],
  ],
];
export const eightBarsBpm = 100;
const TICKS_PER_BEAT = 480;

/** Its notes in order, as a reader should find them. */
export function eightBarsNotes(): { startBeat: number; lengthBeats: number; midi: number; lyric: string }[] {
  let startBeat = 0;
  return eightBars.flat().flatMap(([lengthBeats, midi, lyric]) => {
    const at = startBeat;
    startBeat += lengthBeats;
    return midi === null ? [] : [{ startBeat: at, lengthBeats, midi, lyric }];
  });
}

/** A conductor's track, the melody with lyrics, two voices of accompaniment and drums. */
export function eightBarsMidi(): Uint8Array<ArrayBuffer> {
  const ticks = (beats: number): number => beats * TICKS_PER_BEAT;
  const sung = eightBarsNotes().flatMap(({ startBeat, lengthBeats, midi, lyric }) => [
    midiLyric(ticks(startBeat), lyric.endsWith('-') ? lyric : `${lyric} `),
    ...midiNote(ticks(startBeat), ticks(lengthBeats), midi),
  ]);
  const bars = [...eightBars.keys()];
  const chords = bars.flatMap((index) => [72, 76, 79].flatMap((key) => midiNote(ticks(4 * index), ticks(4), key, 1)));
  const bass = bars.flatMap((index) => midiNote(ticks(4 * index), ticks(4), 36, 2));
  const drums = bars.flatMap((index) => midiNote(ticks(4 * index), ticks(1), 38, 9));
  return midiBytes([
    [midiTempo(0, eightBarsBpm)],
    [midiName('Piano'), ...chords],
    [midiName('Voice'), ...sung],
    [midiName('Bass'), ...bass],
    [midiName('Drums'), ...drums],
  ]);
}

export function eightBarsMusicXml(): string {
  const measures = eightBars.map((notes, index) =>
    bar(
      notes.map(([beats, midi, lyric], at) => {
        const before =
          index === 0 && at === 0 ? undefined : eightBars.flat()[eightBars.slice(0, index).flat().length + at - 1];
        const hasBegun = before?.[2].endsWith('-') === true;
        return xmlNote({
          beats,
          midi,
          lyric: lyric.replace('-', ''),
          syllabic: syllabicOf(hasBegun, lyric.endsWith('-')),
        });
      }),
      index === 0 ? `<direction><sound tempo="${String(eightBarsBpm)}"/></direction>` : '',
    ),
  );
  return musicXml([{ id: 'P1', name: 'Voice', measures }]);
}

function syllabicOf(hasBegun: boolean, goesOn: boolean): string {
  if (hasBegun) return goesOn ? 'middle' : 'end';
  return goesOn ? 'begin' : 'single';
}
