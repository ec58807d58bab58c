import { scoreLimits } from '../../../contract/melody/score.ts';
import { splitEnglishWord } from './english.ts';
import { guessLanguage } from './guessLanguage.ts';
import { splitPortugueseWord } from './portuguese.ts';

/** `[Chorus]`: what a part of a song is called is not sung. */
const HEADING = /\[[^\]\n]{0,200}\]/g;
/** Letters; what is longer is no word, and taking it apart would take long. */
const LONGEST_WORD = 64;
/** Apostrophes are parts of words, other marks stand around them. */
const INSIDE = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/su;
const HYPHEN = /[-‐‑_]+/;
const GOES_ON = /[\p{L}\p{N}][-‐‑_]+$/u;
/** dizer-te, amá-la: this hyphen is spelling and says nothing of the syllables before it. */
const ENCLITIC = /^(\p{L}{2,})-(me|te|se|lhes?|nos|vos|l?[oa]s?|n[oa]s?)$/iu;

/**
 * The syllables of a text in order, with a hyphen at the end of each after which its word goes on: `hel-`, `lo`. Hyphens that
 * were written are kept; words without are split by the rules of English or Portuguese, whichever the text seems to be. Sung
 * text in neither is split by those of Portuguese where they fit its letters.
 */
export function splitLyrics(text: string): string[] {
  const words = text
    .normalize('NFC')
    .replaceAll(HEADING, ' ')
    .split(/[\s–—/]+/);
  const language = guessLanguage(text);
  return words.flatMap((word) => {
    const plain = INSIDE.exec(word)?.[0];
    if (plain === undefined) return [];
    const goesOn = GOES_ON.test(word);
    const syllables = syllablesOf(plain, language, goesOn);
    return syllables.map((syllable, index) => {
      const shown = syllable.slice(0, scoreLimits.lyricCharacters - 1);
      return goesOn || index < syllables.length - 1 ? `${shown}-` : shown;
    });
  });
}

function syllablesOf(word: string, language: 'en' | 'pt', goesOn: boolean): string[] {
  const splitWord = language === 'pt' ? splitPortugueseWord : splitEnglishWord;
  const [, verb, pronoun] = (language === 'pt' ? ENCLITIC.exec(word) : null) ?? [];
  if (verb !== undefined) return [...splitWord(verb), pronoun];
  const written = word.split(HYPHEN).filter((part) => part !== '');
  return written.length > 1 || goesOn || word.length > LONGEST_WORD ? written : splitWord(word);
}
