import { describe, expect, it } from 'vitest';
import { nextOption } from './nextOption.ts';

/** Twelve options in rows of five: 0–4, 5–9, 10–11. */
const from = (index: number, key: string): number | null =>
  nextOption(key, { index, columns: 5, rowsInView: 2, count: 12 });

describe('arrows in a grid of options', () => {
  it('go to the neighbour, over the ends of rows too, and not beyond the first and the last', () => {
    expect([from(0, 'ArrowRight'), from(4, 'ArrowRight'), from(11, 'ArrowRight')]).toEqual([1, 5, null]);
    expect([from(5, 'ArrowLeft'), from(0, 'ArrowLeft')]).toEqual([4, null]);
  });

  it('keep their column up and down, and reach a shorter last row', () => {
    expect([from(1, 'ArrowDown'), from(6, 'ArrowDown'), from(8, 'ArrowDown')]).toEqual([6, 11, 11]);
    expect([from(11, 'ArrowDown'), from(10, 'ArrowUp'), from(3, 'ArrowUp')]).toEqual([null, 5, null]);
  });

  it('go by what is in view and to the ends', () => {
    expect([from(1, 'PageDown'), from(11, 'PageUp'), from(7, 'PageUp')]).toEqual([11, 1, 2]);
    expect([from(7, 'Home'), from(7, 'End')]).toEqual([0, 11]);
  });

  it('leave sideways arrows of a list in one column, and every other key, alone', () => {
    const list = { index: 1, columns: 1, rowsInView: 5, count: 3 };
    expect([nextOption('ArrowRight', list), nextOption('x', list), nextOption('ArrowDown', list)]).toEqual([
      null,
      null,
      2,
    ]);
  });

  it('have nowhere to go where nothing is', () => {
    for (const key of ['Home', 'End', 'ArrowDown', 'ArrowRight']) {
      expect(nextOption(key, { index: 0, columns: 5, rowsInView: 2, count: 0 }), key).toBeNull();
    }
  });
});
