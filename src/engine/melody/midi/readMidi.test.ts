import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  keyDown,
  keyUp,
  metaEvent,
  midiBytes,
  midiLyric,
  midiName,
  midiNote,
  midiTempo,
  midiText,
  type MidiEvent,
  type MidiShape,
} from '../../../../tests/suites/midiFile.ts';
import { byteTools } from '../../../adapters/voices/byteTools.ts';
import { readScoreFile } from '../readScoreFile.ts';

const BEAT = 480;
const open = (bytes: Uint8Array, track: number | null = null) =>
  readScoreFile(bytes, { name: 'a.mid', track }, byteTools);
const read = (tracks: readonly (readonly MidiEvent[])[], shape: MidiShape = {}) => open(midiBytes(tracks, shape));
const refusal = (bytes: Uint8Array): unknown => {
  try {
    return open(bytes);
  } catch (error) {
    return error;
  }
};
const brief = ({ score }: ReturnType<typeof open>) =>
  score.notes.map(({ startBeat, lengthBeats, midi }) => [startBeat, lengthBeats, midi]);
const lyrics = ({ score }: ReturnType<typeof open>) =>
  score.notes.map(({ lyric, isMelisma }) => (isMelisma ? '_' : lyric));

describe('notes of a MIDI file', () => {
  const melody = fc.array(
    fc.record({ ticks: fc.integer({ min: 10, max: 2000 }), key: fc.integer({ min: 28, max: 95 }) }),
    {
      minLength: 1,
      maxLength: 40,
    },
  );

  it('come out as they were written, however that was done', () => {
    fc.assert(
      fc.property(melody, fc.boolean(), fc.constantFrom(0, 1), (notes, hasRunningStatus, format) => {
        let tick = 0;
        const events = notes.flatMap(({ ticks, key }) => {
          tick += ticks;
          return midiNote(tick - ticks, ticks, key);
        });
        const { score, notices } = read([events], { hasRunningStatus, format });
        expect(notices).toEqual([]);
        expect(score.notes.map(({ midi }) => midi)).toEqual(notes.map(({ key }) => key));
        score.notes.forEach(({ lengthBeats }, i) => {
          expect(lengthBeats).toBeCloseTo((notes[i]?.ticks ?? 0) / BEAT, 9);
        });
      }),
    );
  });

  it('end with a key pressed softly by nothing, too', () => {
    const soft: MidiEvent = { tick: BEAT, bytes: [0x90, 60, 0] };
    expect(brief(read([[keyDown(0, 60), soft]]))).toEqual([[0, 1, 60]]);
  });

  it('that nothing ends last to the next one, or to the end of the track', () => {
    const end = metaEvent(5 * BEAT, 1, []);
    expect(
      brief(read([[keyDown(0, 60), keyDown(BEAT, 62), ...midiNote(2 * BEAT, BEAT, 64), keyDown(4 * BEAT, 65), end]])),
    ).toEqual([
      [0, 1, 60],
      [1, 1, 62],
      [2, 1, 64],
      [4, 1, 65],
    ]);
  });

  it('pressed again before they end are two', () => {
    expect(brief(read([[keyDown(0, 60), keyDown(BEAT, 60), keyUp(2 * BEAT, 60)]]))).toEqual([
      [0, 1, 60],
      [1, 1, 60],
    ]);
  });

  it('repeated with their end a tick late keep their length', () => {
    const late = [
      keyDown(0, 60),
      keyDown(BEAT, 60),
      keyUp(BEAT + 1, 60),
      keyDown(2 * BEAT, 60),
      keyUp(2 * BEAT + 1, 60),
    ];
    expect(brief(read([[...late, keyUp(3 * BEAT, 60)]]))).toEqual([
      [0, 1, 60],
      [1, 1, 60],
      [2, 1, 60],
    ]);
  });

  it('of one track on several channels are voices of their own, drums none', () => {
    const content = read(
      [[midiName('Song'), ...midiNote(0, BEAT, 60), ...midiNote(0, BEAT, 72, 3), ...midiNote(0, 1, 40, 9)]],
      {
        format: 0,
      },
    );
    expect(content.tracks.map(({ name }) => name)).toEqual(['Song · 1', 'Song · 4']);
  });

  it('in ticks of film time are counted in seconds', () => {
    const division = ((256 - 25) << 8) | 40;
    const { score } = read([[midiTempo(0, 33), ...midiNote(1000, 500, 60)]], { division });
    expect(score.tempos).toEqual([{ beat: 0, bpm: 60 }]);
    expect(score.notes[0]).toMatchObject({ startBeat: 1, lengthBeats: 0.5 });
  });
});

