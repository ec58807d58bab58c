import { createHash } from 'node:crypto';
import type { ConverterVoice, RenderRequest } from '../../contract/inference.ts';
import type { AnySettingValues, SettingGroup, SettingValues } from '../../contract/settings/descriptors.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import { bytesOf } from '../../adapters/cache/atomicFile.ts';
import type { Analysis } from '../../engine/analysis/types.ts';
import { perform } from '../../engine/perform/perform.ts';
import { performSettings } from '../../engine/perform/registry.ts';
import type { Performance } from '../../engine/perform/types.ts';

/**
 * The values of one group out of the flat settings of a recipe.
 * @throws AppError SETTING_OUT_OF_RANGE
 */
export function settingsOf<G extends SettingGroup>(group: G, all: AnySettingValues): SettingValues<G> {
  return completeSettings(group, Object.fromEntries(Object.entries(all).filter(([id]) => Object.hasOwn(group, id))));
}

/** Same arguments, same arrays: stages that need the performance author it again rather than keep it on disk. */
export function performanceOf(
  analysis: Analysis,
  voice: ConverterVoice,
  { settings, seed }: { readonly settings: AnySettingValues; readonly seed: number },
): Performance {
  return perform(analysis, settingsOf(performSettings, settings), voice, seed);
}

/** Identifies what is rendered; raw output of another hash cannot be gone on from. */
export function renderHashOf({ recipe, voice }: RenderRequest, performance: Performance): string {
  // Where an imported voice lies is no part of what it sings; the recipe holds its hash.
  const sungBy = { ...voice, folder: null };
  const hash = createHash('sha256').update(
    sortedJson({ recipe, voice: sungBy, formantRatio: performance.formantRatio }),
  );
  for (const array of [performance.f0Hz, performance.sourceFrame, performance.gain]) hash.update(bytesOf(array));
  return hash.digest('hex');
}

/** JSON whose text does not depend on the order in which properties were set. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
