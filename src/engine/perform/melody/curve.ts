import type { Plan, PlanNote } from '../../../contract/melody/plan.ts';
import { frameSec } from '../../../contract/recordings.ts';
import { driftAt, gaussianAt } from '../chance.ts';
import { chanceStreams, humane, vibratoSwell } from '../humane.ts';
import { glideBetweenNotes, vibratoCents } from '../pitchModel.ts';
import type { PerformSettings } from '../registry.ts';
import { guideWeights } from './guideWeights.ts';
import { framesWithin, planFrameCount } from './takeTime.ts';
import type { GuideExpression } from './types.ts';

export type CurveInput = {
  readonly settings: Pick<PerformSettings, 'overshoot' | 'humanise' | 'guideRatio'>;
  readonly seed: number;
  /** What the guide does beyond its notes; null: there is none. */
  readonly expression: GuideExpression | null;
};

/** How far singers swing past a note: e^(-πζ/√(1-ζ²)) for the measured ζ of 0.5422. */
const fullOvershoot = 0.1318;
/** Wider steps than this overshoot less, with ζ = 0.75 at least. */
const wideStepSt = 7;
const wideStepDamping = 0.75;
/** The curve is kept to a hundredth of a cent. */
const curveStepsPerSt = 1e4;

/**
 * What is sung at every frame of the take, MIDI: glides with overshoot, vibrato, drift, and the guide's own movement by degree
 * (Saitou, Unoki and Akagi 2005; specification §4.5).
 */
export function drawCurve(plan: Pick<Plan, 'notes' | 'lengthSec'>, input: CurveInput): number[] {
  const { notes } = plan;
  const { settings, seed, expression } = input;
  const frameCount = planFrameCount(plan);
  const line = glideBetweenNotes(lateNotes(notes, settings.humanise, seed), frameCount, (index) => ({
    portamentoMs: notes[index].glideMs,
    damping: dampingOf(notes, index, settings.overshoot),
  }));
  vibratoLine(plan).forEach((cents, frame) => (line[frame] += cents / 100));
  const driftCents = settings.humanise * humane.driftCents;
  for (let frame = 0; driftCents > 0 && frame < frameCount; frame++) {
    line[frame] += (driftCents * driftAt(seed, chanceStreams.drift, frame * frameSec, humane.knotSec)) / 100;
  }
  const weights = guideWeights(expression, settings.guideRatio, frameCount);
  if (expression && weights) followGuide(line, notes, expression, weights);
  return Array.from(line, (midi) => Math.round(Math.min(127, Math.max(0, midi)) * curveStepsPerSt) / curveStepsPerSt);
}

/** The damping that overshoots by this share of what singers do. */
function dampingFor(overshoot: number): number {
  if (overshoot <= 0) return 1;
  const decay = -Math.log(fullOvershoot * overshoot);
  return decay / Math.hypot(Math.PI, decay);
}

function dampingOf(notes: readonly PlanNote[], index: number, overshoot: number): number {
  const stepSt = index === 0 ? 0 : Math.abs(notes[index].midi - notes[index - 1].midi);
  return Math.max(dampingFor(overshoot), stepSt > wideStepSt ? wideStepDamping : 0);
}

/** Notes as the pitch model hears them: detuned, and a little early or late by chance. */
function lateNotes(notes: readonly PlanNote[], humanise: number, seed: number) {
  return notes.map(({ startSec, endSec, midi, detuneCents }, index) => {
    const lateSec = (humanise * humane.startMs * gaussianAt(seed, chanceStreams.start, index)) / 1000;
    return { startSec: startSec + lateSec, endSec, midi: midi + detuneCents / 100 };
  });
}

/** [frames] vibrato of every note, cents. */
export function vibratoLine(plan: Pick<Plan, 'notes' | 'lengthSec'>): Float64Array {
  const cents = new Float64Array(planFrameCount(plan));
  for (const note of plan.notes) {
    if (!note.vibrato) continue;
    const vibrato = { ...note.vibrato, ...vibratoSwell };
    const { start, end } = framesWithin(note.startSec, note.endSec, cents.length);
    for (let frame = start; frame < end; frame++) cents[frame] = vibratoCents(note, frame * frameSec, vibrato);
  }
  return cents;
}

/** Where the guide sings, its distance from the note takes the place of ours by weight. */
function followGuide(
  line: Float64Array,
  notes: readonly PlanNote[],
  { cents }: GuideExpression,
  weights: Float64Array,
): void {
  for (const note of notes) {
    const { start, end } = framesWithin(note.startSec, note.endSec, line.length);
    for (let frame = start; frame < end; frame++) {
      line[frame] += weights[frame] * (note.midi + cents[frame] / 100 - line[frame]);
    }
  }
}