describe('tempos of a MIDI file', () => {
  const note = midiNote(0, 9 * BEAT, 60);
  const tempos = (...events: MidiEvent[]) =>
    read([note, events]).score.tempos.map(({ beat, bpm }) => [beat, Math.round(bpm)]);

  it('are those that change something, in order', () => {
    expect(tempos(midiTempo(0, 90), midiTempo(BEAT, 90), midiTempo(4 * BEAT, 130), midiTempo(4 * BEAT, 140))).toEqual([
      [0, 90],
      [4, 140],
    ]);
  });

  it('are none where none is named, and the standard’s until the first that is', () => {
    expect(tempos()).toEqual([]);
    expect(tempos(midiTempo(2 * BEAT, 90))).toEqual([
      [0, 120],
      [2, 90],
    ]);
  });

  it('of 400 are read', () => {
    expect(tempos(midiTempo(0, 400))).toEqual([[0, 400]]);
  });

  it('that nobody could play are damage', () => {
    const bytes = midiBytes([[...note, metaEvent(0, 0x51, [0, 0, 0])]]);
    expect(refusal(bytes)).toMatchObject({ code: 'MELODY_DAMAGED', details: { reason: 'bad-number', item: 'tempo' } });
  });
});

describe('lyrics of a MIDI file', () => {
  const four = [0, 1, 2, 3].flatMap((i) => midiNote(i * BEAT, BEAT, 60 + i));

  it('lie on the notes that start with them; hyphens or spaces tell where words end', () => {
    const hyphens = [
      midiLyric(0, 'hel-'),
      midiLyric(BEAT, 'lo'),
      midiLyric(2 * BEAT, 'my'),
      midiLyric(3 * BEAT, 'friend'),
    ];
    expect(lyrics(read([[...four, ...hyphens]]))).toEqual(['hel-', 'lo', 'my', 'friend']);
    const spaces = [
      midiLyric(0, 'hel'),
      midiLyric(BEAT, 'lo '),
      midiLyric(2 * BEAT, 'my '),
      midiLyric(3 * BEAT, 'friend'),
    ];
    expect(lyrics(read([[...four, ...spaces]]))).toEqual(['hel-', 'lo', 'my', 'friend']);
  });

  it('hold the syllable on notes without one that follow at once', () => {
    const held = [midiLyric(0, 'ah'), midiLyric(BEAT, '_')];
    expect(lyrics(read([[...four, ...held]]))).toEqual(['ah', '_', '_', '_']);
    const parted = [...midiNote(0, BEAT, 60), ...midiNote(2 * BEAT, BEAT, 62), midiLyric(0, 'ah')];
    expect(lyrics(read([parted]))).toEqual(['ah', null]);
  });

  it('of karaoke files stand in a track of words', () => {
    const words = [
      midiName('Words'),
      midiText(0, '@KMIDI KARAOKE FILE'),
      midiText(0, '@TMy song'),
      ...['\\Hel', 'lo', '/my', ' friend'].map((word, i) => midiText(i * BEAT + 20, word)),
    ];
    const late = four.map(({ tick, bytes }) => ({ tick: tick + 20, bytes }));
    const content = read([[midiName('Bass'), ...midiNote(0, BEAT, 90)], [midiName('Tune'), ...late], words]);
    expect(content.track).toBe(1);
    expect(lyrics(content)).toEqual(['Hel-', 'lo', 'my', 'friend']);
  });

  it('that are far too long are cut, hyphen and all', () => {
    const words = [midiLyric(0, 'a'.repeat(500)), midiLyric(BEAT, 'b c '), midiLyric(2 * BEAT, 'd ')];
    const [first] = read([[...four, ...words]]).score.notes;
    expect(first?.lyric).toBe(`${'a'.repeat(62)}…-`);
  });

  it('are not the names of verses', () => {
    const long = Array.from({ length: 40 }, (_, i) => midiNote(i * BEAT, BEAT, 60)).flat();
    const content = read([[...long, midiText(BEAT, 'Verse 1'), midiText(20 * BEAT, 'Chorus')]]);
    expect(content.tracks[0]?.hasLyrics).toBe(false);
  });

  it('of one track with two channels are those of the channel that they fit', () => {
    const offBeat = [0, 1, 2, 3].flatMap((i) => midiNote(i * BEAT + 200, 100, 80, 1));
    const words = ['a ', 'b ', 'c ', 'd '].map((word, i) => midiLyric(i * BEAT, word));
    expect(lyrics(read([[...offBeat, ...four, ...words]], { format: 0 }))).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('the track most like a melody', () => {
  const line = (key: number, count = 8, channel = 0) =>
    Array.from({ length: count }, (_, i) => midiNote(i * BEAT, BEAT, key, channel)).flat();
  const chords = (key: number) => [...line(key), ...line(key + 4), ...line(key + 7)];
  const chosen = (...tracks: MidiEvent[][]) => read(tracks).track;

  it.each([
    [
      'has lyrics',
      [
        [midiName('Melody'), ...line(80)],
        [...line(50), midiLyric(0, 'la')],
      ],
      1,
    ],
    ['is called like one', [line(80), [midiName('Lead vocal'), ...line(50)]], 1],
    ['is called like one in Portuguese', [line(80), [midiName('Voz principal'), ...line(50)]], 1],
    ['is no ornament', [line(50, 40), line(90, 3)], 0],
    ['is one voice', [line(60), chords(70)], 0],
    ['is the highest', [line(60), line(70), line(50)], 1],
  ] as const)('%s', (_, tracks, index) => {
    expect(chosen(...tracks.map((track) => [...track]))).toBe(index);
  });
});

describe('a damaged MIDI file', () => {
  const sound = midiBytes([midiNote(0, BEAT, 60)]);
  const changed = (at: number, ...bytes: number[]) => {
    const copy = sound.slice();
    copy.set(bytes, at);
    return copy;
  };

  it.each([
    ['ends in the middle', sound.slice(0, -3), 'cut-off'],
    ['ends in its header', sound.slice(0, 9), 'cut-off'],
    ['is of format 2', changed(9, 2), 'independent-patterns'],
    ['is of format 7', changed(9, 7), 'bad-number'],
    ['has no ticks', changed(12, 0, 0), 'bad-number'],
    ['begins a track with data', changed(23, 60), 'bad-structure'],
    ['has a status where data belong', changed(24, 0x91), 'bad-structure'],
    [
      'has a time that does not end',
      midiBytes([[{ tick: 0, bytes: [0x90, 60, 80, 0xff, 0xff, 0xff, 0xff] }]]),
      'bad-number',
    ],
    ['holds messages for cables', midiBytes([[{ tick: 0, bytes: [0xf8] }]]), 'bad-structure'],
  ])('that %s is refused in words', (_, bytes, reason) => {
    expect(refusal(bytes)).toMatchObject({ code: 'MELODY_DAMAGED', details: { file: 'a.mid', reason } });
  });
});
