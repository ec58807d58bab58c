import { describe, expect, it } from 'vitest';
import { bar, goBack, musicXml, xmlNote, type XmlNote } from '../../../../tests/suites/musicXmlFile.ts';
import { byteTools } from '../../../adapters/voices/byteTools.ts';
import { readScoreFile } from '../readScoreFile.ts';

const open = (xml: string, track: number | null = null) =>
  readScoreFile(new TextEncoder().encode(xml), { name: 'a.musicxml', track }, byteTools);
const score = (measures: readonly string[]) => musicXml([{ id: 'P1', name: 'Voice', measures }]);
const refusal = (xml: string): unknown => {
  try {
    return open(xml);
  } catch (error) {
    return error;
  }
};
type Read = ReturnType<typeof open>;
const brief = ({ score: { notes } }: Read) =>
  notes.map(({ startBeat, lengthBeats, midi }) => [startBeat, lengthBeats, midi]);
const lyrics = ({ score: { notes } }: Read) => notes.map(({ lyric, isMelisma }) => (isMelisma ? '_' : lyric));
const note = (midi: number, more: Partial<XmlNote> = {}) => xmlNote({ beats: 1, midi, ...more });
/** A measure of one whole note. */
const whole = (midi: number, before = '', after = '') => bar([xmlNote({ beats: 4, midi })], before, after);
const pitches = (measures: readonly string[]) => open(score(measures)).score.notes.map(({ midi }) => midi);

describe('notes of a MusicXML file', () => {
  it('tied ones are one, across bars too', () => {
    const bars = [
      bar([note(60), note(62, { beats: 3, ties: ['start'] })]),
      bar([note(62, { ties: ['stop', 'start'] }), note(62, { ties: ['stop'] })]),
    ];
    expect(brief(open(score(bars)))).toEqual([
      [0, 1, 60],
      [1, 5, 62],
    ]);
  });

  it('of the same pitch without a tie stay two', () => {
    expect(brief(open(score([bar([note(60), note(60)])])))).toHaveLength(2);
  });

  it('chords are reduced to their highest note, which keeps the syllable, and that is told', () => {
    const content = open(
      score([
        bar([note(60, { lyric: 'ah' }), note(67, { before: '<chord/>' }), note(64, { before: '<chord/>' }), note(62)]),
      ]),
    );
    expect(brief(content)).toEqual([
      [0, 1, 67],
      [1, 1, 62],
    ]);
    expect(lyrics(content)).toEqual(['ah', '_']);
    expect(content.notices).toEqual([{ code: 'CHORDS_REDUCED', details: { count: 2 } }]);
  });

  it('voices of a part can be chosen, and stand where backup puts them', () => {
    const two = bar([note(72, { beats: 2 }), goBack(2), note(48, { voice: '2' }), note(50, { voice: '2' })]);
    const content = open(score([two]), 1);
    expect(content.tracks.map(({ name }) => name)).toEqual(['Voice · 1', 'Voice · 2']);
    expect(brief(content)).toEqual([
      [0, 1, 48],
      [1, 1, 50],
    ]);
  });

  it('grace notes, cues and drums are left out', () => {
    const drum = '<note><unpitched/><duration>24</duration></note>';
    expect(
      brief(
        open(
          score([bar([note(74, { before: '<grace/>' }), note(60), drum, note(62), note(64, { before: '<cue/>' })])]),
        ),
      ),
    ).toEqual([
      [0, 1, 60],
      [2, 1, 62],
    ]);
  });

  it('of an instrument that transposes are read as they sound', () => {
    const clarinet =
      '<attributes><transpose><chromatic>-2</chromatic><octave-change>-1</octave-change></transpose></attributes>';
    expect(pitches([bar([note(60)], clarinet)])).toEqual([46]);
  });

  it('quarter tones are kept', () => {
    const xml = score([bar([note(61)])]).replace('<alter>1</alter>', '<alter>0.5</alter>');
    expect(open(xml).score.notes[0]?.midi).toBe(60.5);
  });

  it('of a score by time are those of the score by part', () => {
    const xml = `<score-timewise><part-list><score-part id="P1"><part-name>A</part-name></score-part></part-list>
      <measure><part id="P1"><attributes><divisions>24</divisions></attributes>${note(60)}</part></measure>
      <measure><part id="P1">${note(62)}</part></measure></score-timewise>`;
    expect(brief(open(xml))).toEqual([
      [0, 1, 60],
      [1, 1, 62],
    ]);
  });

  it('a part that stops early waits for the others', () => {
    const parts = [
      { id: 'P1', name: 'Bass', measures: [whole(40), whole(41)] },
      { id: 'P2', name: 'Voice', measures: [bar([note(60)]), bar([note(62)])] },
    ];
    expect(brief(open(musicXml(parts)))).toEqual([
      [0, 1, 60],
      [4, 1, 62],
    ]);
  });
});

describe('tempos of a MusicXML file', () => {
  const metronome = (unit: string, perMinute: string) =>
    `<direction><direction-type><metronome><beat-unit>${unit}</beat-unit><per-minute>${perMinute}</per-minute></metronome></direction-type></direction>`;

  it.each([
    ['<sound tempo="90"/>', 90],
    ['<direction><sound tempo="132.5"/></direction>', 132.5],
    [metronome('quarter', '72'), 72],
    [metronome('half', 'ca. 60'), 120],
    [metronome('eighth', '120').replace('</beat-unit>', '</beat-unit><beat-unit-dot/>'), 90],
  ])('%s', (mark, bpm) => {
    expect(open(score([whole(60, mark)])).score.tempos).toEqual([{ beat: 0, bpm }]);
  });

  it('change where they are written; the first counts from the start', () => {
    const bars = [bar([note(60), '<sound tempo="80"/>', note(62)]), whole(64, '<sound tempo="120"/>')];
    expect(open(score(bars)).score.tempos).toEqual([
      { beat: 0, bpm: 80 },
      { beat: 2, bpm: 120 },
    ]);
  });

  it('are none where none is written, or only words', () => {
    expect(open(score([whole(60, metronome('quarter', 'presto'))])).score.tempos).toEqual([]);
  });
});

