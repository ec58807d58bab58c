import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { hostBelow } from '../../tests/suites/childProcesses.ts';
import { startFileServer } from '../../tests/suites/fileServer.ts';
import { heldProcess, type HeldProcess } from '../../tests/suites/heldProcess.ts';
import { runCommand } from '../../tests/suites/runCommand.ts';
import { smallBaseModels, writeSmallModels } from '../../tests/suites/smallBaseModels.ts';
import { spawnCantado, type CantadoProcess } from '../../tests/suites/spawnCantado.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../tests/suites/testCantado.ts';
import { openCantado } from '../adapters/composition.ts';
import type { BaseModel } from '../contract/baseModels.ts';

/** Another program owns the library; the commands here go through it. */
async function openBench() {
  const folder = temporaryFolder();
  const dataFolder = path.join(folder, 'data');
  const server = await startFileServer(readFileSync(smallBaseModels.rmvpe));
  const urls = { contentvec: ['http://127.0.0.1:9/'], rmvpe: [server.url()] };
  const modelsFolder = writeSmallModels(path.join(folder, 'models'), urls);
  const owner = await spawnCantado(dataFolder, { modelsFolder });
  const openHere = () => openCantado(testCantadoOptions(dataFolder, modelsFolder));
  const run = (words: readonly string[], stop = new AbortController()) =>
    runCommand({ argv: words, homeFolder: folder, stop, openCantado: openHere });
  const beside = await openHere();
  onTestFinished(() => beside.close());
  expect(beside.isOwner).toBe(false);
  const host = await heldHostOf(owner);
  return {
    ...{ folder, dataFolder, server, owner, run, host },
    /** Ctrl-C in a command whose work stands still in the owner's host, which goes on when the owner knows of it: it stops. */
    async stop(words: readonly string[], isUnderWay: () => Promise<boolean> | boolean) {
      host.hold();
      const ctrlC = new AbortController();
      const ended = run(words, ctrlC);
      await host.stepUntil(isUnderWay);
      ctrlC.abort();
      // Comes after what the command said.
      await beside.call('app.status', undefined);
      host.goOn();
      const { code, out, err } = await ended;
      expect({ code, out }, `${words.join(' ')}: ${err}`).toEqual({ code: 5, out: '' });
    },
  };
}

/** The host of a program, which stands still where a test wants it to. */
async function heldHostOf(owner: CantadoProcess): Promise<HeldProcess> {
  // It is started when it is first needed, which is for this.
  await owner.call('storage.usage', undefined);
  const pid = hostBelow(owner.pid);
  if (pid === undefined) throw new Error('The program has no host.');
  const host = heldProcess(pid);
  // Stood still it would outlive its program.
  onTestFinished(() => {
    host.goOn();
  });
  return host;
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
    const isRead = (): boolean => filesIn('voices').length > 0;
    await stop(['voices', 'import', voice], isRead);
    expect(filesIn('voices')).toEqual([]);

    const model = smallBaseModels.rmvpe;
    const isPreparing = stateIs(owner, 'preparing');
    await stop(['base-models', 'import', model], isPreparing);
    expect(await stateIs(owner, 'missing')()).toBe(true);
    expect(filesIn(path.join('base-models', 'rmvpe'))).toEqual([]);

    await stop(['base-models', 'download', 'rmvpe'], isPreparing);
    expect((await run(['base-models', 'list'])).out).toMatch(/^rmvpe +not installed \(100 % of it is here\)/m);
    expect((await run(['base-models', 'download', 'rmvpe'])).out).toBe('RMVPE: ready\n');
    expect(server.seen).toHaveLength(1);

    const isAtWork = async (): Promise<boolean> => (await owner.call('storage.work', undefined)) !== null;
    const backup = path.join(folder, 'all.cantado-backup');
    await stop(['storage', 'back-up', backup], isAtWork);
    expect(existsSync(backup)).toBe(false);
    expect((await run(['storage', 'back-up', backup])).code).toBe(0);
    const elsewhere = path.join(folder, 'elsewhere');
    await stop(['storage', 'move', elsewhere], isAtWork);
    await stop(['storage', 'restore', backup], isAtWork);
    await expect.poll(isAtWork).toBe(false);
    expect((await owner.call('storage.usage', undefined)).folder).toBe(dataFolder);
    expect(existsSync(elsewhere) ? readdirSync(elsewhere) : []).toEqual([]);
  },
  180_000,
);
