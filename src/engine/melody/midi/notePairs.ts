/** A note of a MIDI track; ticks from the start of the file. */
export type TickNote = {
  readonly channel: number;
  readonly pitch: number;
  readonly startTick: number;
  readonly endTick: number;
};

type OpenNote = { channel: number; pitch: number; startTick: number; endTick: number | null };

const PITCHES = 128;

/**
 * Joins the starts and ends of notes. A key pressed again ends its note first. A note that nothing ends lasts to the next note
 * of its channel, or to the end of the track.
 */
export class NotePairs {
  readonly #notes: OpenNote[] = [];
  readonly #sounding = new Map<number, OpenNote>();

  start(channel: number, pitch: number, tick: number): void {
    this.stop(channel, pitch, tick);
    const note: OpenNote = { channel, pitch, startTick: tick, endTick: null };
    this.#sounding.set(channel * PITCHES + pitch, note);
    this.#notes.push(note);
  }

  stop(channel: number, pitch: number, tick: number): void {
    const key = channel * PITCHES + pitch;
    const note = this.#sounding.get(key);
    if (note === undefined) return;
    note.endTick = tick;
    this.#sounding.delete(key);
  }

  /** All notes that last any time, in order of their starts. */
  finish(endTick: number): TickNote[] {
    const next = new Map<number, number>();
    for (const note of this.#notes.toReversed()) {
      note.endTick ??= next.get(note.channel) ?? endTick;
      next.set(note.channel, note.startTick);
    }
    return this.#notes.flatMap((note) => {
      const end = note.endTick ?? endTick;
      return end > note.startTick ? [{ ...note, endTick: end }] : [];
    });
  }
}
