const portugueseWords = new Set(
  'a o e é que de do da dos das não um uma eu você voce meu minha me te se em no na nos nas com por pra para mais mas quando como ao seu sua ela ele foi tem ser só vai vou já nem bem amor'.split(
    ' ',
  ),
);
const englishWords = new Set(
  'the and of to in is you my i it that on with for be are was your we this have not but all will they she his her from so just what when no like up down love the do'.split(
    ' ',
  ),
);
/** Letters that English does not have; those of other Romance languages count with them. */
const ROMANCE_LETTERS = /[ãõçáàâéêíóôúüñ¿¡]/gi;

/** English or Portuguese, by small words and letters; English where nothing tells. */
export function guessLanguage(text: string): 'en' | 'pt' {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const portuguese = words.filter((word) => portugueseWords.has(word)).length;
  const english = words.filter((word) => englishWords.has(word)).length;
  const letters = text.match(ROMANCE_LETTERS)?.length ?? 0;
  return portuguese + 2 * letters > english ? 'pt' : 'en';
}
