import { describe, expect, it } from 'vitest';
import { commandOf, type FocusPlace, type KeyPress } from './shortcuts.ts';

const nowhere: FocusPlace = { isTyping: false, isList: false, isPressable: false, usesArrows: false };
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});
const pressed = (key: string, more: Partial<KeyPress> = {}, place: Partial<FocusPlace> = {}) =>
  commandOf(press(key, more), { ...nowhere, ...place }, false);

describe('the keyboard', () => {
  it.each([
    ['o', { ctrlKey: true }, 'open'],
    ['i', { ctrlKey: true }, 'bringVoice'],
    ['Enter', { ctrlKey: true }, 'convert'],
    ['e', { ctrlKey: true }, 'export'],
    ['z', { ctrlKey: true }, 'undo'],
    ['Z', { ctrlKey: true, shiftKey: true }, 'redo'],
    ['Escape', {}, 'escape'],
    [' ', {}, 'playPause'],
    ['a', {}, 'hearSpoken'],
    ['B', {}, 'hearSung'],
    ['l', {}, 'loop'],
    ['/', {}, 'search'],
    ['ArrowLeft', {}, 'back'],
    ['ArrowRight', { shiftKey: true }, 'phraseForward'],
    ['F6', {}, 'nextRegion'],
    ['F6', { shiftKey: true }, 'previousRegion'],
    ['1', { ctrlKey: true }, 'goConvert'],
    ['3', { ctrlKey: true }, 'goVoices'],
    ['j', { ctrlKey: true }, 'queue'],
    [',', { ctrlKey: true }, 'settings'],
  ] as const)('%s %o is %s', (key, more, command) => {
    expect(pressed(key, more)).toBe(command);
  });

  it('leaves letters, Space and arrows to a field that is typed in', () => {
    for (const key of ['a', 'b', 'l', '/', ' ', 'ArrowLeft']) expect(pressed(key, {}, { isTyping: true })).toBeNull();
    expect(pressed('z', { ctrlKey: true }, { isTyping: true })).toBeNull();
    expect(pressed('Enter', { ctrlKey: true }, { isTyping: true })).toBe('convert');
  });

  it('leaves Space to a button, arrows to a slider and letters to a list', () => {
    expect(pressed(' ', {}, { isPressable: true })).toBeNull();
    expect(pressed('ArrowLeft', {}, { usesArrows: true })).toBeNull();
    expect(pressed('b', {}, { isList: true })).toBeNull();
    expect(pressed('/', {}, { isList: true })).toBe('search');
    expect(pressed('b', {}, { isPressable: true })).toBe('hearSung');
  });

  it('counts no key without Ctrl when those are switched off, but F6 and Escape', () => {
    const off = (key: string, more: Partial<KeyPress> = {}) => commandOf(press(key, more), nowhere, false, false);
    for (const key of ['a', 'b', 'l', '/', ' ', 'ArrowLeft']) expect(off(key), key).toBeNull();
    expect(off('F6')).toBe('nextRegion');
    expect(off('Escape')).toBe('escape');
    expect(off('o', { ctrlKey: true })).toBe('open');
  });

  it('takes the command key on a Mac', () => {
    expect(commandOf(press('o', { metaKey: true }), nowhere, true)).toBe('open');
    expect(commandOf(press('o', { ctrlKey: true }), nowhere, true)).toBeNull();
  });

  it('leaves keys with Alt to the system', () => {
    expect(pressed('a', { altKey: true })).toBeNull();
  });
});
