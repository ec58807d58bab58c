import type { GuideUse } from '../../contract/melodies.ts';
import type { Plan, PlanNote } from '../../contract/melody/plan.ts';
import { hzToMidi } from '../../contract/music.ts';
import { framesPerSec } from '../analysis/frames.ts';
import type { Analysis } from '../analysis/types.ts';
import { gaussianSmooth, median } from '../dsp/statistics.ts';
import { framesWithin, planFrameCount } from '../perform/melody/takeTime.ts';
import type { Guide, GuideExpression } from '../perform/melody/types.ts';
import { guideNotes } from './guideNotes.ts';
import { notePlaces } from './notePlaces.ts';
import type { GuideNote } from './types.ts';

/** A consonant of up to 100 ms interrupts the voice, not the line that is sung. */
const bridgedFrames = 20;
/** Loudness is followed over 80 ms: phrases and swells, not the consonants of somebody else's syllables. */
const levelSmoothingFrames = 16;
/** Nobody who sings a note is farther from it than the way from the note before or to the one after, and this. */
const spareCents = 300;
/** A note within so much of the guide's length is read as it is. */
const sameSpeed = 0.1;
/** So that being exactly on the note is told from silence. */
const leastCents = 0.01;

/** Where a note of the take is in the guide, frames [start, end), and what is sung there on the whole. */
type GuideSpan = { readonly start: number; readonly end: number; readonly sungMidi: number };

/**
 * What a guide does beyond its notes, along the time of a take that was laid on it: how far it is off the note while it glides,
 * swings or drifts, and how loud it is. Distances are from what the guide sings on the whole, so somebody who is out of tune is
 * not followed there.
 *
 * @param plan as it was laid on this guide
 * @param use what of the guide it was laid on
 */
export function guideExpression(guide: Guide, plan: Plan, use: GuideUse): GuideExpression {
  const { analysis } = guide;
  const midi = bridged(analysis.f0Hz.map(hzToMidi));
  const levelDb = levelLine(analysis);
  const frameCount = planFrameCount(plan);
  const expression = { cents: new Float64Array(frameCount), levelDb: new Float64Array(frameCount) };
  const spans = use === 'words' ? sameTime(plan.notes, guideNotes(guide)) : sameOrder(plan.notes, guideNotes(guide));
  plan.notes.forEach((note, index) => {
    const span = spans[index];
    if (!span) return;
    const reach = reachOf(plan.notes, index);
    const takeFrames = framesPerSec * (note.endSec - note.startSec);
    const speed = (span.end - span.start) / takeFrames;
    const { start, end } = framesWithin(note.startSec, note.endSec, frameCount);
    for (let frame = start; frame < end; frame++) {
      const elapsed = frame - framesPerSec * note.startSec;
      const sung =
        Math.abs(speed - 1) < sameSpeed
          ? [{ at: speed * elapsed, weight: 1 }]
          : notePlaces(elapsed, takeFrames, span.end - span.start);
      const cents = sung.reduce(
        (sum, { at, weight }) => sum + weight * 100 * (valueAt(midi, span.start + at) - span.sungMidi),
        0,
      );
      if (Number.isNaN(cents)) continue;
      const held = Math.min(reach.highest, Math.max(reach.lowest, cents));
      expression.cents[frame] = Math.abs(held) < leastCents ? leastCents : held;
      expression.levelDb[frame] = valueAt(levelDb, span.start + speed * elapsed);
    }
  });
  return expression;
}

/** Time of the take is time of the guide; the note sung is the one that shares most of it. */
function sameTime(notes: readonly PlanNote[], sung: readonly GuideNote[]): (GuideSpan | undefined)[] {
  let from = 0;
  return notes.map(({ startSec, endSec }) => {
    const [start, end] = [startSec * framesPerSec, endSec * framesPerSec];
    while (from < sung.length && sung[from].end <= start) from++;
    let most = 0;
    let sungMidi = Number.NaN;
    for (let i = from; i < sung.length && sung[i].start < end; i++) {
      const shared = Math.min(end, sung[i].end) - Math.max(start, sung[i].start);
      if (shared <= most) continue;
      most = shared;
      sungMidi = sung[i].sungMidi;
    }
    return most > 0 ? { start, end, sungMidi } : undefined;
  });
}

/** Notes of the take are those of the guide in the same order, as often as they are sung. */
function sameOrder(notes: readonly PlanNote[], sung: readonly GuideNote[]): (GuideSpan | undefined)[] {
  if (sung.length === 0 || notes.length % sung.length !== 0) return notes.map(() => undefined);
  return notes.map((_, index) => sung[index % sung.length]);
}

/** How far the guide may be off a note, cents. */
function reachOf(notes: readonly PlanNote[], index: number): { readonly lowest: number; readonly highest: number } {
  const { midi } = notes[index];
  const around = [midi, notes[index - 1]?.midi ?? midi, notes[index + 1]?.midi ?? midi];
  return {
    lowest: 100 * (Math.min(...around) - midi) - spareCents,
    highest: 100 * (Math.max(...around) - midi) + spareCents,
  };
}

/** Short gaps are joined by straight lines. [frames] NaN where unvoiced. */
function bridged(line: Float64Array): Float64Array {
  const joined = line.slice();
  let last = -1;
  for (let frame = 0; frame < line.length; frame++) {
    if (Number.isNaN(line[frame])) continue;
    const gap = frame - last - 1;
    if (last >= 0 && gap > 0 && gap <= bridgedFrames) {
      for (let i = 1; i <= gap; i++) joined[last + i] = line[last] + ((line[frame] - line[last]) * i) / (gap + 1);
    }
    last = frame;
  }
  return joined;
}

/** Level of the voice against its usual one, dB, carried over what is unvoiced. */
function levelLine({ levelDb, f0Hz }: Pick<Analysis, 'levelDb' | 'f0Hz'>): Float64Array {
  const voiced = levelDb.filter((_, frame) => f0Hz[frame] > 0);
  if (voiced.length === 0) return new Float64Array(levelDb.length);
  const usualDb = median(voiced);
  const line = new Float32Array(levelDb.length);
  let last = voiced[0];
  for (let frame = 0; frame < line.length; frame++) {
    if (f0Hz[frame] > 0) last = levelDb[frame];
    line[frame] = last - usualDb;
  }
  return Float64Array.from(gaussianSmooth(line, levelSmoothingFrames));
}

/** Between frames; NaN outside and beside what is NaN. */
function valueAt(line: Float64Array, position: number): number {
  const below = Math.floor(position);
  if (below < 0 || below >= line.length) return Number.NaN;
  const part = position - below;
  if (part < 1e-9 || below + 1 >= line.length) return line[below];
  return line[below] + part * (line[below + 1] - line[below]);
}
