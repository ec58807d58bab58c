/** Something that was sung on a pitch, and how much it counts. */
export type TunedPitch = { readonly frame: number; readonly midi: number; readonly weight: number };

/** Deviation of the stretch around a note that its tuning is heard in: 8 s. People who sing alone drift over minutes. */
const windowFrames = 1600;
const windowReach = 3;

/**
 * How far off concert pitch a singer is, at each note: the circular mean of what their notes stand above whole semitones,
 * followed through time without jumps, so that somebody who slowly sinks by a semitone still sings the same notes.
 *
 * @param pitches in order of time
 * @returns semitones at each; the first lies within ±0.5
 */
export function tuningAt(pitches: readonly TunedPitch[]): Float64Array {
  const tuning = new Float64Array(pitches.length);
  const cosines = Float64Array.from(pitches, ({ midi, weight }) => weight * Math.cos(2 * Math.PI * midi));
  const sines = Float64Array.from(pitches, ({ midi, weight }) => weight * Math.sin(2 * Math.PI * midi));
  let from = 0;
  let before = 0;
  pitches.forEach(({ frame }, index) => {
    while (frame - pitches[from].frame > windowReach * windowFrames) from++;
    let cosine = 0;
    let sine = 0;
    for (let i = from; i < pitches.length; i++) {
      const distance = (pitches[i].frame - frame) / windowFrames;
      if (distance > windowReach) break;
      const nearness = Math.exp(-0.5 * distance ** 2);
      cosine += nearness * cosines[i];
      sine += nearness * sines[i];
    }
    const angle = Math.atan2(sine, cosine) / (2 * Math.PI);
    before = index === 0 ? angle : before + wrapped(angle - before);
    tuning[index] = before;
  });
  return tuning;
}

/** Into ±0.5. */
function wrapped(turns: number): number {
  return turns - Math.round(turns);
}
