import type { Plan } from '../../../contract/melody/plan.ts';
import { framesPerSec } from '../../analysis/frames.ts';
import type { Analysis } from '../../analysis/types.ts';
import { gaussianSmooth, median } from '../../dsp/statistics.ts';
import type { PerformSettings } from '../registry.ts';
import { vibratoLine } from './curve.ts';
import { guideWeights } from './guideWeights.ts';
import type { GuideExpression } from './types.ts';

export type DynamicsInput = {
  readonly analysis: Analysis;
  readonly settings: Pick<PerformSettings, 'levelling' | 'guideRatio'>;
  /** [frames] of the take: place in the recording. */
  readonly sourceFrame: Float64Array;
  readonly expression: GuideExpression | null;
};

/** Levelling lifts and lowers by no more than this. */
const furthestLevelDb = 6;
const levelSmoothSec = 0.04;
/** Loudness swings with the pitch by this part at a vibrato of 60 cents, and no further at wider ones. */
const amplitudeVibrato = { ratio: 0.12, cents: 60 } as const;
/** What a guide may do to the loudness. */
const furthestGuideDb = 12;
const limitsDb = { low: -60, high: 12 } as const;
const stepsPerDb = 100;

/**
 * Loudness on top of the recording's own at every frame of the take, dB: vowels brought together, louder and softer with the
 * vibrato, and as the guide does by degree (specification §4.7).
 */
export function drawDynamics(plan: Pick<Plan, 'notes' | 'syllables' | 'lengthSec'>, input: DynamicsInput): number[] {
  const { analysis, settings, sourceFrame, expression } = input;
  const levelled = levelling(plan, analysis, settings.levelling);
  const alongTake = Float32Array.from(sourceFrame, (place) => levelled[Math.round(place)]);
  const smooth = gaussianSmooth(alongTake, levelSmoothSec * framesPerSec);
  const vibrato = vibratoLine(plan);
  const weights = guideWeights(expression, settings.guideRatio, sourceFrame.length);
  return Array.from(smooth, (levelDb, frame) => {
    const weight = weights ? weights[frame] : 0;
    const guideDb = expression && weight > 0 ? weight * clamp(expression.levelDb[frame], furthestGuideDb) : 0;
    const total = levelDb + (1 - weight) * vibratoDb(vibrato[frame]) + guideDb;
    const limited = Math.min(limitsDb.high, Math.max(limitsDb.low, total));
    // Plus 0: a file knows no -0.
    return Math.round(limited * stepsPerDb) / stepsPerDb + 0;
  });
}

/** [recording frames] dB that bring each vowel towards the median of all, its consonants with it. */
function levelling(plan: Pick<Plan, 'syllables'>, analysis: Analysis, share: number): Float32Array {
  const gainDb = new Float32Array(analysis.frameCount);
  const frameAt = (sec: number): number => Math.min(analysis.frameCount, Math.round(sec * framesPerSec));
  const vowels = plan.syllables.map(({ vowelStartSec, vowelEndSec }) => {
    const start = Math.min(frameAt(vowelStartSec), analysis.frameCount - 1);
    return { start, end: Math.max(start + 1, frameAt(vowelEndSec)) };
  });
  const usualDb = median(vowels.flatMap(({ start, end }) => Array.from(analysis.levelDb.subarray(start, end))));
  const gainAt = (levelDb: number): number => clamp(share * (usualDb - levelDb), furthestLevelDb);
  plan.syllables.forEach(({ startSec, endSec }, index) => {
    const { start, end } = vowels[index];
    const own = analysis.levelDb.subarray(start, end);
    gainDb.fill(gainAt(median(own)), frameAt(startSec), frameAt(endSec));
    own.forEach((levelDb, i) => (gainDb[start + i] = gainAt(levelDb)));
  });
  return gainDb;
}

function vibratoDb(cents: number): number {
  const swing = Math.min(1, Math.max(-1, cents / amplitudeVibrato.cents));
  return 20 * Math.log10(1 + amplitudeVibrato.ratio * swing);
}

function clamp(value: number, furthest: number): number {
  return Math.min(furthest, Math.max(-furthest, value));
}
