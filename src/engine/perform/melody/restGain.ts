import type { Plan } from '../../../contract/melody/plan.ts';
import { framesPerSec } from '../../analysis/frames.ts';
import { isNaturalAt, speedAt } from '../sourcePlace.ts';

/** Sound goes within 60 ms after the last of a syllable and comes within 20 ms before the first. */
const fadeOutFrames = 12;
const fadeInFrames = 4;
/** Slower than this the recording stands still: a rest, wherever it is held. */
const heldSpeed = 0.1;
/** A vowel is sung however slowly; where the map stands still altogether, as where a guide breathes, nothing is. */
const stillSpeed = 1e-6;

/**
 * Gain that leaves syllables, and pauses at the speed they were spoken, as they are, and silences what is held between vowels
 * and pauses that are stretched or hurried: drawn-out room noise is no rest.
 *
 * @param sourceFrame [frames] of the take: place in the recording
 * @param sourceFrameCount of the recording
 */
export function restGain(
  { syllables }: Pick<Plan, 'syllables'>,
  sourceFrame: Float64Array,
  sourceFrameCount: number,
): Float32Array {
  const part = partsOf(syllables, sourceFrameCount);
  const gain = Float32Array.from(sourceFrame, (place, frame) => {
    const here = part[Math.round(place)];
    const speed = speedAt(sourceFrame, frame);
    const isSung = (here === vowel && speed > stillSpeed) || (here === consonant && speed >= heldSpeed);
    return isSung || isNaturalAt(sourceFrame, frame) ? 1 : 0;
  });
  for (let frame = 1; frame < gain.length; frame++) {
    gain[frame] = Math.max(gain[frame], gain[frame - 1] - 1 / fadeOutFrames);
  }
  for (let frame = gain.length - 2; frame >= 0; frame--) {
    gain[frame] = Math.max(gain[frame], gain[frame + 1] - 1 / fadeInFrames);
  }
  return gain;
}

const [pause, consonant, vowel] = [0, 1, 2];

/** [recording frames] what is spoken there. */
function partsOf(syllables: Plan['syllables'], frameCount: number): Uint8Array {
  const parts = new Uint8Array(frameCount).fill(pause);
  for (const { startSec, endSec } of syllables) {
    parts.fill(consonant, Math.floor(startSec * framesPerSec), Math.ceil(endSec * framesPerSec) + 1);
  }
  for (const { vowelStartSec, vowelEndSec } of syllables) {
    parts.fill(vowel, Math.round(vowelStartSec * framesPerSec), Math.round(vowelEndSec * framesPerSec));
  }
  return parts;
}
