import type { ConverterVoice } from '../../../contract/inference.ts';
import { formatKey, parseKey } from '../../../contract/music.ts';
import type { Plan, PlanNote } from '../../../contract/melody/plan.ts';
import type { Notice } from '../../../contract/notices.ts';
import type { Analysis } from '../../analysis/types.ts';
import { gaussianAt } from '../chance.ts';
import { chanceStreams, humane, vibratoRateSpread, vibratoSwell } from '../humane.ts';
import { foldNote } from '../pitchLimits.ts';
import type { PerformSettings } from '../registry.ts';
import { drawCurve } from './curve.ts';
import { drawDynamics } from './dynamics.ts';
import { suggestOctaves } from './octave.ts';
import { sourceFramesOf } from './takeTime.ts';
import type { GuideExpression, LaidWords } from './types.ts';

export type ExpressInput = {
  readonly analysis: Analysis;
  readonly settings: PerformSettings;
  readonly voice: Pick<ConverterVoice, 'rangeMidi'>;
  /** Of what humanise and vibrato leave to chance. */
  readonly seed: number;
  /** What the guide does beyond its notes; null: no guide is followed. */
  readonly expression: GuideExpression | null;
};

const rateLimitsHz = { low: 1, high: 12 } as const;

/**
 * How laid words are sung: in the octave of the voice or transposed as told, every note with its glide, vibrato and detuning,
 * and the curves that follow. A plan that has a curve was sung before and stays as it is.
 *
 * @param plan with its notes as written
 */
export function expressPlan(plan: Plan, input: ExpressInput): LaidWords {
  if (plan.curve) return { plan, notices: [] };
  const { analysis, settings, voice } = input;
  const suggestedSt = suggestOctaves(plan.notes, analysis.medianMidi, voice.rangeMidi);
  const transposeSt = settings.transposeSt === 'auto' ? suggestedSt : settings.transposeSt;
  const notes = plan.notes.map((note, index) => expressNote(note, index, transposeSt, input));
  const expressed = { ...plan, notes, transposeSt, key: keyAfter(plan.key, transposeSt, settings.key) };
  const movedCount = notes.filter(({ midi }, index) => midi !== plan.notes[index].midi + transposeSt).length;
  const notices: Notice[] = [];
  if (settings.transposeSt === 'auto' && transposeSt !== 0) {
    notices.push({ code: 'MELODY_TRANSPOSED', details: { semitones: transposeSt } });
  }
  if (movedCount > 0) notices.push({ code: 'NOTES_MOVED_BY_OCTAVES', details: { count: movedCount } });
  return { plan: withCurves(expressed, input), notices };
}

/** A plan with the curve that it lacks, drawn from its notes as they stand, and even where it names no dynamics. */
export function withCurve(plan: Plan, input: Pick<ExpressInput, 'settings' | 'seed'>): Plan {
  return plan.curve ? plan : { ...plan, curve: drawCurve(plan, { ...input, expression: null }) };
}

function withCurves(plan: Plan, { analysis, settings, seed, expression }: ExpressInput): Plan {
  const sourceFrame = sourceFramesOf(plan, analysis.frameCount);
  return {
    ...plan,
    curve: drawCurve(plan, { settings, seed, expression }),
    dynamicsDb: drawDynamics(plan, { analysis, settings, sourceFrame, expression }),
  };
}

function expressNote(note: PlanNote, index: number, transposeSt: number, { settings, seed }: ExpressInput): PlanNote {
  const delaySec = settings.vibratoDelayMs / 1000;
  const rateHz = settings.vibratoHz * (1 + vibratoRateSpread * gaussianAt(seed, chanceStreams.vibrato, index));
  const hasVibrato = settings.vibratoCents > 0 && note.endSec - note.startSec >= delaySec + vibratoSwell.riseSec;
  return {
    ...note,
    midi: foldNote(note.midi + transposeSt),
    glideMs: settings.glideMs,
    vibrato: hasVibrato
      ? {
          depthCents: settings.vibratoCents,
          rateHz: Math.min(rateLimitsHz.high, Math.max(rateLimitsHz.low, rateHz)),
          delaySec,
        }
      : null,
    detuneCents: settings.humanise * humane.detuneCents * gaussianAt(seed, chanceStreams.detune, index),
  };
}

/** The key as it is sung: chosen, or the written one moved with the melody. */
function keyAfter(written: string, transposeSt: number, chosen: string): string {
  if (chosen !== 'auto') return chosen;
  const key = parseKey(written);
  return key ? formatKey({ ...key, root: (((key.root + Math.round(transposeSt)) % 12) + 12) % 12 }) : written;
}
