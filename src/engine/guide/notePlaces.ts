/** So much of a note is read up to its end: the way to the next one. */
const endFrames = 20;
const endShare = 1 / 3;
/** From one reading to the other within 50 ms. */
const fadeFrames = 10;
/** Where a note is too short, what it does after its beginning is sung back and forth from here on. */
const heldFromShare = 0.2;

/** A place in a guide's note, frames from its start, and how much it counts. */
export type NotePlace = { readonly at: number; readonly weight: number };

/**
 * Where a longer or shorter note of the take reads the guide's: from its beginning and up to its end as fast as it was sung, so
 * that vibrato keeps its rate and glides theirs. In between a long note goes back and forth, a short one fades from one to the
 * other.
 *
 * @param frame of the take's note, 0 at its start
 * @returns one place or two, whose weights sum to 1
 */
export function notePlaces(frame: number, takeFrames: number, guideFrames: number): NotePlace[] {
  const end = Math.min(endFrames, endShare * takeFrames, endShare * guideFrames);
  const untilEnd = takeFrames - frame;
  const weight = Math.min(1, Math.max(0, (end + fadeFrames - untilEnd) / fadeFrames));
  const places = [
    { at: backAndForth(frame, heldFromShare * guideFrames, guideFrames - end), weight: 1 - weight },
    { at: Math.max(0, guideFrames - untilEnd), weight },
  ];
  return places.filter((place) => place.weight > 0);
}

/** As told up to `to`, then back to `from`, and again. */
function backAndForth(frame: number, from: number, to: number): number {
  if (frame <= to) return frame;
  const span = Math.max(1, to - from);
  const part = (frame - to) % (2 * span);
  return part <= span ? to - part : to - 2 * span + part;
}
