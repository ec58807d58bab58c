/** Ends of lines of every kind, and tabs. */
const breaks = /[\t-\r\u0085\u2028\u2029]+/gu;
/** Other control characters, and those that turn the direction of writing. */
const unseen = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A stranger's words as a sentence may hold them: on one line, read in the direction they are written, nothing hidden. Names
 * of files come from people who may want `gnp.pth` to be read as a picture. Emoji and every script stay whole.
 */
export function plainWords(text: string): string {
  return text.replace(breaks, ' ').replace(unseen, '\u{fffd}');
}

/** The details of a text, every word in them plain. */
export function plainDetails<D extends Readonly<Record<string, string | number>>>(details: D): D {
  const entries = Object.entries(details).map(([key, value]) => [
    key,
    typeof value === 'string' ? plainWords(value) : value,
  ]);
  return Object.fromEntries(entries) as D;
}
