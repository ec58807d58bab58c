import { touchingBeats } from '../limits.ts';
import type { FileNote, FileTrack } from '../types.ts';
import type { Verse, WrittenMeasure, WrittenNote, WrittenPart } from './types.ts';

/** A measure as it is played: which one, where, and for which time (from 0). */
export type PlayedMeasure = { readonly index: number; readonly startBeat: number; readonly occurrence: number };

type OpenNote = { startBeat: number; endBeat: number; midi: number; lyric: string | null };

/** The voices of a part as they sound, repeats written out and ties joined. */
export function playPart({ name, measures }: WrittenPart, played: readonly PlayedMeasure[]): FileTrack[] {
  const voices = new Map<string, OpenNote[]>();
  for (const { index, startBeat, occurrence } of played) {
    if (index >= measures.length) continue;
    const measure = measures[index];
    if (measure.notes.length === 0) continue;
    const verse = verseOf(measure, occurrence);
    for (const note of measure.notes) {
      const voice = voices.get(note.voice) ?? [];
      voices.set(note.voice, voice);
      addNote(voice, note, startBeat, verse);
    }
  }
  return [...voices].map(([voice, notes]): FileTrack => {
    const sorted: FileNote[] = notes.toSorted((a, b) => a.startBeat - b.startBeat);
    return { name: voices.size === 1 ? name : `${name} · ${voice}`, notes: sorted };
  });
}

/** The verse with the number of this time, where the measure has one; else its first. */
function verseOf({ notes }: WrittenMeasure, occurrence: number): (verses: readonly Verse[]) => string | null {
  const wanted = String(occurrence + 1);
  const numbers = notes.flatMap(({ verses }) => verses.map(({ number }) => number));
  const number = numbers.includes(wanted) ? wanted : numbers.toSorted().at(0);
  return (verses) => verses.find((verse) => verse.number === number)?.lyric ?? null;
}

function addNote(
  voice: OpenNote[],
  note: WrittenNote,
  measureBeat: number,
  verse: (verses: readonly Verse[]) => string | null,
): void {
  const startBeat = measureBeat + note.startBeat;
  const endBeat = startBeat + note.lengthBeats;
  const tied = note.isTied ? lastTouching(voice, note.midi, startBeat) : undefined;
  if (tied !== undefined) tied.endBeat = endBeat;
  else voice.push({ startBeat, endBeat, midi: note.midi, lyric: verse(note.verses) });
}

/** Of the last notes, as those of a chord lie side by side. */
function lastTouching(voice: readonly OpenNote[], midi: number, atBeat: number): OpenNote | undefined {
  const isItsStart = (note: OpenNote): boolean =>
    note.midi === midi && Math.abs(note.endBeat - atBeat) <= touchingBeats && note.startBeat < atBeat;
  return voice.slice(-CHORD_NOTES).findLast(isItsStart);
}

/** Looked back over for the start of a tie. */
const CHORD_NOTES = 16;
