import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startFileServer } from '../../tests/suites/fileServer.ts';
import { runCommand, staysOpen } from '../../tests/suites/runCommand.ts';
import { smallBaseModels, writeSmallModels } from '../../tests/suites/smallBaseModels.ts';
import { spawnCantado, type CantadoProcess } from '../../tests/suites/spawnCantado.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../tests/suites/testCantado.ts';
import { watchChanges } from '../../tests/suites/watchedChanges.ts';
import { openCantado } from '../adapters/composition.ts';
import type { BaseModel } from '../contract/baseModels.ts';

/** Another program owns the library; the commands here go through it. */
async function openBench() {
  const folder = temporaryFolder();
  const dataFolder = path.join(folder, 'data');
  const server = await startFileServer(readFileSync(smallBaseModels.rmvpe));
  const urls = { contentvec: ['http://127.0.0.1:9/'], rmvpe: [server.url()] };
  const modelsFolder = writeSmallModels(path.join(folder, 'models'), urls);
  const watched = watchChanges();
  const owner = await spawnCantado(dataFolder, { modelsFolder, environment: watched.environment });
  const here = await openCantado(testCantadoOptions(dataFolder, modelsFolder));
  onTestFinished(() => here.close());
  expect(here.isOwner).toBe(false);
  const run = (words: readonly string[], stop = new AbortController()) =>
    runCommand({ argv: words, homeFolder: folder, stop, openCantado: staysOpen(here) });
  return {
    ...{ folder, dataFolder, server, owner, run },
    /** Ctrl-C in a command whose work stands before a change of a file, and goes on when the owner's host knows of it. */
    async stop(words: readonly string[], change: RegExp) {
      watched.holdBefore(change);
      const ctrlC = new AbortController();
      const ended = run(words, ctrlC);
      await expect.poll(watched.isHeld).toBe(true);
      ctrlC.abort();
      // Comes after what the command said, and the host answers it after what it was told then.
      await here.call('storage.usage', undefined);
      watched.goOn();
      const { code, out, err } = await ended;
      expect({ code, out }, `${words.join(' ')}: ${err}`).toEqual({ code: 5, out: '' });
    },
  };
}

const stateIs = (owner: CantadoProcess, wanted: BaseModel['current']['state']) => async (): Promise<boolean> =>
  (await owner.call('baseModels.list', undefined)).some(
    ({ id, current }) => id === 'rmvpe' && current.state === wanted,
  );

it.runIf(process.platform === 'linux')(
  'Ctrl-C stops what another program does for a command, which leaves nothing of it',
  async () => {
    const { folder, dataFolder, server, owner, stop, run } = await openBench();
    const filesIn = (name: string): readonly string[] => {
      const folder = path.join(dataFolder, name);
      return existsSync(folder) ? readdirSync(folder) : [];
    };

    const voice = path.resolve('tests/fixtures/rvc/voices/v1_f0_40k/v1_f0_40k.pth');
    await stop(['voices', 'import', voice], /\/data\/voices\//);
    expect(filesIn('voices')).toEqual([]);

    const model = smallBaseModels.rmvpe;
    const network = /open.*\/base-models\/rmvpe\//;
    await stop(['base-models', 'import', model], network);
    expect(await stateIs(owner, 'missing')()).toBe(true);
    expect(filesIn(path.join('base-models', 'rmvpe'))).toEqual([]);

    await stop(['base-models', 'download', 'rmvpe'], network);
    expect((await run(['base-models', 'list'])).out).toMatch(/^rmvpe +not installed \(100 % of it is here\)/m);
    expect((await run(['base-models', 'download', 'rmvpe'])).out).toBe('RMVPE: ready\n');
    expect(server.seen).toHaveLength(1);

    const isAtWork = async (): Promise<boolean> => (await owner.call('storage.work', undefined)) !== null;
    const backup = path.join(folder, 'all.cantado-backup');
    await stop(['storage', 'back-up', backup], /open.*\/all\.cantado-backup/);
    expect(existsSync(backup)).toBe(false);
    expect((await run(['storage', 'back-up', backup])).code).toBe(0);
    const elsewhere = path.join(folder, 'elsewhere');
    await stop(['storage', 'move', elsewhere], /open.*\/elsewhere\//);
    await stop(['storage', 'restore', backup], /open.*\/\.restore\//);
    await expect.poll(isAtWork).toBe(false);
    expect((await owner.call('storage.usage', undefined)).folder).toBe(dataFolder);
    expect(existsSync(elsewhere) ? readdirSync(elsewhere) : []).toEqual([]);
  },
  180_000,
);
