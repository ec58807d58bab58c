import { copyFileSync, existsSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFileServer, type FileServer, type Manners } from '../../../tests/suites/fileServer.ts';
import { smallBaseModels, writeSmallModels } from '../../../tests/suites/smallBaseModels.ts';
import { spawnCantado } from '../../../tests/suites/spawnCantado.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../../tests/suites/testCantado.ts';
import type { BaseModel } from '../../contract/baseModels.ts';
import type { Cantado } from '../cantado.ts';
import { openCantado } from '../composition.ts';
import { readBaseModel } from '../onnx/baseModelFolder.ts';

type Bench = {
  readonly cantado: Cantado;
  readonly server: FileServer;
  readonly folders: { readonly modelsFolder: string; readonly baseModelsFolder: string };
  /** Every state of a model that was told, in order. */
  readonly told: BaseModel[];
};

async function openWith(manners: readonly Manners[] = [{}], folder = temporaryFolder()): Promise<Bench> {
  const server = await startFileServer(readFileSync(smallBaseModels.rmvpe), manners);
  const urls = { contentvec: ['http://127.0.0.1:9/'], rmvpe: [server.url()] };
  const modelsFolder = writeSmallModels(path.join(folder, 'models'), urls);
  const dataFolder = path.join(folder, 'data');
  const cantado = await openCantado(testCantadoOptions(dataFolder, modelsFolder));
  onTestFinished(() => cantado.close());
  const told: BaseModel[] = [];
  cantado.subscribe((event) => event.name === 'baseModel.changed' && told.push(event.payload));
  return { cantado, server, told, folders: { modelsFolder, baseModelsFolder: path.join(dataFolder, 'base-models') } };
}

