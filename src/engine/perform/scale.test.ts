import { describe, expect, it } from 'vitest';
import { allowedNotes, keyOf, nearestNote } from './scale.ts';

const aMinor = { root: 9, scale: 'minor' } as const;
const names = (allowed: readonly boolean[]): number[] =>
  allowed.flatMap((isAllowed, note) => (isAllowed ? [note] : []));

describe('allowed notes', () => {
  it('are those of the key', () => {
    expect(names(allowedNotes('A minor', aMinor, 'scale'))).toEqual([0, 2, 4, 5, 7, 9, 11]);
  });

  it('are the listed ones of the chosen key', () => {
    expect(names(allowedNotes('A minor', aMinor, [1, 4, 9]))).toEqual([4, 9]);
  });

  it('are the list itself when the key is automatic or has none of them', () => {
    expect(names(allowedNotes('auto', aMinor, [1, 4, 9]))).toEqual([1, 4, 9]);
    expect(names(allowedNotes('A minor', aMinor, [1, 3]))).toEqual([1, 3]);
  });
});

describe('the key', () => {
  it('is the chosen one, else the detected one, else C major', () => {
    expect(keyOf('Bb major', aMinor)).toEqual({ root: 10, scale: 'major' });
    expect(keyOf('auto', aMinor)).toBe(aMinor);
    expect(keyOf('auto', null)).toEqual({ root: 0, scale: 'major' });
  });
});

describe('the nearest note', () => {
  it('is the nearest allowed one, however far', () => {
    const onlyA = allowedNotes('auto', aMinor, [9]);
    expect(nearestNote(62.9, onlyA)).toBe(57);
    expect(nearestNote(63.1, onlyA)).toBe(69);
    expect(nearestNote(-5, onlyA)).toBe(-3);
  });
});
