import { framesPerSec } from './frames.ts';
import type { FrameSpan, Syllable } from './types.ts';

/** A pause of 250 ms or more ends a phrase. */
const pauseFrames = 0.25 * framesPerSec;

/** Runs of syllables with no pause of 250 ms or more inside. */
export function findPhrases(syllables: readonly Syllable[]): FrameSpan[] {
  const phrases: { start: number; end: number }[] = [];
  for (const { start, end } of syllables) {
    const current = phrases.at(-1);
    if (current && start - current.end < pauseFrames) current.end = end;
    else phrases.push({ start, end });
  }
  return phrases;
}
