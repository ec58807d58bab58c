import { parseKey, pitchClassesOf, type MusicalKey } from '../../contract/music.ts';

/** Pitch classes that may be sung, as a test: `allowed[pitchClass]`. */
export type AllowedNotes = readonly boolean[];

/** The key a performance is in: the chosen one, else the detected one, else C major. */
export function keyOf(keySetting: string, detected: MusicalKey | null): MusicalKey {
  return parseKey(keySetting) ?? detected ?? { root: 0, scale: 'major' };
}

/**
 * Which notes may be sung. A list narrows the chosen key; it stands alone when the key is on auto, or when the two
 * have no note in common.
 */
export function allowedNotes(
  keySetting: string,
  key: MusicalKey,
  notesSetting: 'scale' | readonly number[],
): AllowedNotes {
  const ofKey = pitchClassesOf(key);
  if (notesSetting === 'scale') return asTest(ofKey);
  const common = keySetting === 'auto' ? [] : notesSetting.filter((pitchClass) => ofKey.includes(pitchClass));
  return asTest(common.length > 0 ? common : notesSetting);
}

function asTest(pitchClasses: readonly number[]): boolean[] {
  return Array.from({ length: 12 }, (_, pitchClass) => pitchClasses.includes(pitchClass));
}

/** The allowed note nearest to a pitch, MIDI; the lower one when two are equally near. */
export function nearestNote(midi: number, allowed: AllowedNotes): number {
  const middle = Math.round(midi);
  let nearest = Number.NaN;
  for (let note = middle - 12; note <= middle + 12; note++) {
    const isNearer = Number.isNaN(nearest) || Math.abs(note - midi) < Math.abs(nearest - midi);
    if (allowed[((note % 12) + 12) % 12] && isNearer) nearest = note;
  }
  return nearest;
}
