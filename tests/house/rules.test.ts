import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSkeleton, type Skeleton } from './skeleton.ts';

/** rule → a file that breaks it. */
const UNTIDY: Readonly<Record<string, readonly [path: string, text: string]>> = {
  'max-lines': [
    'src/headless/long.ts',
    'export const line = 1;\n'.replace('line', 'first') + '// a line\n'.repeat(500),
  ],
  '@typescript-eslint/no-floating-promises': [
    'src/headless/floating.ts',
    `export const go = (): void => {\n  Promise.resolve(1);\n};\n`,
  ],
  '@typescript-eslint/no-misused-promises': [
    'src/headless/misused.ts',
    `export const go = (): void => [1].forEach(async () => {\n  await Promise.resolve();\n});\n`,
  ],
  '@typescript-eslint/switch-exhaustiveness-check': [
    'src/headless/switched.ts',
    `export const say = (mode: 'keep' | 'snap'): string => {\n  switch (mode) {\n    case 'keep':\n      return mode;\n  }\n  return '';\n};\n`,
  ],
  '@typescript-eslint/consistent-type-imports': [
    'src/headless/imported.ts',
    `import { Stats } from 'node:fs';\nexport const size = (stats: Stats): number => stats.size;\n`,
  ],
  '@typescript-eslint/no-non-null-assertion': [
    'src/headless/sure.ts',
    `export const first = (list: readonly string[]): string => list.at(0)!;\n`,
  ],
  '@typescript-eslint/no-explicit-any': [
    'src/headless/anything.ts',
    `export const echo = (value: any): string => String(value);\n`,
  ],
  'no-console': ['src/headless/printed.ts', `console.log('here');\nexport {};\n`],
  'max-params': [
    'src/headless/many.ts',
    `export const many = (a: number, b: number, c: number, d: number, e: number): number => a + b + c + d + e;\n`,
  ],
  'no-restricted-syntax': ['src/headless/habits.ts', `export default class Habit {}\n`],
  'react-hooks/rules-of-hooks': [
    'src/renderer/Hooked.tsx',
    `import { useState } from 'react';\nexport function Hooked({ isOn }: { isOn: boolean }) {\n  if (isOn) useState(1);\n  return null;\n}\n`,
  ],
  'jsx-a11y-x/alt-text': ['src/renderer/Picture.tsx', `export const Picture = () => <img src="a.png" />;\n`],
};

const REQUESTED = `export const asked = `;
/** A way to another computer → the rule that refuses it, and a file that takes it. */
const WAYS_OUT: Readonly<Record<string, readonly [rule: string, path: string, text: string]>> = {
  fetch: ['no-restricted-globals', 'src/core/way1.ts', `${REQUESTED}(): unknown => fetch('https://a.example');\n`],
  WebSocket: ['no-restricted-globals', 'src/renderer/way2.ts', `${REQUESTED}new WebSocket('wss://a.example');\n`],
  EventSource: ['no-restricted-globals', 'src/renderer/way3.ts', `${REQUESTED}new EventSource('https://a.example');\n`],
  XMLHttpRequest: ['no-restricted-globals', 'src/renderer/way4.ts', `${REQUESTED}new XMLHttpRequest();\n`],
  RTCPeerConnection: ['no-restricted-globals', 'src/renderer/way5.ts', `${REQUESTED}new RTCPeerConnection();\n`],
  'globalThis.fetch': [
    'no-restricted-properties',
    'src/workers/way6.ts',
    `${REQUESTED}(): unknown => globalThis.fetch('https://a.example');\n`,
  ],
  sendBeacon: [
    'no-restricted-properties',
    'src/renderer/way7.ts',
    `${REQUESTED}(): unknown => navigator.sendBeacon('https://a.example');\n`,
  ],
  getBuiltinModule: [
    'no-restricted-properties',
    'src/adapters/way8.ts',
    `${REQUESTED}(): unknown => process.getBuiltinModule('node:https');\n`,
  ],
  'Electron’s net': [
    'no-restricted-imports',
    'src/main/way9.ts',
    `import { net } from 'electron';\n${REQUESTED}net;\n`,
  ],
  'Electron’s updater': [
    'no-restricted-imports',
    'src/main/way10.ts',
    `import { autoUpdater } from 'electron';\n${REQUESTED}autoUpdater;\n`,
  ],
};

