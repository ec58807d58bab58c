/** A note of a MIDI track; ticks from the start of the file. */
export type TickNote = {
  readonly channel: number;
  readonly pitch: number;
  readonly startTick: number;
  readonly endTick: number;
};

type OpenNote = {
  readonly channel: number;
  readonly pitch: number;
  readonly startTick: number;
  endTick: number | null;
  /** The same key, still down when it was pressed for this note. */
  readonly before: OpenNote | null;
};

/** Notes of one key in order; those from `open` on have not ended. */
type Key = { readonly notes: OpenNote[]; open: number };

const PITCHES = 128;

/**
 * Joins the starts and ends of notes. Of a key pressed again before it is let go, each end is that of the oldest note that has
 * none, and every note ends where the next one starts: programs write repeated notes with the end a tick late. A note that
 * nothing ends lasts to the next note of its channel, or to the end of the track.
 */
export class NotePairs {
  readonly #notes: OpenNote[] = [];
  readonly #keys = new Map<number, Key>();

  start(channel: number, pitch: number, tick: number): void {
    const key = this.#keys.get(channel * PITCHES + pitch) ?? { notes: [], open: 0 };
    this.#keys.set(channel * PITCHES + pitch, key);
    const before = key.open < key.notes.length ? key.notes[key.notes.length - 1] : null;
    const note: OpenNote = { channel, pitch, startTick: tick, endTick: null, before };
    key.notes.push(note);
    this.#notes.push(note);
  }

  stop(channel: number, pitch: number, tick: number): void {
    const key = this.#keys.get(channel * PITCHES + pitch);
    if (key === undefined || key.open === key.notes.length) return;
    key.notes[key.open].endTick = tick;
    key.open++;
  }

  /** All notes that last any time, in order of their starts. */
  finish(endTick: number): TickNote[] {
    const next = new Map<number, number>();
    for (const note of this.#notes.toReversed()) {
      if (note.before !== null) {
        note.endTick ??= note.before.endTick;
        note.before.endTick = note.startTick;
      }
      note.endTick ??= next.get(note.channel) ?? endTick;
      next.set(note.channel, note.startTick);
    }
    return this.#notes.flatMap(({ channel, pitch, startTick, endTick: end }) =>
      end !== null && end > startTick ? [{ channel, pitch, startTick, endTick: end }] : [],
    );
  }
}
