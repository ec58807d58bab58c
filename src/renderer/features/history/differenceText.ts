import type { RecipeDifference } from '../../../contract/history.ts';
import type { Recipe } from '../../../contract/jobs.ts';
import { descriptorOf, settingText, voiceName, type Wording } from './recipeText.ts';

type DifferenceText = { readonly label: string; readonly first: string; readonly second: string };

const named = [
  'voice',
  'melody',
  'lyrics',
  'backing',
  'seed',
  'engine',
  'recording',
  'voiceFiles',
  'pitchExtractor',
] as const;
type Named = (typeof named)[number];

const longestShown = 60;

/** Hashes and long words are cut; what is not there is called so. */
function plain(text: string, { t }: Wording): string {
  if (text === '') return t('history.difference.none');
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

function valueOf(what: Named, raw: string, recipe: Recipe, words: Wording): string {
  const { t } = words;
  switch (what) {
    case 'voice':
      return voiceName(recipe.voiceId, words);
    case 'melody':
      return recipe.melody
        ? `${t(melodyTexts[recipe.melody.kind])} (${recipe.melody.sha256.slice(0, 4)})`
        : plain('', words);
    case 'backing':
      return recipe.backing ? recipe.backing.sha256.slice(0, 8) : plain('', words);
    case 'recording':
    case 'voiceFiles':
      return raw.slice(0, 8);
    case 'lyrics':
    case 'seed':
    case 'engine':
    case 'pitchExtractor':
      return plain(raw, words);
  }
}
const melodyTexts = { score: 'history.melodyScore', guide: 'history.melodyGuide', plan: 'history.melodyPlan' } as const;

/** A difference between two recipes as a person reads it: settings by their names and units, voices by theirs. */
export function differenceText(
  { what, first, second }: RecipeDifference,
  firstRecipe: Recipe,
  secondRecipe: Recipe,
  words: Wording,
): DifferenceText {
  const setting = descriptorOf(words.catalog, what);
  if (setting) {
    const textIn = (recipe: Recipe): string => {
      const value = recipe.settings[what];
      return value === undefined ? words.t('history.difference.none') : settingText(value, setting, words);
    };
    return { label: setting.label[words.language], first: textIn(firstRecipe), second: textIn(secondRecipe) };
  }
  const known = named.find((one) => one === what);
  if (known === undefined) return { label: what, first: plain(first, words), second: plain(second, words) };
  return {
    label: words.t(`history.difference.${known}`),
    first: valueOf(known, first, firstRecipe, words),
    second: valueOf(known, second, secondRecipe, words),
  };
}
