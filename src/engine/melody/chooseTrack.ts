import { AppError } from '../../contract/errors.ts';
import type { ScoreTrack } from '../../contract/melodies.ts';
import { shownItem } from '../bytes/refusals.ts';
import { oneVoice } from './oneVoice.ts';
import type { FileTrack } from './types.ts';

/** What people who write scores call the part that is sung. */
const SUNG_NAMES =
  /vo[ckx]|voice|voz|vozes|sing|sung|cant[oa]|melod|lead|tune|solo|sopran|\bmezzo|tenor|bar[ií]ton|alto\b/i;
/** Of the notes of the track with most: fewer and it is an ornament. */
const SUBSTANTIAL_RATIO = 1 / 4;
/** Of a track's notes: with this many left when chords are reduced, it is one voice. */
const ONE_VOICE_RATIO = 0.9;
/** Tracks named in an error. */
const NAMED_TRACKS = 32;

/** What a person chooses from. */
export function describeTracks(tracks: readonly FileTrack[]): ScoreTrack[] {
  return tracks.map(({ name, notes }, index) => ({
    index,
    name,
    noteCount: notes.length,
    lowMidi: notes.reduce((low, { midi }) => Math.min(low, midi), Infinity),
    highMidi: notes.reduce((high, { midi }) => Math.max(high, midi), -Infinity),
    hasLyrics: notes.some(({ lyric }) => lyric !== null),
  }));
}

/**
 * The track asked for, or the one most like a melody. In this order: it has lyrics; its name says that it is sung; it has at
 * least a quarter of the notes of the busiest; it is one voice; it is the highest on average; it comes first.
 *
 * @param wanted index in tracks; null: none was chosen
 * @throws AppError MELODY_TRACK_UNKNOWN
 */
export function chooseTrack(file: string, tracks: readonly FileTrack[], wanted: number | null): number {
  if (wanted !== null) {
    if (wanted in tracks) return wanted;
    throw new AppError('MELODY_TRACK_UNKNOWN', { file, track: wanted, known: knownTracks(tracks) });
  }
  const busiest = Math.max(...tracks.map(({ notes }) => notes.length));
  const marks = tracks.map((track) => marksOf(track, busiest));
  let best = 0;
  for (let index = 1; index < tracks.length; index++) if (isAbove(marks[index], marks[best])) best = index;
  return best;
}

/** Numbers to be compared one after the other, the more the likelier. */
function marksOf({ name, notes }: FileTrack, busiest: number): number[] {
  const meanMidi = notes.reduce((sum, { midi }) => sum + midi, 0) / notes.length;
  const oneVoiceRatio = 1 - oneVoice(notes).reducedCount / notes.length;
  return [
    Number(notes.some(({ lyric }) => lyric !== null)),
    Number(SUNG_NAMES.test(name)),
    Number(notes.length >= busiest * SUBSTANTIAL_RATIO),
    Number(oneVoiceRatio >= ONE_VOICE_RATIO),
    meanMidi,
  ];
}

function isAbove(marks: readonly number[], others: readonly number[]): boolean {
  const first = marks.findIndex((mark, index) => mark !== others[index]);
  return first >= 0 && marks[first] > others[first];
}

function knownTracks(tracks: readonly FileTrack[]): string {
  const named = tracks.slice(0, NAMED_TRACKS).map(({ name }, index) => `${String(index)} ${shownItem(name)}`.trim());
  return named.join(', ') + (tracks.length > NAMED_TRACKS ? ' …' : '');
}
