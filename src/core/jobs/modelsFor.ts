import type { Recipe } from '../../contract/jobs.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { LibraryVoice } from '../voices/libraryVoice.ts';

/** The networks, by id, that a recipe is rendered with beside the voice's own. */
export function modelsFor(
  { pitchExtractors }: Catalog,
  { voice }: LibraryVoice,
  { pitchExtractor }: Pick<Recipe, 'pitchExtractor'>,
): readonly string[] {
  const extractor = pitchExtractors.find(({ id }) => id === pitchExtractor.id);
  return [...voice.baseModels, ...(extractor?.models ?? [])];
}
