import { languageFromTag, type Language } from '../contract/language.ts';

/**
 * The language of texts: `--language`, else the environment's, POSIX order. Read before the flags are parsed,
 * because the help itself is translated.
 */
export function chooseLanguage(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
  const end = argv.indexOf('--');
  const flags = end < 0 ? argv : argv.slice(0, end);
  const at = flags.findLastIndex((word) => word === '--language' || word.startsWith('--language='));
  const word = flags[at];
  if (word !== undefined) return languageFromTag(word.includes('=') ? word.split('=')[1] : flags[at + 1]);
  return languageFromTag(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG']);
}
