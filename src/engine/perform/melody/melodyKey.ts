import { midiToHz, type MusicalKey } from '../../../contract/music.ts';
import { frameSec } from '../../../contract/recordings.ts';
import { detectKey } from '../../analysis/key.ts';
import { keyOf } from '../scale.ts';
import type { SungNote } from './sungNotes.ts';

/** More of a note says no more about the key, and hours of them take no time. */
const countedSec = 4;

/** The key that is chosen, else the one nearest to the notes of a melody by their lengths. */
export function melodyKey(notes: readonly SungNote[], keySetting: string): MusicalKey {
  const framesOf = ({ startSec, endSec }: SungNote): number =>
    Math.max(1, Math.round(Math.min(countedSec, endSec - startSec) / frameSec));
  const f0Hz = new Float64Array(notes.reduce((sum, note) => sum + framesOf(note), 0));
  let frame = 0;
  for (const note of notes) {
    f0Hz.fill(midiToHz(note.midi), frame, frame + framesOf(note));
    frame += framesOf(note);
  }
  return keyOf(keySetting, detectKey(f0Hz)?.key ?? null);
}
