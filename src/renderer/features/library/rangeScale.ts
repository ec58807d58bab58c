/** A semitone of the scale a voice's range is drawn on. */
export type ScaleNote = { readonly midi: number; readonly isSung: boolean };

/** C1 and C6: what people sing, and room around it. */
const lowestMidi = 24;
const highestMidi = 84;

/**
 * The semitones of the scale, those of the range marked. The scale is the same for all voices, so that two can be compared;
 * only a range beyond it makes it longer.
 * @param range MIDI, the first and the last note; null: nothing is marked
 */
export function rangeScale(range: readonly [number, number] | null): readonly ScaleNote[] {
  const low = Math.min(lowestMidi, Math.floor(range?.[0] ?? lowestMidi));
  const high = Math.max(highestMidi, Math.ceil(range?.[1] ?? highestMidi));
  return Array.from({ length: high - low + 1 }, (_, step) => {
    const midi = low + step;
    return { midi, isSung: range !== null && midi >= Math.round(range[0]) && midi <= Math.round(range[1]) };
  });
}