describe('lyrics of a MusicXML file', () => {
  it('syllables say where words go on; notes without one hold the vowel until a rest', () => {
    const bars = [
      bar([
        note(60, { lyric: 'glo', syllabic: 'begin' }),
        note(62),
        note(64),
        note(65, { lyric: 'ri', syllabic: 'middle' }),
      ]),
      bar([note(67, { lyric: 'a', syllabic: 'end' }), xmlNote({ beats: 1, midi: null }), note(60), note(62)]),
    ];
    expect(lyrics(open(score(bars)))).toEqual(['glo-', '_', '_', 'ri-', 'a', null, null]);
  });

  it('an elision puts two syllables on one note', () => {
    const after = '<lyric><text>que</text><elision> </elision><text>o</text></lyric>';
    expect(lyrics(open(score([bar([note(60, { after })])])))).toEqual(['que o']);
  });

  it('verses follow the repeats', () => {
    const verse = (midi: number, first: string, second: string) =>
      note(midi, { lyric: first, after: `<lyric number="2"><text>${second}</text></lyric>` });
    const bars = [
      bar(
        [verse(60, 'one', 'three'), verse(62, 'two', 'four')],
        '',
        '<barline><repeat direction="backward"/></barline>',
      ),
    ];
    expect(lyrics(open(score([...bars, bar([note(64, { lyric: 'end' })])])))).toEqual([
      'one',
      'two',
      'three',
      'four',
      'end',
    ]);
  });
});

describe('repeats are written out', () => {
  const forward = '<barline><repeat direction="forward"/></barline>';
  const backward = (times = 2) => `<barline><repeat direction="backward" times="${String(times)}"/></barline>`;
  const ending = (numbers: string) => `<barline><ending number="${numbers}" type="start"/></barline>`;
  const endingEnd = (repeat = '') => `<barline><ending number="1" type="stop"/>${repeat}</barline>`;
  const again = '<repeat direction="backward"/>';

  it.each([
    ['from the beginning', [whole(60), whole(61, '', backward()), whole(62)], [60, 61, 60, 61, 62]],
    ['from the sign', [whole(60), whole(61, forward, backward()), whole(62)], [60, 61, 61, 62]],
    ['three times', [whole(60, '', backward(3))], [60, 60, 60]],
    ['one after the other', [whole(60, '', backward()), whole(61, '', backward())], [60, 60, 61, 61]],
    [
      'with two endings',
      [whole(60), whole(61, ending('1'), endingEnd(again)), whole(62, ending('2'), endingEnd()), whole(63)],
      [60, 61, 60, 62, 63],
    ],
    [
      'with an ending for two times',
      [whole(60), whole(61, ending('1, 2'), endingEnd(again)), whole(62, ending('3'), endingEnd()), whole(63)],
      [60, 61, 60, 61, 60, 62, 63],
    ],
    ['with a first ending only', [whole(60), whole(61, ending('1'), endingEnd(again)), whole(63)], [60, 61, 60, 63]],
    [
      'da capo al fine',
      [whole(60), whole(61, '', '<sound fine="yes"/>'), whole(62, '', '<sound dacapo="yes"/>')],
      [60, 61, 62, 60, 61],
    ],
    [
      'dal segno al coda',
      [
        whole(60),
        whole(61, '<sound segno="s"/>'),
        whole(62, '', '<sound tocoda="c"/>'),
        whole(63, '', '<sound dalsegno="s"/>'),
        whole(64, '<sound coda="c"/>'),
      ],
      [60, 61, 62, 63, 61, 62, 64],
    ],
  ])('%s', (_, measures, played) => {
    expect(pitches(measures)).toEqual(played);
  });

  it.each([
    ['to a sign that is not there', [whole(60, '', '<sound dalsegno="s"/>')]],
    ['without end', [whole(60, '', backward(100_000))]],
  ])('%s is refused', (_, measures) => {
    expect(refusal(score(measures))).toMatchObject({ code: 'MELODY_DAMAGED', details: { reason: 'repeats' } });
  });
});

describe('a damaged MusicXML file', () => {
  const sound = score([whole(60)]);
  const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>`;

  it.each([
    ['ends in the middle', sound.slice(0, 400), 'cut-off'],
    ['is not well formed', sound.replace('</note>', '</nose>'), 'bad-structure'],
    ['has entities of its own', `${bomb}<score-partwise><part>&b;&c;</part></score-partwise>`, 'bad-structure'],
    ['has no divisions', sound.replace('<divisions>24', '<divisions>0'), 'bad-number'],
    ['has a length of minus one', sound.replace('<duration>96', '<duration>-1'), 'bad-number'],
    ['has a note H', sound.replace('<step>C', '<step>H'), 'bad-number'],
    ['has an octave of words', sound.replace('<octave>4', '<octave>four'), 'bad-number'],
    ['is nested without end', `<score-partwise>${'<a>'.repeat(100_000)}`, 'too-large'],
  ])('that %s is refused in words', (_, xml, reason) => {
    expect(refusal(xml)).toMatchObject({ code: 'MELODY_DAMAGED', details: { reason } });
  });
});
