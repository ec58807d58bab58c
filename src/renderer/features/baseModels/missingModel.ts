import type { BaseModel } from '../../../contract/baseModels.ts';
import type { AnySettingValues } from '../../../contract/settings/descriptors.ts';
import type { Voice } from '../../../contract/voices.ts';

/** The base model that keeps a voice from singing with these settings; null when everything is there. */
export function missingModel(
  models: readonly BaseModel[],
  voice: Pick<Voice, 'baseModels'>,
  settings: AnySettingValues,
): BaseModel | null {
  // A way of finding the pitch is named after the base model it runs on; one that came with the program is none.
  const needed = [...voice.baseModels, String(settings['pitchExtractor'])];
  return models.find(({ id, current }) => needed.includes(id) && current.state !== 'ready') ?? null;
}

/** Bytes that are still to come. */
export function bytesLeft({ sizeBytes, keptBytes }: Pick<BaseModel, 'sizeBytes' | 'keptBytes'>): number {
  return Math.max(0, sizeBytes - keptBytes);
}
