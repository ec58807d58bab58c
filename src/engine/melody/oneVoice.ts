import { touchingBeats } from './limits.ts';
import type { FileNote } from './types.ts';

/** Notes that overlap by less than a 32nd are slurred, not a chord. */
const SLUR_BEATS = 1 / 8;

type SungNote = { startBeat: number; endBeat: number; midi: number; lyric: string | null };

export type OneVoice = {
  /** In order; none overlap. */
  readonly notes: readonly FileNote[];
  /** Notes left out or shortened, as higher ones sounded. */
  readonly reducedCount: number;
};

/**
 * One voice of notes that may sound together: the highest wins. A higher note that comes in ends the one below for good; a lower
 * one is left out, unless at least half of it is still to come when the higher one ends. Slurs are cut, not counted.
 *
 * A melody in an accompaniment is usually on top: Uitdenbogerd & Zobel, “Manipulation of music for melody matching” (1998).
 */
export function oneVoice(notes: readonly FileNote[]): OneVoice {
  const line = new TopLine();
  for (const note of notes.toSorted((a, b) => a.startBeat - b.startBeat || b.midi - a.midi)) line.add(note);
  return { notes: line.finish(), reducedCount: line.reducedCount };
}

class TopLine {
  readonly #sung: SungNote[] = [];
  /** The best of the lower notes that may still come up. */
  #waiting: SungNote | null = null;
  reducedCount = 0;

  add(note: FileNote): void {
    this.#bringUpWaiting(note.startBeat);
    const current = this.#sung.at(-1);
    const overlapBeats = current === undefined ? 0 : current.endBeat - note.startBeat;
    if (current === undefined || overlapBeats <= touchingBeats) {
      // Rounding of beats must not leave an overlap.
      if (current !== undefined) current.endBeat = Math.min(current.endBeat, note.startBeat);
      this.#sung.push({ ...note });
    } else if (isSlur(current, note)) {
      current.endBeat = note.startBeat;
      this.#sung.push({ ...note });
    } else {
      this.reducedCount++;
      this.#reduce(current, note);
    }
  }

  finish(): SungNote[] {
    this.#bringUpWaiting(Infinity);
    return this.#sung;
  }

  /** Both sound at once. */
  #reduce(current: SungNote, note: FileNote): void {
    if (note.midi <= current.midi) {
      const isTogether = note.startBeat - current.startBeat < touchingBeats;
      if (isTogether) current.lyric ??= note.lyric;
      if (this.#waiting === null || note.midi > this.#waiting.midi) this.#waiting = { ...note };
      return;
    }
    if (note.startBeat - current.startBeat >= SLUR_BEATS) {
      current.endBeat = note.startBeat;
      this.#sung.push({ ...note });
      return;
    }
    // A chord that was strummed: what was heard of the lower note is part of the higher one.
    this.#sung.pop();
    this.#sung.push({ ...note, startBeat: current.startBeat, lyric: note.lyric ?? current.lyric });
  }

  /** A lower note is heard where the higher one has ended and nothing else has begun. */
  #bringUpWaiting(untilBeat: number): void {
    const waiting = this.#waiting;
    const current = this.#sung.at(-1);
    if (waiting === null || current === undefined || current.endBeat > untilBeat) return;
    this.#waiting = null;
    const leftBeats = waiting.endBeat - Math.max(waiting.startBeat, current.endBeat);
    if (leftBeats < Math.max(SLUR_BEATS, (waiting.endBeat - waiting.startBeat) / 2)) return;
    this.reducedCount--;
    this.#sung.push({ ...waiting, startBeat: Math.max(waiting.startBeat, current.endBeat) });
  }
}

/** The next note goes on beyond the one before, of which only the end still sounds. */
function isSlur(current: SungNote, note: FileNote): boolean {
  const longestBeats = Math.min(SLUR_BEATS, (current.endBeat - current.startBeat) / 2);
  return note.endBeat > current.endBeat && current.endBeat - note.startBeat < longestBeats;
}
