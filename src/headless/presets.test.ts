import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../tests/suites/runCommand.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../tests/suites/testCantado.ts';
import { openCantado } from '../adapters/composition.ts';
import type { Preset } from '../contract/presets.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});

/** The command line over the real program. */
async function run(argv: readonly string[], language = 'en') {
  return runCommand({
    argv: ['presets', ...argv],
    homeFolder: folder,
    language,
    openCantado: () => openCantado(testCantadoOptions(path.join(folder, 'data'))),
  });
}

describe('cantado presets', () => {
  it('saves what flags name, lists, renames, removes, and keeps it from run to run', async () => {
    const saved = await run(['save', 'Minha voz', '--glide', '30', '--mode', 'snap']);
    expect(saved).toMatchObject({ code: 0, err: '' });
    expect(saved.out).toMatch(/^Saved: Minha voz \([0-9a-f-]{36}\)\n$/);
    const list = await run(['list']);
    expect(list.out).toMatch(/^plain +Plain +Straight notes/);
    expect(list.out).toMatch(/Minha voz +.*--glide 30.*\n$/);
    expect((await run(['list'], 'pt_BR')).out).toMatch(/^plain +Simples +Notas retas/);
    expect((await run(['rename', 'MINHA VOZ', 'Pop'])).out).toMatch(/^Saved: Pop \(2\) /);
    expect((await run(['remove', 'pop (2)'])).out).toMatch(/^Removed: Pop \(2\)/);
    expect((JSON.parse((await run(['list', '--json'])).out) as Preset[]).every((preset) => preset.isBuiltIn)).toBe(
      true,
    );
  }, 30_000);

  it('shares one line of text that imports again, from quotes or from a file', async () => {
    const { out: text } = await run(['share', 'lyric']);
    expect(text.trim().split('\n')).toHaveLength(1);
    expect((await run(['import', text.trim()])).out).toMatch(/^Saved: Lyric \(2\) /);
    const file = path.join(folder, 'shared.txt');
    writeFileSync(file, text);
    expect((await run(['import', file])).out).toMatch(/^Saved: Lyric \(3\) /);
  }, 30_000);

  it.each([
    [['remove', 'pop'], 2, '“Pop” came with Cantado and stays.'],
    [['remove', 'opera'], 2, 'There is no preset “opera”.'],
    [['save', 'x', '--glide', '9999'], 2, '0 … 400 ms'],
    [['import', '{"app":"cantado"}'], 2, 'The text is not a preset of Cantado'],
    [['import', 'nowhere.txt'], 3, 'nowhere.txt is not there.'],
  ])('%j exits %i and says why', async (argv, code, sentence) => {
    const { err, ...result } = await run(argv);
    expect(result).toEqual({ code, out: '' });
    expect(err).toContain(sentence);
  });
});
