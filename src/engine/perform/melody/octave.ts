import type { PlanNote } from '../../../contract/melody/plan.ts';
import { foldNote } from '../pitchLimits.ts';

type TimedPitch = Pick<PlanNote, 'startSec' | 'endSec' | 'midi'>;

/** Sung melodies lie a little above the speech of the same person. */
const aboveSpeechSt = 3;
const furthestOctaves = 8;

/** The pitch below which half of the sung time lies, MIDI. */
export function medianPitch(notes: readonly TimedPitch[]): number {
  const sorted = [...notes].sort((a, b) => a.midi - b.midi);
  const half = sorted.reduce((sum, note) => sum + note.endSec - note.startSec, 0) / 2;
  let passed = 0;
  for (const note of sorted) {
    passed += note.endSec - note.startSec;
    if (passed >= half) return note.midi;
  }
  return sorted[sorted.length - 1].midi;
}

/**
 * Semitones, whole octaves, by which a melody moves so that it keeps its notes: where the least of it leaves the voice's
 * range, and its median is nearest to the middle of that range, or to 3 semitones above the speaker's own.
 *
 * @param notes at least one, as written
 * @param speakerMidi median of the speech; null when nothing is voiced
 * @param rangeMidi of the voice; null: the speaker's own
 */
export function suggestOctaves(
  notes: readonly TimedPitch[],
  speakerMidi: number | null,
  rangeMidi: readonly [number, number] | null,
): number {
  const middle = medianPitch(notes);
  const wanted = rangeMidi
    ? (rangeMidi[0] + rangeMidi[1]) / 2
    : speakerMidi === null
      ? middle
      : speakerMidi + aboveSpeechSt;
  const isOutside = (midi: number): boolean =>
    foldNote(midi) !== midi || (rangeMidi !== null && (midi < rangeMidi[0] || midi > rangeMidi[1]));
  const outsideSec = (shift: number): number =>
    notes.reduce((sum, note) => sum + (isOutside(note.midi + shift) ? note.endSec - note.startSec : 0), 0);

  let best = { shift: 0, outside: Infinity, distance: Infinity };
  for (let octaves = -furthestOctaves; octaves <= furthestOctaves; octaves++) {
    const shift = 12 * octaves;
    const outside = outsideSec(shift);
    const distance = Math.abs(middle + shift - wanted);
    const isBetter = outside < best.outside - 1e-9 || (outside <= best.outside + 1e-9 && distance < best.distance);
    if (isBetter) best = { shift, outside, distance };
  }
  return best.shift;
}
