import type { Recipe } from '../../contract/jobs.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { LibraryVoice } from '../voices/library.ts';

/**
 * The part of a recipe that the program brings. A job may wait over an update of the program; what then
 * renders it is what its recipe has to say.
 */
export function madeWith(
  { engineVersion, pitchExtractor }: Catalog,
  { voice }: LibraryVoice,
): Pick<Recipe, 'engineVersion' | 'voiceHash' | 'converterId' | 'pitchExtractor'> {
  return {
    engineVersion,
    voiceHash: voice.hash,
    converterId: voice.converterId,
    pitchExtractor: { id: pitchExtractor.id, version: pitchExtractor.version },
  };
}
