import { describe, expect, it } from 'vitest';
import type { Voice } from '../../../contract/voices.ts';
import { daysLeft, putRemoved, putVoice } from './voiceLists.ts';

const voice = (id: string, more: Partial<Voice> = {}): Voice =>
  ({ id, isBuiltIn: false, removedAt: null, status: 'ready', ...more }) as Voice;
const ids = (voices: readonly Voice[]): string[] => voices.map(({ id }) => id);
const deep = voice('deep', { isBuiltIn: true });
const removed = { removedAt: '2026-11-20T12:00:00.000Z' };

describe('the list of voices', () => {
  it('keeps the place of a voice that changed', () => {
    const voices = putVoice([deep, voice('a'), voice('b')], voice('b', { status: 'failed' }));
    expect(ids(voices)).toEqual(['deep', 'a', 'b']);
    expect(voices[2]?.status).toBe('failed');
  });

  it('puts a new voice before the older imported ones, after the built-in ones', () => {
    expect(ids(putVoice([deep, voice('a')], voice('new')))).toEqual(['deep', 'new', 'a']);
    expect(ids(putVoice([deep], voice('new')))).toEqual(['deep', 'new']);
  });

  it('loses a voice that went into the bin, which holds it first, and gets it back', () => {
    expect(ids(putVoice([deep, voice('a')], voice('a', removed)))).toEqual(['deep']);
    expect(ids(putRemoved([voice('b', removed)], voice('a', removed)))).toEqual(['a', 'b']);
    expect(ids(putRemoved([voice('a', removed)], voice('a')))).toEqual([]);
  });
});

it('days left in the bin are counted whole and never below none', () => {
  const at = (day: string): number => daysLeft('2026-11-20T12:00:00.000Z', new Date(`2026-${day}T12:00:00.000Z`), 30);
  expect(at('11-20')).toBe(30);
  expect(at('11-22')).toBe(28);
  expect(at('12-31')).toBe(0);
});
