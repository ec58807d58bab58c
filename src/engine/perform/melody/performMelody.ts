import type { ConverterVoice } from '../../../contract/inference.ts';
import type { Plan } from '../../../contract/melody/plan.ts';
import type { Notice } from '../../../contract/notices.ts';
import { guideExpression } from '../../guide/guideExpression.ts';
import type { PerformSettings } from '../registry.ts';
import type { Performance } from '../types.ts';
import { expressPlan, withCurve } from './expressPlan.ts';
import { layWords } from './layWords.ts';
import { performPlan } from './performPlan.ts';
import type { GuideExpression, LaidWords, LayingInput, MelodyInput } from './types.ts';

/** A performance on a melody, and the plan that it follows. */
export type SungMelody = {
  readonly performance: Performance;
  readonly plan: Plan;
  readonly notices: readonly Notice[];
};

/**
 * Authors how a recording shall be sung on a melody: words are laid on its notes, notes are expressed, and the plan becomes
 * a performance. A plan that is given goes the last step only: it is sung as it stands.
 *
 * @param settings complete, in mode melody
 * @param seed of what humanise and vibrato leave to chance
 * @throws AppError NO_SYLLABLES, TOO_MANY_NOTES, MELODY_TOO_LONG, GUIDE_WITHOUT_NOTES
 */
export function performMelody(
  input: LayingInput,
  settings: PerformSettings,
  voice: ConverterVoice,
  seed: number,
): SungMelody {
  const { plan, notices } = planMelody(input, settings, voice, seed);
  return { performance: performPlan(plan, input.analysis, settings, voice), plan, notices };
}

function planMelody(input: LayingInput, settings: PerformSettings, voice: ConverterVoice, seed: number): LaidWords {
  const { analysis, melody } = input;
  if (melody.kind === 'plan') return { plan: withCurve(melody.plan, { settings, seed }), notices: [] };
  const laid = layWords(input, settings);
  const expression = settings.guideRatio > 0 ? expressionOf(melody, laid.plan) : null;
  const expressed = expressPlan(laid.plan, { analysis, settings, voice, seed, expression });
  return { plan: expressed.plan, notices: [...laid.notices, ...expressed.notices] };
}

function expressionOf(melody: MelodyInput, plan: Plan): GuideExpression | null {
  return melody.kind === 'guide' ? guideExpression(melody.guide, plan, melody.use) : null;
}