/** promise → a file that must not compile, and what the compiler says. */
const UNTYPED: Readonly<Record<string, readonly [path: string, text: string, says: RegExp]>> = {
  'node:fs does not compile in the engine': [
    'src/engine/disk.ts',
    `import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n`,
    /disk\.ts.*node:fs/,
  ],
  'a Node Buffer does not compile in the engine': [
    'src/engine/buffer.ts',
    `export const bytes = Buffer.from('a');\n`,
    /buffer\.ts.*Buffer/,
  ],
  'a window does not compile in the core': [
    'src/core/view.ts',
    `export const title = window.document.title;\n`,
    /view\.ts.*window/,
  ],
  'process does not compile in the contract': [
    'src/contract/env.ts',
    `export const home = process.env;\n`,
    /env\.ts.*process/,
  ],
  'node:fs does not compile in the window': [
    'src/renderer/disk.ts',
    `import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n`,
    /disk\.ts.*node:fs/,
  ],
  'a request without its reason does not compile': [
    'src/adapters/network/unsaid.ts',
    `import type { NetworkRequest } from './types.ts';\nexport const ask = (request: NetworkRequest, signal: AbortSignal): unknown =>\n  request(new URL('https://a.example'), { headers: {}, signal });\n`,
    /unsaid\.ts[^]*reason, subject/,
  ],
  'the bare network does not compile where the ledger’s is asked for': [
    'src/adapters/network/bare.ts',
    `import type { BareRequest, NetworkRequest } from './types.ts';\nexport const pass = (bare: BareRequest): NetworkRequest => bare;\n`,
    /bare\.ts.*NetworkRequest/,
  ],
  'an enum does not compile anywhere': [
    'src/contract/colour.ts',
    `export enum Colour {\n  Grey,\n}\n`,
    /colour\.ts.*erasableSyntaxOnly/,
  ],
};

/** A linter and a compiler start here, on a machine that may be busy. */
const SLOW_MS = 300_000;
const SWITCHED_OFF = 'src/headless/off.ts';

let skeleton: Skeleton;
beforeAll(() => {
  skeleton = buildSkeleton(['src/contract/network.ts', 'src/adapters/network/types.ts']);
  skeleton.write({ [SWITCHED_OFF]: `/* eslint-disable no-console */\nconsole.log('here');\nexport {};\n` });
  for (const [path, text] of Object.values(UNTIDY)) skeleton.write({ [path]: text });
  for (const [, path, text] of Object.values(WAYS_OUT)) skeleton.write({ [path]: text });
  for (const [path, text] of Object.values(UNTYPED)) skeleton.write({ [path]: text });
});
afterAll(() => skeleton.remove());

describe('the linter', () => {
  type Report = readonly {
    readonly filePath: string;
    readonly messages: readonly { readonly ruleId: string | null }[];
  }[];
  let report: Report;
  const rulesBrokenIn = (path: string): readonly (string | null)[] | undefined =>
    report.find((file) => file.filePath.endsWith(path))?.messages.map((message) => message.ruleId);
  beforeAll(() => {
    const waysOut = Object.values(WAYS_OUT).map(([, path]) => path);
    const paths = [...Object.values(UNTIDY).map(([path]) => path), ...waysOut, SWITCHED_OFF];
    report = JSON.parse(skeleton.run('eslint/bin/eslint.js', '--format', 'json', ...paths).output) as Report;
  }, SLOW_MS);

  it.each(Object.entries(UNTIDY))('%s: a planted violation is reported', (rule, [path]) => {
    expect(rulesBrokenIn(path)).toContain(rule);
  });

  it.each(Object.entries(WAYS_OUT))(
    '%s: a planted way to the network past the ledger is reported',
    (_way, [rule, path]) => {
      expect(rulesBrokenIn(path)).toContain(rule);
    },
  );

  it('cannot be switched off from inside a file', () => {
    expect(rulesBrokenIn(SWITCHED_OFF)).toContain('no-console');
  });
});

describe('the compiler', () => {
  let output = '';
  beforeAll(() => {
    output = skeleton.run('typescript/bin/tsc', '--build').output;
  }, SLOW_MS);

  it.each(Object.entries(UNTYPED))('%s', (_promise, [, , says]) => {
    expect(output).toMatch(says);
  });
});
