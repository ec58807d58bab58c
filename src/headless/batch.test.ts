import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { clipPath } from '../../tests/suites/host.ts';
import { runCommand, type CommandOptions } from '../../tests/suites/runCommand.ts';
import { writeShortTalks } from '../../tests/suites/shortTalks.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../tests/suites/testCantado.ts';
import { openCantado } from '../adapters/composition.ts';

function folderOfTalks(count: number) {
  const folder = temporaryFolder();
  const talks = path.join(folder, 'talks');
  mkdirSync(talks);
  writeShortTalks(talks, clipPath('austen-0870'), count);
  const run = (argv: readonly string[], more: Partial<CommandOptions> = {}) =>
    runCommand({
      argv,
      homeFolder: folder,
      openCantado: () => openCantado(testCantadoOptions(path.join(folder, 'data'))),
      ...more,
    });
  return { folder, talks, run };
}

const valuesIn = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('cantado batch', () => {
  it('sings a folder, says what became of each file, and ends with 6 where some failed', async () => {
    const { folder, talks, run } = folderOfTalks(2);
    writeFileSync(path.join(talks, '10.wav'), 'no audio');
    const out = path.join(folder, 'sung');
    const words = ['batch', talks, '--voice', 'robot', '--key', 'A minor', '--format', 'flac', '--out', out];
    const named = await run([...words, '--template', '{n}. {name} in {key}']);
    const written = ['1', '2'].map((name) => path.join(out, `1. ${name} in A minor.flac`));
    expect(named.code).toBe(6);
    expect(named.out.trim().split('\n')).toEqual(written.map((file) => `Written: ${file}`));
    for (const file of written) expect(existsSync(file)).toBe(true);
    expect(named.err).toContain(`${path.join(talks, '10.wav')}: 10.wav is not an audio or video file.`);
    expect(named.err).toMatch(/2 of 3 files sung in .*\n.*cantado batches retry [0-9a-f-]{36}/);

    const listed = await run(['batches', 'list', '--language', 'pt']);
    expect(listed.out).toMatch(/^[0-9a-f-]{36} {2}pronto {2}3 de 3 arquivos, 1 com falha {2}robot {2}talks\n$/);
    const [id = ''] = listed.out.split(' ');
    const shown = await run(['batches', 'show', id]);
    expect(shown.out.split('\n').map((line) => line.split(/ {2,}/).slice(0, 2))).toEqual([
      ['done', '1.wav'],
      ['done', '2.wav'],
      ['failed', '10.wav'],
      [''],
    ]);
    const again = valuesIn((await run(['batches', 'retry', id, '--json'])).out);
    expect(again.slice(0, -1).map(({ name, status }) => [name, status])).toEqual([
      ['1.wav', 'completed'],
      ['2.wav', 'completed'],
      ['10.wav', 'failed'],
    ]);
    expect(again.at(-1)).toMatchObject({ batch: { id, state: 'done', counts: { completed: 2, failed: 1 } } });
    expect(readdirSync(out)).toHaveLength(2);
  });

  it('refuses at once what holds for every file, with the code of the reason', async () => {
    const { folder, talks, run } = folderOfTalks(1);
    mkdirSync(path.join(folder, 'empty'));
    const refused = [
      [[talks, '--template', '{who}'], 2, '--template'],
      [[talks, '--voice', 'nobody'], 2, 'nobody'],
      [[path.join(folder, 'empty')], 3, 'empty'],
      [[talks, '--out', path.join(talks, '1.wav')], 4, '1.wav'],
    ] as const;
    for (const [words, code, word] of refused) {
      const ended = await run(['batch', ...words]);
      expect([ended.code, ended.err.includes(word)], ended.err).toEqual([code, true]);
    }
    expect((await run(['batches', 'cancel', 'x'])).code).toBe(2);
  });

  it('is stopped by Ctrl-C, keeps what is done, and goes on when it is retried', async () => {
    const { talks, run } = folderOfTalks(2);
    const stop = new AbortController();
    const onWords = (words: string): void => {
      if (words.includes('1 of 2')) stop.abort();
    };
    const stopped = await run(['batch', talks, '--voice', 'robot'], { stop, onWords });
    expect(stopped.code).toBe(5);
    const [, id = ''] = /cantado batches retry ([0-9a-f-]{36})/.exec(stopped.err) ?? [];
    const done = stopped.out.trim().split('\n');
    expect(done.length).toBeLessThan(2);
    expect((await run(['batches', 'list'])).out).toMatch(/2 of 2 files, [12] cancelled/);
    const retried = await run(['batches', 'retry', id]);
    expect(retried.code).toBe(0);
    expect(new Set([...done, ...retried.out.trim().split('\n')]).size).toBe(2);
    expect(readdirSync(talks)).toHaveLength(4);
  });
});
