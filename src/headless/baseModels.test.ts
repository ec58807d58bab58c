import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { startFileServer, type Manners } from '../../tests/suites/fileServer.ts';
import { smallBaseModels, writeSmallModels } from '../../tests/suites/smallBaseModels.ts';
import { runCommand } from '../../tests/suites/runCommand.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../tests/suites/testCantado.ts';
import { openCantado } from '../adapters/composition.ts';
import type { BaseModel } from '../contract/baseModels.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});

async function serveModels(manners: readonly Manners[] = [{}]) {
  const server = await startFileServer(readFileSync(smallBaseModels.rmvpe), manners);
  writeSmallModels(path.join(folder, 'models'), { contentvec: ['http://127.0.0.1:9/'], rmvpe: [server.url()] });
  return server;
}

type RunOptions = { readonly stop?: AbortController; readonly language?: string; readonly isTTY?: boolean };

/** The command line over the real program and a manifest of small models. */
async function run(words: string, { stop = new AbortController(), language = 'en', isTTY = false }: RunOptions = {}) {
  return runCommand({
    argv: ['base-models', ...words.split(' ')],
    homeFolder: folder,
    language,
    stop,
    isTTY,
    onWords(said) {
      const isOnTheWay = said.includes('%  Downloading') && /\b[1-9]\d %/.test(said);
      if (isOnTheWay && stop.signal.reason !== 'kept') stopAtProgress.get(stop)?.();
    },
    openCantado: () => openCantado(testCantadoOptions(path.join(folder, 'data'), path.join(folder, 'models'))),
  });
}
const stopAtProgress = new WeakMap<AbortController, () => void>();

describe('cantado base-models', () => {
  it('lists what there is, for people in their language and for programs', async () => {
    await serveModels();
    const english = await run('list');
    expect(english).toMatchObject({ code: 0, err: '' });
    expect(english.out).toMatch(/^contentvec +not installed +\d.*127\.0\.0\.1 +Hears what is said/m);
    expect((await run('list', { language: 'pt_BR' })).out).toMatch(/^rmvpe +não instalado .*canto/m);
    const models = JSON.parse((await run('list --json')).out) as BaseModel[];
    expect(models.map(({ id, current }) => [id, current.state])).toEqual([
      ['contentvec', 'missing'],
      ['rmvpe', 'missing'],
    ]);
  });

  it('downloads one with size, host and progress beside the result', async () => {
    await serveModels([{ slowMs: 5 }]);
    const { code, out, err } = await run('download rmvpe');
    expect({ code, out }).toEqual({ code: 0, out: 'RMVPE: ready\n' });
    expect(err).toMatch(/^RMVPE: 0\.\d MB from 127\.0\.0\.1\.\n/);
    expect(err).toMatch(/\d+ % +Downloading/);
    expect((await run('list')).out).toMatch(/^rmvpe +ready/m);
    expect(JSON.parse((await run('download rmvpe --json')).out)).toMatchObject({ current: { state: 'ready' } });
  });

  it('stopped with Ctrl-C keeps what came, and goes on in the next run', async () => {
    const server = await serveModels([{ slowMs: 25 }, {}]);
    const stop = new AbortController();
    stopAtProgress.set(stop, () => {
      stop.abort();
    });
    expect((await run('download rmvpe', { stop })).code).toBe(5);
    expect((await run('list')).out).toMatch(/^rmvpe +not installed \([1-9]\d? % of it is here\)/m);
    expect((await run('download rmvpe')).code).toBe(0);
    expect(server.seen[1]?.range).toMatch(/^bytes=[1-9]/);
  });

  it('imports a file and removes it again', async () => {
    await serveModels();
    expect(await run(`import ${smallBaseModels.contentvec}`)).toMatchObject({ code: 0, out: 'ContentVec: ready\n' });
    expect(await run('remove contentvec')).toMatchObject({ code: 0, out: 'ContentVec: not installed\n' });
  });

  it('says what went wrong in one sentence, with its exit code', async () => {
    await serveModels([{ status: 404 }]);
    const failed = await run('download rmvpe');
    expect(failed.code).toBe(4);
    expect(failed.err).toContain('127.0.0.1: it did not give the file.');
    expect((await run('download rmvpe', { language: 'pt_BR' })).err).toContain('ele não entregou o arquivo');
    const wrong = await run(`import ${path.resolve('package.json')}`);
    expect(wrong.code).toBe(3);
    expect(wrong.err).toMatch(/package\.json is none of the base models.*hubert_base\.pt/s);
    const unknown = await run('download crepe');
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('contentvec, rmvpe');
  });
});