async function atRest({ cantado }: Pick<Bench, 'cantado'>, id: string): Promise<BaseModel> {
  for (;;) {
    const model = (await cantado.call('baseModels.list', undefined)).find((each) => each.id === id);
    if (!model) throw new Error(id);
    if (model.current.state !== 'downloading' && model.current.state !== 'preparing') return model;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What is prepared by itself may not have begun yet. */
async function untilReady({ cantado }: Pick<Bench, 'cantado'>, id: string): Promise<void> {
  const state = async () => (await cantado.call('baseModels.list', undefined)).find((each) => each.id === id)?.current;
  await expect.poll(state).toEqual({ state: 'ready' });
}

const rmvpeBytes = readFileSync(smallBaseModels.rmvpe).length;

describe('a base model', () => {
  it('is downloaded, rebuilt, proved and ready, and is told about on the way', async () => {
    const bench = await openWith([{ slowMs: 5 }]);
    const { cantado, told, folders } = bench;
    const [contentvec, rmvpe] = await cantado.call('baseModels.list', undefined);
    expect(contentvec).toMatchObject({ id: 'contentvec', current: { state: 'missing' } });
    expect(rmvpe).toMatchObject({ title: 'RMVPE', sizeBytes: rmvpeBytes, host: '127.0.0.1', keptBytes: 0 });
    const begun = await cantado.call('baseModels.download', { modelId: 'rmvpe' });
    expect(begun.current.state).toBe('downloading');
    expect((await atRest(bench, 'rmvpe')).current).toEqual({ state: 'ready' });
    // Whoever asks may know before those who are told.
    const states = (): string[] => told.map(({ current }) => current.state);
    await expect.poll(states).toContain('ready');
    expect([...new Set(states())]).toEqual(['downloading', 'preparing', 'ready']);
    const done = told.flatMap(({ current }) => (current.state === 'downloading' ? [current.doneBytes] : []));
    expect(done).toEqual([...done].sort((a, b) => a - b));
    const networks = await readBaseModel(folders, 'rmvpe');
    expect(Object.keys(networks)).toEqual(['network']);
    expect(readdirSync(folders.baseModelsFolder)).toEqual(['rmvpe']);
    expect(readdirSync(path.join(folders.baseModelsFolder, 'rmvpe')).sort()).toEqual([
      'model.json',
      'network.onnx',
      expect.stringMatching(/^source-[0-9a-f]{64}$/),
    ]);
    // Asked again there is nothing to do.
    expect((await cantado.call('baseModels.download', { modelId: 'rmvpe' })).current).toEqual({ state: 'ready' });
    expect(bench.server.seen).toHaveLength(1);
  });

  it('whose download is cancelled keeps what came, and goes on from there', async () => {
    const bench = await openWith([{ slowMs: 15 }, {}]);
    const { cantado, server, told } = bench;
    await cantado.call('baseModels.download', { modelId: 'rmvpe' });
    await new Promise<void>((resolve) => {
      cantado.subscribe(() => told.some(({ keptBytes }) => keptBytes > 40_000) && resolve());
    });
    const cancelled = await cantado.call('baseModels.cancel', { modelId: 'rmvpe' });
    expect(cancelled.current).toEqual({ state: 'missing' });
    expect(cancelled.keptBytes).toBeGreaterThan(40_000);
    await cantado.call('baseModels.download', { modelId: 'rmvpe' });
    expect((await atRest(bench, 'rmvpe')).current).toEqual({ state: 'ready' });
    expect(server.seen[1]?.range).toBe(`bytes=${String(cancelled.keptBytes)}-`);
  });

  it('that cannot be had says why, in a state of its own, and everything else goes on', async () => {
    const bench = await openWith([{ status: 404 }]);
    await bench.cantado.call('baseModels.download', { modelId: 'rmvpe' });
    expect((await atRest(bench, 'rmvpe')).current).toEqual({
      state: 'failed',
      error: { code: 'DOWNLOAD_FAILED', details: { model: 'RMVPE', address: '127.0.0.1', reason: 'refused' } },
    });
    await expect(bench.cantado.call('baseModels.download', { modelId: 'crepe' })).rejects.toMatchObject({
      code: 'BASE_MODEL_UNKNOWN',
      details: { known: 'contentvec, rmvpe' },
    });
  });

  it('is taken from a file of any name, known by its bytes', async () => {
    const { cantado, folders } = await openWith();
    const file = path.join(temporaryFolder(), 'baixado (1).bin');
    copyFileSync(smallBaseModels.contentvec, file);
    const model = await cantado.call('baseModels.import', { path: file });
    expect(model).toMatchObject({ id: 'contentvec', current: { state: 'ready' } });
    expect(Object.keys(await readBaseModel(folders, 'contentvec'))).toEqual(['layer9-projected']);
    expect(existsSync(file)).toBe(true);
  });

  it('is not any other file, even one of the same size, and the refusal says what is wanted', async () => {
    const { cantado, folders } = await openWith();
    const file = path.join(temporaryFolder(), 'rmvpe.pt');
    const bytes = readFileSync(smallBaseModels.rmvpe);
    bytes[5000] = (bytes[5000] ?? 0) ^ 1;
    for (const content of [bytes, bytes.subarray(1)]) {
      writeFileSync(file, content);
      await expect(cantado.call('baseModels.import', { path: file })).rejects.toMatchObject({
        code: 'BASE_MODEL_WRONG_FILE',
        details: {
          file: 'rmvpe.pt',
          expected: expect.stringContaining(`rmvpe.pt (${String(rmvpeBytes)} B)`) as unknown,
        },
      });
    }
    expect(readdirSync(folders.baseModelsFolder)).toEqual([]);
    const gone = path.join(path.dirname(file), 'gone');
    await expect(cantado.call('baseModels.import', { path: gone })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });

  it('is removed with everything that belongs to it', async () => {
    const { cantado, folders } = await openWith();
    await cantado.call('baseModels.import', { path: smallBaseModels.rmvpe });
    expect((await cantado.call('baseModels.remove', { modelId: 'rmvpe' })).current).toEqual({ state: 'missing' });
    expect(readdirSync(folders.baseModelsFolder)).toEqual([]);
    await expect(readBaseModel(folders, 'rmvpe')).rejects.toMatchObject({
      code: 'BASE_MODEL_MISSING',
      details: { model: 'RMVPE', modelId: 'rmvpe' },
    });
  });

  it('that an older version of the program prepared, or whose network is damaged, is prepared again from its file', async () => {
    const spoil: readonly ((folder: string) => void)[] = [
      (folder) => {
        const file = path.join(folder, 'model.json');
        writeFileSync(file, readFileSync(file, 'utf8').replace(/"builderVersion": "\d+"/, '"builderVersion": "0"'));
      },
      (folder) => {
        truncateSync(path.join(folder, 'network.onnx'), 1000);
      },
      (folder) => {
        utimesSync(path.join(folder, 'network.onnx'), 1, 1);
      },
    ];
    const folder = temporaryFolder();
    const first = await openWith([{}], folder);
    await first.cantado.call('baseModels.import', { path: smallBaseModels.rmvpe });
    await first.cantado.close();
    for (const harm of spoil) {
      harm(path.join(first.folders.baseModelsFolder, 'rmvpe'));
      const next = await openWith([{}], folder);
      await untilReady(next, 'rmvpe');
      expect(Object.keys(await readBaseModel(next.folders, 'rmvpe'))).toEqual(['network']);
      expect(next.server.seen).toEqual([]);
      await next.cantado.close();
    }
  });
});

describe('a program that is killed', () => {
  async function killAt(manners: readonly Manners[], passes: (model: BaseModel) => boolean) {
    const folder = temporaryFolder();
    const dataFolder = path.join(folder, 'data');
    const server = await startFileServer(readFileSync(smallBaseModels.rmvpe), manners);
    const urls = { contentvec: ['http://127.0.0.1:9/'], rmvpe: [server.url()] };
    const modelsFolder = writeSmallModels(path.join(folder, 'models'), urls);
    const victim = await spawnCantado(dataFolder, { modelsFolder });
    const reached = new Promise<void>((resolve) => {
      victim.subscribe((event) => {
        if (event.name === 'baseModel.changed' && passes(event.payload)) resolve();
      });
    });
    await victim.call('baseModels.download', { modelId: 'rmvpe' });
    await reached;
    await victim.kill();
    const cantado = await openCantado(testCantadoOptions(dataFolder, modelsFolder));
    onTestFinished(() => cantado.close());
    return { cantado, server };
  }

  it('inside a download goes on with the bytes that had come', async () => {
    const { cantado, server } = await killAt([{ slowMs: 30 }, {}], ({ keptBytes }) => keptBytes > 60_000);
    const kept = (await cantado.call('baseModels.list', undefined)).find(({ id }) => id === 'rmvpe');
    expect(kept?.current).toEqual({ state: 'missing' });
    expect(kept?.keptBytes).toBeGreaterThan(0);
    await cantado.call('baseModels.download', { modelId: 'rmvpe' });
    expect((await atRest({ cantado }, 'rmvpe')).current).toEqual({ state: 'ready' });
    expect(server.seen.map(({ range }) => range)).toEqual([undefined, `bytes=${String(kept?.keptBytes)}-`]);
  });

  it('while it prepares, prepares again by itself and asks nobody', async () => {
    const { cantado, server } = await killAt([{}], ({ current }) => current.state === 'preparing');
    await untilReady({ cantado }, 'rmvpe');
    expect(server.seen).toHaveLength(1);
  });
});
