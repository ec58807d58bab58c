import { frameSec } from '../../../contract/recordings.ts';
import type { PlanSyllable } from '../../../contract/melody/plan.ts';
import { scoreLimits } from '../../../contract/melody/score.ts';
import { voicedRuns } from '../../analysis/frames.ts';
import type { Analysis, Syllable } from '../../analysis/types.ts';

/** A voiced stretch that belongs to no syllable is one of its own from 60 ms on. */
const leastRunFrames = 12;
/** Up to 120 ms between two syllables are the closure of a plosive or a weak consonant; more is a pause. */
const longestClosureFrames = 24;

/**
 * The syllables with nothing left over: voiced stretches outside all of them become syllables, and what lies between two
 * that follow closely is given to both, parted where it is quietest.
 */
export function everySyllable(
  { f0Hz, levelDb }: Pick<Analysis, 'f0Hz' | 'levelDb'>,
  syllables: readonly Syllable[],
): Syllable[] {
  const whole = [...syllables, ...uncoveredRuns(f0Hz, syllables)].sort((a, b) => a.start - b.start);
  for (let index = 1; index < whole.length; index++) {
    const [before, after] = [whole[index - 1], whole[index]];
    if (after.start - before.end > longestClosureFrames) continue;
    const border = quietestFrame(levelDb, before.end, after.start);
    whole[index - 1] = { ...before, end: border };
    whole[index] = { ...after, start: border };
  }
  return whole;
}

function uncoveredRuns(f0Hz: Float64Array, syllables: readonly Syllable[]): Syllable[] {
  const isCovered = new Uint8Array(f0Hz.length);
  for (const { start, end } of syllables) isCovered.fill(1, start, end);
  return voicedRuns(f0Hz)
    .filter(({ start, end }) => end - start >= leastRunFrames && !isCovered.subarray(start, end).includes(1))
    .map(({ start, end }) => ({ start, end, nucleus: (start + end) >> 1, vowelStart: start, vowelEnd: end }));
}

/** In [from, to]; `from` when they are the same. */
export function quietestFrame(levelDb: Float32Array, from: number, to: number): number {
  let quietest = from;
  for (let frame = from; frame <= Math.min(to, levelDb.length - 1); frame++) {
    if (levelDb[frame] < levelDb[quietest]) quietest = frame;
  }
  return quietest;
}

/** As a plan writes it. */
export function planSyllable({ start, end, vowelStart, vowelEnd }: Syllable, text: string | null): PlanSyllable {
  const seconds = (frame: number): number => Math.round(frame * frameSec * 1000) / 1000;
  return {
    startSec: seconds(start),
    vowelStartSec: seconds(vowelStart),
    vowelEndSec: seconds(vowelEnd),
    endSec: seconds(end),
    text: text === null ? null : text.slice(0, scoreLimits.lyricCharacters),
  };
}
