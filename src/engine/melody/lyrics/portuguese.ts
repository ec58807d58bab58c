import { cutBetween, type Nucleus } from './cutBetween.ts';

const VOWEL = /[aeiouyáéíóúâêôàãõüïëöäèìòù]/;
/** Vowels that glide after another one, unless something makes them stand alone. */
const GLIDE = /[iuy]/;
/** Two letters, one sound, or a pair that begins words. */
const PAIR_ONSET = /(?:[ln]h|ch|qu|gu|[pbtdcgfv]r|[pbcgftk]l)$/;
/** After these an i or u is a vowel of its own: ra-iz, ru-im, a-in-da, ra-i-nha. */
const STRONG_END = /^(?:nh|[lrzmn](?:[^aeiouáéíóúâêôãõàh]|$))/;
const ACCENT = /[áéíóúâêôãõ]/;
const NASAL_PAIR = /^(?:ã[eo]|õe)/;
/** his-tó-ria, á-gua, sé-rie: glides at the end of words that have their accent before. */
const GLIDING_END = /^[iu][aeo]s?$/;

/**
 * The syllables of a Portuguese word, as they are sung: falling diphthongs are one, rising ones two, but for endings without
 * stress (his-tó-ria). Rules of the orthography: Acordo Ortográfico de 1990, base XX.
 */
export function splitPortugueseWord(word: string): string[] {
  const nuclei = nucleiOf(word.toLowerCase());
  return nuclei.length < 2 ? [word] : cutBetween(word, nuclei, onsetLength);
}

function nucleiOf(word: string): Nucleus[] {
  const nuclei: Nucleus[] = [];
  for (let at = 0; at < word.length;) {
    if (!VOWEL.test(word[at]) || isSilentU(word, at)) {
      at++;
      continue;
    }
    const end = at + nucleusLength(word, at);
    nuclei.push({ start: at, end });
    at = end;
  }
  return nuclei;
}

/** The u of que, qui, gue, gui, qua, gua belongs to the consonant. */
function isSilentU(word: string, at: number): boolean {
  return /[uü]/.test(word[at]) && /[qg]/.test(word[at - 1] ?? '') && VOWEL.test(word[at + 1] ?? '');
}

function nucleusLength(word: string, at: number): number {
  const rest = word.slice(at);
  if (NASAL_PAIR.test(rest)) return 2;
  if (at > 0 && GLIDING_END.test(rest) && ACCENT.test(word.slice(0, at))) return 2;
  const next = word[at + 1] ?? '';
  if (!GLIDE.test(next) || next === word[at]) return 1;
  const standsAlone = STRONG_END.test(word.slice(at + 2));
  return standsAlone ? 1 : 2;
}

function onsetLength(consonants: string): number {
  if (PAIR_ONSET.test(consonants)) return 2;
  return Math.min(consonants.length, 1);
}
