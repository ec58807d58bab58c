import { describe, expect, it } from 'vitest';
import { formatKey, midiToHz, scales } from '../../contract/music.ts';
import { detectKey } from './key.ts';
import { findPhrases } from './phrases.ts';

const sing = (notes: readonly number[]): Float64Array =>
  Float64Array.from(notes.flatMap((midi) => Array<number>(20).fill(midiToHz(midi))));

describe('the detected key', () => {
  it.each(Array.from({ length: 12 }, (_, root) => root))(
    'is that of a melody that dwells on the triad over %i',
    (root) => {
      for (const scale of ['major', 'minor'] as const) {
        const steps = scales[scale];
        const notes = [...steps, steps[0], steps[2], steps[4], steps[0]].map((step) => 48 + root + step);
        expect(detectKey(sing(notes))?.key).toEqual({ root, scale });
      }
    },
  );

  it('is unknown where nothing is voiced', () => {
    expect(detectKey(new Float64Array(100))).toBeNull();
  });

  it('ignores unvoiced frames', () => {
    const melody = sing([45, 48, 52, 45, 57]);
    const withPauses = Float64Array.from([...new Float64Array(50), ...melody, ...new Float64Array(50)]);
    expect(detectKey(withPauses)).toEqual(detectKey(melody));
    expect(formatKey(detectKey(melody)?.key ?? { root: 0, scale: 'blues' })).toBe('A minor');
  });
});

describe('phrases', () => {
  it('end at pauses of 250 ms', () => {
    const syllable = (start: number, end: number) => ({ start, end, vowelStart: start, nucleus: start, vowelEnd: end });
    expect(findPhrases([syllable(0, 20), syllable(69, 90), syllable(140, 150)])).toEqual([
      { start: 0, end: 90 },
      { start: 140, end: 150 },
    ]);
    expect(findPhrases([])).toEqual([]);
  });
});
