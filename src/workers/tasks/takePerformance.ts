import { AppError } from '../../contract/errors.ts';
import type { RenderRequest } from '../../contract/inference.ts';
import type { AnySettingValues } from '../../contract/settings/descriptors.ts';
import { readTakePlan } from '../../adapters/takes/takePlan.ts';
import { performPlan } from '../../engine/perform/melody/performPlan.ts';
import { performSettings } from '../../engine/perform/registry.ts';
import type { Performance } from '../../engine/perform/types.ts';
import { performanceOf, settingsOf } from './performance.ts';
import type { OpenRecording } from './recordingFiles.ts';

/** Whether settings ask for a melody to be followed. */
export function followsMelody(settings: AnySettingValues): boolean {
  return settings['mode'] === 'melody';
}

/**
 * The performance of a take after stage `perform`: the plan on disk where it follows a melody, or else authored again. Same
 * arguments, same arrays.
 */
export async function takePerformance(
  { recipe, voice, takeFolder }: RenderRequest,
  { analysis }: OpenRecording,
): Promise<Performance> {
  if (!followsMelody(recipe.settings)) return performanceOf(analysis, voice, recipe);
  const plan = await readTakePlan(takeFolder);
  if (!plan) throw new AppError('PLAN_MISSING', { id: recipe.recordingSha256.slice(0, 8) });
  return performPlan(plan, analysis, settingsOf(performSettings, recipe.settings), voice);
}
