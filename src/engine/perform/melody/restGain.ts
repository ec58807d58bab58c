import type { Plan } from '../../../contract/melody/plan.ts';
import { framesPerSec } from '../../analysis/frames.ts';
import type { Analysis } from '../../analysis/types.ts';
import { isNaturalAt, speedAt } from '../sourcePlace.ts';
import { framesWithin } from './takeTime.ts';

/** Sound goes within 60 ms after the last of a syllable and comes within 20 ms before the first. */
const fadeOutFrames = 12;
const fadeInFrames = 4;
/** A take begins and ends with silence, wherever in the recording that is: room noise that is cut off clicks. */
const edgeFrames = 4;
/** Slower than this the recording stands still: a rest, unless a note holds the voice there. */
const heldSpeed = 0.1;
/** A vowel is sung however slowly; where the map stands still altogether, as where a guide breathes, nothing is. */
const stillSpeed = 1e-6;

/**
 * Gain that leaves syllables, and pauses at the speed they were spoken, as they are, and silences what is held between vowels
 * and pauses that are stretched or hurried: drawn-out room noise is no rest. What a note holds is sung wherever the recording
 * has a voice: it may be a vowel that was taken for the end of another syllable, as where a guide holds a word that ran into the one before.
 *
 * @param sourceFrame [frames] of the take: place in the recording
 */
export function restGain(
  { syllables, notes }: Pick<Plan, 'syllables' | 'notes'>,
  sourceFrame: Float64Array,
  { f0Hz, frameCount }: Pick<Analysis, 'f0Hz' | 'frameCount'>,
): Float32Array {
  const part = partsOf(syllables, frameCount);
  const isNote = new Uint8Array(sourceFrame.length);
  for (const { startSec, endSec } of notes) {
    const { start, end } = framesWithin(startSec, endSec, isNote.length);
    isNote.fill(1, start, end);
  }
  const gain = Float32Array.from(sourceFrame, (place, frame) => {
    const nearest = Math.round(place);
    const here = part[nearest];
    const speed = speedAt(sourceFrame, frame);
    const isHeld = here === vowel || (here === consonant && isNote[frame] === 1 && f0Hz[nearest] > 0);
    const isSung = (isHeld && speed > stillSpeed) || (here === consonant && speed >= heldSpeed);
    return isSung || isNaturalAt(sourceFrame, frame) ? 1 : 0;
  });
  for (let frame = 1; frame < gain.length; frame++) {
    gain[frame] = Math.max(gain[frame], gain[frame - 1] - 1 / fadeOutFrames);
  }
  for (let frame = gain.length - 2; frame >= 0; frame--) {
    gain[frame] = Math.max(gain[frame], gain[frame + 1] - 1 / fadeInFrames);
  }
  return gain.map((value, frame) => value * Math.min(1, frame / edgeFrames, (gain.length - 1 - frame) / edgeFrames));
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
