import type { Measure } from './textWidth.ts';

type Word = { readonly startSec: number; readonly endSec: number; readonly text: string };
export type PlacedWord = Word & { readonly left: number };

const gapPx = 4;
/** A word may stand this much later than it is said before it is left out. */
const largestDelayPx = 20;

/** Words with gaps among them say something else than was said: with fewer than this part of them, none are written. */
const leastRatio = 0.85;

/**
 * Where words are written between the lanes. One without room gives way to the right, but not so far that it would stand
 * under another sound: then it is left out. Parts of a word that touch are written as one. Empty where too few have room.
 * @param toX pixels of a time
 * @param measure width of a text, pixels
 */
export function placeWords(words: readonly Word[], toX: (sec: number) => number, measure: Measure): PlacedWord[] {
  const placed: PlacedWord[] = [];
  let writtenCount = 0;
  let endPx = Number.NEGATIVE_INFINITY;
  const put = (word: PlacedWord): void => {
    placed.push(word);
    writtenCount++;
    endPx = word.left + measure(word.text);
  };
  for (const word of words) {
    const last = placed.at(-1);
    const wanted = toX(word.startSec);
    if (last?.text.endsWith('-') === true && wanted < endPx + gapPx) {
      placed.pop();
      put({ ...last, endSec: word.endSec, text: last.text.slice(0, -1) + word.text });
      continue;
    }
    const left = Math.max(wanted, endPx + gapPx);
    if (left - wanted <= largestDelayPx) put({ ...word, left });
  }
  return writtenCount < leastRatio * words.length ? [] : placed;
}
