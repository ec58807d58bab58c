import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inProject } from '../../tools/setup/paths.mjs';
import { buildSkeleton, type Skeleton } from './skeleton.ts';

/** What somebody adds, and where the compiler must ask for the rest. */
const ADDITIONS = [
  {
    promise: 'an operation without a handler',
    path: 'src/contract/operations/index.ts',
    after: '...voiceOperations,',
    add: `'voices.forgotten': voiceOperations['voices.list'],`,
    asks: /src\/core\/voices\/handlers\.ts.*voices\.forgotten/,
  },
  {
    promise: 'an error code without a text',
    path: 'src/contract/errors.ts',
    after: 'RECORDING_UNKNOWN: { id: string };',
    add: 'FORGOTTEN: { id: string };',
    asks: /src\/contract\/texts\/errorTexts\.ts.*FORGOTTEN/,
  },
  {
    promise: 'an error code without an action in the window',
    path: 'src/contract/errors.ts',
    after: 'RECORDING_UNKNOWN: { id: string };',
    add: '',
    asks: /src\/renderer\/errors\/actions\.ts.*FORGOTTEN/,
  },
  {
    promise: 'a notice without a text',
    path: 'src/contract/notices.ts',
    after: 'NO_VOICE_FOUND: Record<never, never>;',
    add: 'NOT_SAID: Record<never, never>;',
    asks: /src\/contract\/texts\/noticeTexts\.ts.*NOT_SAID/,
  },
  {
    promise: 'a job kind without a runner',
    path: 'src/contract/jobs.ts',
    after: `export const jobKinds = ['convert'`,
    add: `, 'forgotten'`,
    asks: /src\/core\/createApp\.ts.*forgotten/,
  },
] as const;

let skeleton: Skeleton;
let output = '';
beforeAll(() => {
  skeleton = buildSkeleton(['src/contract', 'src/core', 'src/engine', 'src/renderer', 'src/preload']);
  const texts = new Map<string, string>(ADDITIONS.map(({ path }) => [path, readFileSync(inProject(path), 'utf8')]));
  for (const { path, after, add } of ADDITIONS) {
    const before = texts.get(path) ?? '';
    if (!before.includes(after))
      throw new Error(`${path} no longer holds "${after}"; point this test at what took its place.`);
    texts.set(path, before.replace(after, `${after}${add}`));
  }
  skeleton.write(Object.fromEntries(texts));
  output = skeleton.run('typescript/bin/tsc', '--build', 'tsconfig.core.json', 'tsconfig.web.json').output;
}, 300_000);
afterAll(() => skeleton.remove());

describe('the compiler asks for', () => {
  it.each(ADDITIONS)('$promise', ({ asks }) => {
    // A message may go on over indented lines.
    expect(output.replaceAll(/\n +/g, ' ')).toMatch(asks);
  });
});
