import { scoreLimits } from '../../../contract/melody/score.ts';
import { shownItem } from '../../bytes/refusals.ts';

/** A hyphen may still be put at its end. */
const LONGEST = scoreLimits.lyricCharacters - 1;

/**
 * A syllable as a score keeps it: on one line, not too long, any kind of hyphen at its end a plain one. Null where nothing that
 * could be sung is left.
 */
export function shownLyric(text: string): string | null {
  const line = shownItem(text.trim().replaceAll(/\s+/g, ' '));
  const plain = line.replace(/\s*[-‐‑–—]+$/, '-').replace(/^[-‐‑–—_]+/, '');
  if (!/[\p{L}\p{N}]/u.test(plain)) return null;
  return plain.length <= LONGEST ? plain : `${plain.slice(0, LONGEST - 1)}…`;
}
