/** Whole octaves are preferred, even if they are this much further: notes keep their names. */
const octaveDetourSt = 4;

/**
 * Whole semitones that bring a speaker into a voice's range: the smallest shift into the middle third of the range, or
 * whole octaves where they are hardly further and land in the middle 70 %.
 *
 * @param medianMidi the speaker's median pitch; null when nothing is voiced
 * @param rangeMidi the voice's comfortable range; null: the speaker's own
 */
export function suggestTranspose(medianMidi: number | null, rangeMidi: readonly [number, number] | null): number {
  if (medianMidi === null || rangeMidi === null) return 0;
  const smallest = smallestShift(medianMidi, middleOf(rangeMidi, 1 / 3));
  const octaves = 12 * Math.round(smallest / 12);
  const [low, high] = middleOf(rangeMidi, 0.7);
  const isOctaveFine = medianMidi + octaves >= low && medianMidi + octaves <= high;
  const isShort = octaves !== 0 && Math.abs(octaves) <= Math.abs(smallest) + octaveDetourSt;
  const shift = isShort && isOctaveFine ? octaves : smallest;
  return Math.min(24, Math.max(-24, shift));
}

function middleOf([low, high]: readonly [number, number], ratio: number): [number, number] {
  const centre = (low + high) / 2;
  const half = ((high - low) * ratio) / 2;
  return [centre - half, centre + half];
}

/** Into the interval, rounded up; none where a whole semitone would lead further from its middle. */
function smallestShift(midi: number, [low, high]: readonly [number, number]): number {
  const shift = midi < low ? Math.ceil(low - midi) : midi > high ? -Math.ceil(midi - high) : 0;
  const centre = (low + high) / 2;
  return Math.abs(midi + shift - centre) <= Math.abs(midi - centre) ? shift : 0;
}
