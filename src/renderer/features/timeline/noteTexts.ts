import type { Measure } from './textWidth.ts';

/** A syllable beside its note, in pixels of the lane. */
export type PlacedText = {
  readonly key: number;
  readonly text: string;
  readonly left: number;
  readonly top: number;
};

type Note = { readonly startSec: number; readonly midi: number; readonly text: string | null };
type Place = {
  readonly toX: (sec: number) => number;
  readonly toY: (midi: number) => number;
  readonly height: number;
  readonly measure: Measure;
};

const heightPx = 14;
const gapPx = 3;

/**
 * Where the syllables of notes are written: above a note that is approached from below, under one approached from above.
 * One that would cover another is left out, so that what is written can be read.
 */
export function placeNoteTexts(notes: readonly Note[], { toX, toY, height, measure }: Place): PlacedText[] {
  const placed: PlacedText[] = [];
  const endsPx: number[] = [];
  notes.forEach((note, index) => {
    const text = note.text?.trim() ?? '';
    if (text === '') return;
    const before = notes[index - 1];
    const y = toY(note.midi);
    const isBelow = before !== undefined && before.midi > note.midi;
    const wanted = isBelow ? y + gapPx : y - heightPx - gapPx;
    const top = Math.max(0, Math.min(height - heightPx, wanted));
    const left = toX(note.startSec);
    const covers = placed.some(
      (other, place) => left < (endsPx[place] ?? 0) + gapPx && Math.abs(other.top - top) < heightPx,
    );
    if (covers) return;
    placed.push({ key: note.startSec, text, left, top });
    endsPx.push(left + measure(text));
  });
  return placed;
}
