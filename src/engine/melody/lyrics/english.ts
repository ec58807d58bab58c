import { syllable as countSyllables } from 'syllable';
import { cutBetween, type Nucleus } from './cutBetween.ts';

const VOWELS = /[aeiouyáàâäéèêëíìîïóòôöúùûü]+/gi;
/** Letters of two vowels that are sung one after the other more often than as one: i-de-a, cre-a-ted, po-em, go-ing. */
const TWO_VOWELS = /^(?:ia|io|iu|eo|ea|ua|uo|ue|ui|oe|oi|ya|yo|yi|[aeiouy]{1,2}i|ie)$/i;
/** Consonants that can begin a syllable together. */
const ONSETS =
  /(?:sch|scr|spr|str|spl|squ|thr|shr|chr|phr|[pbtdkgcf]r|[pbkgcfstdz]l|[sctpw]h|qu|s[ptkcmnqw]|tw|dw|gn|kn|wr)$/;
const SPLIT_S = /^s[cklmnpqtw]/;
/** Verbs that the package counts one too few of: go-ing, do-ing. */
const UNCOUNTED_ENDING = /^[^aeiouy]*o+ing$/i;
/** walked, grabbed, opened: an e that is not heard, of which the package counts some. After t, d and such as sacred it is. */
const SILENT_ED = /[aeiouy][^aeiouy]*(?:[^aeioudtyr]|[aeiouy]r)ed$/i;
const HEARD_ED = /^(?:naked|wicked|rugged|ragged|jagged|crooked|beloved|embed|imbed)$/i;
/** Digits are sung as one each: nobody knows what is meant. */
const DIGITS = /^\d+$/;

/**
 * The syllables of an English word. How many is told by the package `syllable`; where they are cut, by the most consonants that
 * can begin one, which no dictionary of pronunciation is needed for.
 */
export function splitEnglishWord(word: string): string[] {
  if (DIGITS.test(word)) return [...word];
  const groups = vowelGroups(word);
  const nuclei = fitNuclei(word, groups, Math.max(1, countOf(word, groups.length)));
  return nuclei.length < 2 ? [word] : cutBetween(word, nuclei, onsetLength);
}

function countOf(word: string, groupCount: number): number {
  if (HEARD_ED.test(word)) return groupCount;
  const counted = countSyllables(word) + (UNCOUNTED_ENDING.test(word) ? 1 : 0);
  return SILENT_ED.test(word) ? Math.min(counted, groupCount - 1) : counted;
}

function vowelGroups(word: string): Nucleus[] {
  return [...word.matchAll(VOWELS)].flatMap(({ 0: vowels, index }): Nucleus[] => {
    // At the start of a word or between vowels, y is a consonant; so is the u of qu.
    const isLed = /^y./i.test(vowels) || (/^u./i.test(vowels) && /q/i.test(word[index - 1] ?? ''));
    const start = isLed ? index + 1 : index;
    return [{ start, end: index + vowels.length }];
  });
}

/** As many nuclei as were counted: silent ones fall away from the end, wide ones are taken apart. */
function fitNuclei(word: string, groups: readonly Nucleus[], count: number): Nucleus[] {
  const nuclei = [...groups];
  while (nuclei.length > count) nuclei.splice(silentOf(word, nuclei), 1);
  while (nuclei.length < count) {
    const wide = widestOf(word, nuclei);
    if (wide < 0) break;
    const { start, end } = nuclei[wide];
    const middle = end - Math.max(1, Math.floor((end - start) / 2));
    nuclei.splice(wide, 1, { start, end: middle }, { start: middle, end });
  }
  return nuclei;
}

/** An e that is not heard: at the end, before a d or s there, else the last one inside. */
function silentOf(word: string, nuclei: readonly Nucleus[]): number {
  const isE = ({ start, end }: Nucleus): boolean => end === start + 1 && /e/i.test(word[start]);
  const last = nuclei.length - 1;
  if (isE(nuclei[last])) return last;
  const inside = nuclei.findLastIndex((nucleus, index) => index > 0 && isE(nucleus));
  return inside > 0 ? inside : last;
}

function widestOf(word: string, nuclei: readonly Nucleus[]): number {
  const isWide = ({ start, end }: Nucleus): boolean => end - start > 1;
  const likely = nuclei.findIndex(
    (nucleus) => isWide(nucleus) && TWO_VOWELS.test(word.slice(nucleus.start, nucleus.end)),
  );
  return likely >= 0 ? likely : nuclei.findIndex(isWide);
}

function onsetLength(consonants: string): number {
  const onset = ONSETS.exec(consonants)?.[0] ?? consonants.slice(-1);
  // A s between vowels closes the first syllable: yes-ter-day.
  return SPLIT_S.test(onset) && onset === consonants ? onset.length - 1 : onset.length;
}
