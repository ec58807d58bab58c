import { posix, win32 } from 'node:path';
import { expect, it } from 'vitest';
import { isWholePath, relativePathIn } from './wholePaths.ts';

it.each([
  ['/home/ana/talk.wav', true, false],
  ['/', true, false],
  ['talk.wav', false, false],
  ['./talk.wav', false, false],
  ['../talk.wav', false, false],
  ['~/talk.wav', false, false],
  ['', false, false],
  ['C:\\music\\talk.wav', false, true],
  ['c:/music', false, true],
  ['C:talk.wav', false, false],
  ['C:', false, false],
  ['\\music', false, false],
  ['\\\\server\\share\\talk.wav', false, true],
  ['//server/share', true, true],
  ['\\\\?\\C:\\music', false, true],
  ['\\\\', false, false],
])('%s is whole: %s on Linux and macOS, %s on Windows', (given, onPosix, onWindows) => {
  expect([isWholePath(given, posix), isWholePath(given, win32)]).toEqual([onPosix, onWindows]);
});

it('a relative path is found wherever an input has one', () => {
  expect(relativePathIn({ paths: ['/a.wav', 'b.wav'] })).toBe('paths.1');
  expect(relativePathIn({ name: 'talk.wav', export: { path: 'b.wav' } })).toBe('export.path');
  expect(relativePathIn({ exportFolder: '' })).toBe('exportFolder');
  const fine: unknown[] = [{ exportFolder: null, paths: 7 }, { name: 'talk.wav' }, undefined, 'talk.wav'];
  expect(fine.map((input) => relativePathIn(input))).toEqual(fine.map(() => undefined));
  const deep = JSON.parse(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`) as unknown;
  expect(relativePathIn(deep)).toBeUndefined();
});
