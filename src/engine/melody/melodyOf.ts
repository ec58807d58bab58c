import { AppError } from '../../contract/errors.ts';
import type { MelodyContent } from '../../contract/melodies.ts';
import { scoreLimits, secondsAtBeat, type ScoreNote } from '../../contract/melody/score.ts';
import type { Notice } from '../../contract/notices.ts';
import { chooseTrack, describeTracks } from './chooseTrack.ts';
import { oneVoice } from './oneVoice.ts';
import { damagedMelody } from './refusals.ts';
import type { FileNote, FileScore, FileTrack } from './types.ts';

const SPECK_BEATS = 1e-4;
/** No instrument is this far from middle C; further away octaves are lost in rounding. */
const FURTHEST_ST = 600;
/** A pause shorter than a 32nd is how a note was played; it ends no word. */
const PLAYED_GAP_BEATS = 1 / 8;

/**
 * The melody of one track: one voice, within the limits of pitch, number and length.
 *
 * @param track index among the tracks; null: the one most like a melody
 * @throws AppError MELODY_EMPTY, MELODY_TOO_LONG, MELODY_TRACK_UNKNOWN, MELODY_DAMAGED
 */
export function melodyOf(file: string, score: FileScore, track: number | null): MelodyContent {
  const tracks = score.tracks.map(withoutSpecks).filter(({ notes }) => notes.length > 0);
  if (tracks.length === 0) throw new AppError('MELODY_EMPTY', { file });
  const chosen = chooseTrack(file, tracks, track);
  const { notes, reducedCount } = oneVoice(tracks[chosen].notes);
  refuseTooMuch(file, score, notes);
  const folded = notes.map(({ midi }) => foldIntoReach(midi));
  const movedCount = folded.filter((midi, index) => midi !== notes[index].midi).length;
  const notices: Notice[] = [];
  if (reducedCount > 0) notices.push({ code: 'CHORDS_REDUCED', details: { count: reducedCount } });
  if (movedCount > 0) notices.push({ code: 'NOTES_MOVED_BY_OCTAVES', details: { count: movedCount } });
  return {
    version: 1,
    kind: score.kind,
    tracks: describeTracks(tracks),
    track: chosen,
    score: { version: 1, tempos: [...score.tempos], notes: scoreNotes(notes, folded) },
    notices,
  };
}

/** Notes too short for any ear are left out. */
function withoutSpecks({ name, notes }: FileTrack): FileTrack {
  return { name, notes: notes.filter(({ startBeat, endBeat }) => !(endBeat - startBeat <= SPECK_BEATS)) };
}

function refuseTooMuch(file: string, { tempos }: FileScore, notes: readonly FileNote[]): void {
  const tooLong = (what: 'notes' | 'length', found: number, limit: number): AppError =>
    new AppError('MELODY_TOO_LONG', { file, what, found, limit });
  if (notes.length > scoreLimits.notes) throw tooLong('notes', notes.length, scoreLimits.notes);
  if (notes.some(({ midi, endBeat }) => !(Math.abs(midi - 60) <= FURTHEST_ST) || !Number.isFinite(endBeat))) {
    throw damagedMelody(file, 'bad-number');
  }
  const lengthSec = secondsAtBeat(tempos, notes[notes.length - 1].endBeat);
  if (lengthSec > scoreLimits.lengthSec) throw tooLong('length', Math.ceil(lengthSec), scoreLimits.lengthSec);
}

/** Whole octaves up or down to within 40–2000 Hz. */
function foldIntoReach(midi: number): number {
  const { lowestMidi, highestMidi } = scoreLimits;
  if (midi < lowestMidi) return midi + 12 * Math.ceil((lowestMidi - midi) / 12);
  return midi > highestMidi ? midi - 12 * Math.ceil((midi - highestMidi) / 12) : midi;
}

/** A note without a syllable that follows a sung one at once holds its vowel. */
function scoreNotes(notes: readonly FileNote[], midis: readonly number[]): ScoreNote[] {
  let isWordSung = false;
  return notes.map(({ startBeat, endBeat, lyric }, index) => {
    const isHeld = index > 0 && startBeat - notes[index - 1].endBeat < PLAYED_GAP_BEATS;
    isWordSung = lyric !== null || (isWordSung && isHeld);
    return {
      startBeat,
      lengthBeats: endBeat - startBeat,
      midi: midis[index],
      lyric,
      isMelisma: lyric === null && isWordSung,
    };
  });
}
