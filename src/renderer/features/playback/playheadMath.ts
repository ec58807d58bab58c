const phraseGapSec = 0.25;
/** A phrase that began less than this ago counts as the present one, so that Shift+Left goes to the one before. */
const justStartedSec = 0.3;

/** Starts of the phrases: a pause of 250 ms or more ends one. */
export function phraseStarts(syllables: readonly { readonly startSec: number; readonly endSec: number }[]): number[] {
  return syllables
    .filter((syllable, index) => {
      const before = syllables[index - 1];
      return !before || syllable.startSec - before.endSec >= phraseGapSec;
    })
    .map((syllable) => syllable.startSec);
}

/** Where Shift+Left (-1) and Shift+Right (1) go; the beginning and the end when there is no phrase left. */
export function stepPhrase(
  starts: readonly number[],
  positionSec: number,
  direction: -1 | 1,
  durationSec: number,
): number {
  if (direction === 1) return starts.find((start) => start > positionSec + 0.01) ?? durationSec;
  return starts.filter((start) => start < positionSec - justStartedSec).at(-1) ?? 0;
}

/** How far an arrow moves the playhead. */
export const nudgeSec = 0.1;

/** The position moved by some seconds, kept inside the recording. */
export function nudge(positionSec: number, bySec: number, durationSec: number): number {
  return Math.min(durationSec, Math.max(0, positionSec + bySec));
}

/** Where Play starts: at the beginning again when the end has been reached. */
export function playFrom(positionSec: number, durationSec: number): number {
  return positionSec >= durationSec - 0.02 ? 0 : positionSec;
}

/** With reduced motion the playhead steps every 250 ms instead of gliding. */
export function shownPosition(positionSec: number, hasReducedMotion: boolean): number {
  return hasReducedMotion ? Math.floor(positionSec * 4) / 4 : positionSec;
}
