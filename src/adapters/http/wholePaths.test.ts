import { posix, win32 } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { longestPath } from '../../contract/localPath.ts';
import { operations } from '../../contract/operations/index.ts';
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

/** The fields of a JSON schema whose text may be as long as a path. */
function pathFieldsIn(schema: unknown, field = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if ('maxLength' in schema && schema.maxLength === longestPath) return [field];
  return Object.entries(schema).flatMap(([name, inner]) =>
    name === 'properties'
      ? Object.entries(inner as object).flatMap(([property, value]) => pathFieldsIn(value, property))
      : pathFieldsIn(inner, field),
  );
}

it('every field of an operation that is a path is known as one', () => {
  const inputs = Object.values(operations).map(({ input }) =>
    z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
  );
  const fields = [...new Set(inputs.flatMap((schema) => pathFieldsIn(schema)))];
  expect(fields.length).toBeGreaterThan(3);
  expect(fields.filter((field) => relativePathIn({ [field]: 'b.wav' }) === undefined)).toEqual([]);
});
