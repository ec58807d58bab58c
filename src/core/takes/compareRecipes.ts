import type { RecipeDifference } from '../../contract/history.ts';
import type { Recipe } from '../../contract/jobs.ts';

/** What differs between two recipes, settings first, in the order of the first one's settings. */
export function compareRecipes(first: Recipe, second: Recipe): RecipeDifference[] {
  const settings = new Set([...Object.keys(first.settings), ...Object.keys(second.settings)]);
  const pairs: (readonly [what: string, first: unknown, second: unknown])[] = [
    ['voice', first.voiceId, second.voiceId],
    ...[...settings].map((id) => [id, first.settings[id], second.settings[id]] as const),
    ['melody', first.melody, second.melody],
    ['lyrics', first.lyrics, second.lyrics],
    ['backing', first.backing, second.backing],
    ['seed', first.seed, second.seed],
    ['recording', first.recordingSha256, second.recordingSha256],
    ['engine', first.engineVersion, second.engineVersion],
    ['voiceFiles', voiceFilesOf(first, second), voiceFilesOf(second, first)],
    ['pitchExtractor', versionOf(first), versionOf(second)],
  ];
  return pairs.flatMap(([what, one, other]) => {
    const [textOfFirst, textOfSecond] = [textOf(one), textOf(other)];
    return textOfFirst === textOfSecond ? [] : [{ what, first: textOfFirst, second: textOfSecond }];
  });
}

/** The files of two voices differ of themselves; those of one voice only when it was replaced. */
function voiceFilesOf(recipe: Recipe, other: Recipe): string {
  return recipe.voiceId === other.voiceId ? recipe.voiceHash : '';
}

function versionOf({ pitchExtractor: { id, version } }: Recipe): string {
  return `${id} ${version}`;
}

/** Values as text, equal where the values are; empty for what is not there. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
}
