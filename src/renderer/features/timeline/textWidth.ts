/** Width of a text, pixels. */
export type Measure = (text: string) => number;

/** A measure of texts as .note-texts and .words write them, at the size that text has now. */
export function textMeasure(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  if (!context) return (text) => 0.5 * rem * text.length;
  context.font = `condensed 400 ${String(0.75 * rem)}px ${getComputedStyle(document.body).fontFamily}`;
  return (text) => context.measureText(text).width;
}
