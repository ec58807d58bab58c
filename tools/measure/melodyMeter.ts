import { hzToMidi } from '../../src/contract/music.ts';
import type { Plan, PlanSyllable } from '../../src/contract/melody/plan.ts';
import { frameSec } from '../../src/contract/recordings.ts';
import { median } from '../../src/engine/dsp/statistics.ts';
import { isSure, type MeasuredPitch } from './pitchMeter.ts';

/** A sound of speech as its synthesiser made it. */
export type Phone = readonly [name: string, startSec: number, endSec: number];

const vowelNames = new Set('aa ae ah ao aw ax ay eh er ey ih iy ow oy uh uw'.split(' '));

/**
 * How far the middle pitch of every note is from the note of the plan, cents. A note in which the extractor is sure of no
 * frame is infinitely far.
 */
export function noteErrorsOf(measured: MeasuredPitch, { notes }: Plan): number[] {
  return notes.map(({ startSec, endSec, midi, detuneCents }) => {
    const sung: number[] = [];
    for (let frame = Math.ceil(startSec / frameSec); frame * frameSec < endSec; frame++) {
      if (isSure(measured, frame)) sung.push(hzToMidi(measured.f0Hz[frame] ?? 0));
    }
    return sung.length === 0 ? Infinity : 100 * Math.abs(median(sung) - midi - detuneCents / 100);
  });
}

/**
 * How far true vowels begin from their notes, seconds: of every note that begins with a syllable, the vowel that this
 * syllable was taken for, carried through the time map.
 */
export function vowelErrorsOf({ notes, syllables, passes }: Plan, phones: readonly Phone[]): number[] {
  return notes
    .filter(({ isMelisma }) => !isMelisma)
    .map(({ startSec, firstSyllable }) => {
      const vowel = vowelOf(syllables[firstSyllable], phones);
      const anchors = passes.find((pass) => pass[pass.length - 1][0] > startSec) ?? passes[0];
      return Math.abs(takeSecAt(anchors, vowel[1]) - startSec);
    });
}

/** The first true vowel that lies mostly inside a syllable's vowel, else the one that overlaps it most or is nearest. */
function vowelOf({ vowelStartSec, vowelEndSec }: PlanSyllable, phones: readonly Phone[]): Phone {
  const vowels = phones.filter(([name]) => vowelNames.has(name));
  const overlap = ([, from, to]: Phone): number => Math.min(vowelEndSec, to) - Math.max(vowelStartSec, from);
  const inside = vowels.find((vowel) => overlap(vowel) > (vowel[2] - vowel[1]) / 2);
  return inside ?? vowels.reduce((best, other) => (overlap(other) > overlap(best) ? other : best));
}

/** When a time of the recording is heard; the first time where the take stands still. */
function takeSecAt(anchors: Plan['passes'][number], recordingSec: number): number {
  const after = anchors.findIndex(([, recorded]) => recorded >= recordingSec);
  if (after <= 0) return anchors[after === 0 ? 0 : anchors.length - 1][0];
  const [from, to] = [anchors[after - 1], anchors[after]];
  return from[0] + ((recordingSec - from[1]) / (to[1] - from[1])) * (to[0] - from[0]);
}

/** How many of the true vowels were found: the one that each syllable was taken for. */
export function foundVowels({ syllables }: Plan, phones: readonly Phone[]): { found: number; spoken: number } {
  const found = new Set(syllables.map((syllable) => vowelOf(syllable, phones)));
  return { found: found.size, spoken: phones.filter(([name]) => vowelNames.has(name)).length };
}

/** Share of frames that are voiced, or unvoiced, as authored. */
export function voicingAgreement(measuredF0Hz: ArrayLike<number>, authoredF0Hz: ArrayLike<number>): number {
  const frames = Math.min(measuredF0Hz.length, authoredF0Hz.length);
  let agreed = 0;
  for (let frame = 0; frame < frames; frame++) {
    if ((measuredF0Hz[frame] ?? 0) > 0 === (authoredF0Hz[frame] ?? 0) > 0) agreed++;
  }
  return agreed / Math.max(1, frames);
}
