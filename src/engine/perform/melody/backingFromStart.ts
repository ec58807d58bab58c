import type { BackingMeasure } from '../../../contract/melodies.ts';

/**
 * A backing as it is heard from the start of a take that begins somewhere in it: its first beat is the first one that the
 * take hears.
 * @param startSec where the take begins in the backing
 */
export function backingFromStart(measure: BackingMeasure, startSec: number): BackingMeasure {
  const firstBeatSec = measure.firstBeatSec - startSec;
  if (firstBeatSec >= 0) return { ...measure, firstBeatSec };
  if (measure.tempoBpm === null) return { ...measure, firstBeatSec: 0 };
  const beatSec = 60 / measure.tempoBpm;
  return { ...measure, firstBeatSec: firstBeatSec + beatSec * Math.ceil(-firstBeatSec / beatSec) };
}
