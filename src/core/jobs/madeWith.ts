import type { Recipe } from '../../contract/jobs.ts';
import type { AnySettingValues } from '../../contract/settings/descriptors.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { LibraryVoice } from '../voices/libraryVoice.ts';

/**
 * The part of a recipe that the program brings. A job may wait over an update of the program; what then
 * renders it is what its recipe has to say.
 */
export function madeWith(
  { engineVersion, pitchExtractors }: Catalog,
  { voice }: LibraryVoice,
  settings: AnySettingValues,
): Pick<Recipe, 'engineVersion' | 'voiceHash' | 'converterId' | 'pitchExtractor'> {
  const extractor = pitchExtractors.find(({ id }) => id === settings['pitchExtractor']) ?? pitchExtractors[0];
  if (!extractor) throw new Error('There is no pitch extractor');
  return {
    engineVersion,
    voiceHash: voice.hash,
    converterId: voice.converterId,
    pitchExtractor: { id: extractor.id, version: extractor.version },
  };
}
