type Word = { readonly startSec: number; readonly endSec: number; readonly text: string };
export type PlacedWord = Word & { readonly left: number };

const letterPx = 5.4;
const gapPx = 4;

/**
 * Where words are written between the lanes. One that has no room after the one before is left out, so that what is written
 * can be read; parts of a word that touch are written as one.
 * @param toX pixels of a time
 */
export function placeWords(words: readonly Word[], toX: (sec: number) => number): PlacedWord[] {
  const placed: PlacedWord[] = [];
  let endPx = Number.NEGATIVE_INFINITY;
  for (const word of words) {
    const last = placed.at(-1);
    const left = toX(word.startSec);
    if (last?.text.endsWith('-') === true && left < endPx + gapPx) {
      const joined = { ...last, endSec: word.endSec, text: last.text.slice(0, -1) + word.text };
      placed[placed.length - 1] = joined;
      endPx = joined.left + joined.text.length * letterPx;
    } else if (left >= endPx + gapPx) {
      placed.push({ ...word, left });
      endPx = left + word.text.length * letterPx;
    }
  }
  return placed;
}
