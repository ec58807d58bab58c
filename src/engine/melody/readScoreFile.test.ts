import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eightBarsBpm, eightBarsMidi, eightBarsMusicXml, eightBarsNotes } from '../../../tests/suites/eightBars.ts';
import { midiBytes, midiNote } from '../../../tests/suites/midiFile.ts';
import { zipBytes } from '../../../tests/suites/zipFile.ts';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { melodyContentSchema } from '../../contract/melodies.ts';
import { scoreLimits } from '../../contract/melody/score.ts';
import { readScoreFile } from './readScoreFile.ts';

const text = (value: string) => new TextEncoder().encode(value);
const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../tests/fixtures/melody/${name}`, import.meta.url)));
const read = (bytes: Uint8Array, track: number | null = null) =>
  melodyContentSchema.parse(readScoreFile(bytes, { name: 'song', track }, byteTools));
const refusal = (bytes: Uint8Array, track: number | null = null): unknown => {
  try {
    return readScoreFile(bytes, { name: 'song', track }, byteTools);
  } catch (error) {
    return error;
  }
};
const mxl = (name: string, xml: string, container: string | null = name) =>
  zipBytes([
    { name: 'mimetype', bytes: text('application/vnd.recordare.musicxml') },
    ...(container === null
      ? []
      : [
          {
            name: 'META-INF/container.xml',
            bytes: text(`<container><rootfiles><rootfile full-path="${container}"/></rootfiles></container>`),
          },
        ]),
    { name, bytes: text(xml), isDeflated: true },
  ]);
const utf16 = (value: string, isLittle: boolean) => {
  const bytes = new Uint8Array(2 * value.length + 2);
  const view = new DataView(bytes.buffer);
  [...`\uFEFF${value}`].forEach((char, i) => {
    view.setUint16(2 * i, char.charCodeAt(0), isLittle);
  });
  return bytes;
};

describe('the melody of eight bars', () => {
  const notes = eightBarsNotes().map((note) => ({ ...note, isMelisma: false }));

  it.each(['eight-bars.mid', 'eight-bars.musicxml', 'eight-bars.mxl', 'eight-bars.txt'])(
    'is the same in %s',
    (name) => {
      const { score, notices } = read(fixture(name));
      expect(score.notes).toEqual(notes);
      expect(score.tempos).toEqual([{ beat: 0, bpm: eightBarsBpm }]);
      expect(notices).toEqual([]);
    },
  );

  it('is what its fixtures were made from', () => {
    expect(fixture('eight-bars.mid')).toEqual(eightBarsMidi());
    expect(new TextDecoder().decode(fixture('eight-bars.musicxml'))).toBe(eightBarsMusicXml());
  });

  it('is found among the tracks of its MIDI file, which can all be chosen', () => {
    const { tracks, track } = read(fixture('eight-bars.mid'));
    expect(tracks.map(({ name }) => name)).toEqual(['Piano', 'Voice', 'Bass']);
    expect(track).toBe(1);
    expect(tracks[1]).toEqual({ index: 1, name: 'Voice', noteCount: 29, lowMidi: 59, highMidi: 69, hasLyrics: true });
    const piano = read(fixture('eight-bars.mid'), 0);
    expect(piano.score.notes.map(({ midi }) => midi)).toEqual(Array(8).fill(79));
    expect(piano.notices).toEqual([{ code: 'CHORDS_REDUCED', details: { count: 16 } }]);
  });
});

describe('a file is known by its content', () => {
  it.each([
    ['a score in UTF-16, little-endian', utf16(eightBarsMusicXml(), true)],
    ['a score in UTF-16, big-endian', utf16(eightBarsMusicXml(), false)],
    ['a compressed score', mxl('score.xml', eightBarsMusicXml())],
    ['a compressed score without a container', mxl('a/score.musicxml', eightBarsMusicXml(), null)],
    ['a compressed score whose container names nothing', mxl('score.xml', eightBarsMusicXml(), 'other.xml')],
    ['a score behind an empty line', text(`\n${eightBarsMusicXml().slice(39)}`)],
  ])('%s', (_, bytes) => {
    expect(read(bytes).score.notes).toHaveLength(29);
  });

  it('MIDI inside RIFF', () => {
    const midi = eightBarsMidi();
    const riff = new Uint8Array(20 + midi.length);
    riff.set(text('RIFF\0\0\0\0RMIDdata'));
    new DataView(riff.buffer).setUint32(16, midi.length, true);
    riff.set(midi, 20);
    expect(read(riff).score.notes).toHaveLength(29);
  });

  it.each([
    ['an empty file', new Uint8Array(0), 'empty'],
    ['a wave file', text('RIFF\0\0\0\0WAVEfmt '), 'sound'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0]), 'picture'],
    ['a web page', text('<!DOCTYPE html><html></html>'), 'web-page'],
    ['a drawing', text('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'picture'],
    ['XML of another kind', text('<?xml version="1.0"?><recipe><egg/></recipe>'), 'text'],
    ['a letter', text('Dear Ann, how are you?'), 'text'],
    ['an archive without a score', zipBytes([{ name: 'a.txt', bytes: text('hello') }]), 'archive'],
    ['an archive with XML that is no score', mxl('a.xml', '<recipe/>'), 'archive'],
    ['bytes of nothing', Uint8Array.from({ length: 99 }, (_, i) => (i * 91) % 256), 'unknown'],
  ])('%s is refused for what it is', (_, bytes, kind) => {
    expect(refusal(bytes)).toMatchObject({ code: 'NOT_A_MELODY', details: { file: 'song', kind } });
  });

  it('a bomb or a path trick in an archive is refused', () => {
    const bomb = zipBytes([{ name: 'a.xml', bytes: new Uint8Array(64 * 2 ** 20), isDeflated: true }]);
    expect(refusal(bomb)).toMatchObject({ code: 'MELODY_DAMAGED', details: { reason: 'archive' } });
    const trick = zipBytes([{ name: '../a.xml', bytes: text('<a/>') }]);
    expect(refusal(trick)).toMatchObject({ code: 'MELODY_DAMAGED', details: { reason: 'archive', item: '../a.xml' } });
  });
});

describe('a melody beyond the limits', () => {
  const many = (count: number, key = 60) =>
    midiBytes([Array.from({ length: count }, (_, i) => midiNote(i * 10, 10, key)).flat()]);

  it('of notes is refused with both numbers', () => {
    expect(read(many(scoreLimits.notes)).score.notes).toHaveLength(scoreLimits.notes);
    expect(refusal(many(scoreLimits.notes + 1))).toMatchObject({
      code: 'MELODY_TOO_LONG',
      details: { what: 'notes', found: scoreLimits.notes + 1, limit: scoreLimits.notes },
    });
  });

  it('of time is refused with both numbers', () => {
    expect(refusal(text('tempo=60 C4:10000 D4:4401'))).toMatchObject({
      code: 'MELODY_TOO_LONG',
      details: { what: 'length', found: 14_401, limit: 14_400 },
    });
  });

  it.each([
    [0, 36],
    [28, 28],
    [27, 39],
    [96, 84],
    [127, 91],
  ])('of pitch is moved by octaves: %i becomes %i', (key, sung) => {
    const { score, notices } = read(many(3, key));
    expect(score.notes.map(({ midi }) => midi)).toEqual([sung, sung, sung]);
    const told = key === sung ? [] : [{ code: 'NOTES_MOVED_BY_OCTAVES', details: { count: 3 } }];
    expect(notices).toEqual(told);
  });

  it('without notes, or only with drums, is empty', () => {
    expect(refusal(midiBytes([[]]))).toMatchObject({ code: 'MELODY_EMPTY' });
    expect(refusal(midiBytes([midiNote(0, 10, 40, 9)]))).toMatchObject({ code: 'MELODY_EMPTY' });
  });

  it('with a track that it has not says which it has', () => {
    expect(refusal(eightBarsMidi(), 7)).toMatchObject({
      code: 'MELODY_TRACK_UNKNOWN',
      details: { file: 'song', track: 7, known: '0 Piano, 1 Voice, 2 Bass' },
    });
  });
});
