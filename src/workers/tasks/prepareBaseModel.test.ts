import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { canMakeDisks, makeSmallDisk } from '../../../tests/suites/smallDisk.ts';
import { smallBaseModels, writeSmallModels, type SmallBaseModel } from '../../../tests/suites/smallBaseModels.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { readBaseModel, readPreparedModel } from '../../adapters/onnx/baseModelFolder.ts';
import { createRunModel } from '../../adapters/onnx/runModel.ts';
import { AppError } from '../../contract/errors.ts';
import type { RunModel } from '../../engine/models/types.ts';
import type { TaskContext } from '../taskTypes.ts';
import { prepareBaseModel } from './prepareBaseModel.ts';

function benchFor(modelId: SmallBaseModel, changes: Partial<TaskContext> = {}, disk = temporaryFolder()) {
  const data = temporaryFolder();
  const modelsFolder = writeSmallModels(path.join(data, 'models'));
  const folders = { modelsFolder, baseModelsFolder: path.join(disk, 'base-models') };
  const folder = path.join(folders.baseModelsFolder, modelId);
  mkdirSync(folder, { recursive: true });
  const bytes = readFileSync(smallBaseModels[modelId]);
  const file = path.join(folder, `source-${createHash('sha256').update(bytes).digest('hex')}`);
  writeFileSync(file, bytes);
  const runModel = createRunModel(folders);
  const told: number[] = [];
  const context: TaskContext = {
    config: { ...folders, cacheFolder: data, logsFolder: data, devicesFile: '', ffmpegPath: null },
    isCancelled: () => false,
    onProgress: (doneRatio) => told.push(doneRatio),
    runModel,
    ...changes,
  };
  return { folders, folder, file, runModel, told, prepare: () => prepareBaseModel({ modelId, file, folder }, context) };
}

describe('preparing a base model', () => {
  it('rebuilds RMVPE, which then runs by its id', async () => {
    const { folders, prepare, runModel, told } = benchFor('rmvpe');
    await prepare();
    expect(Object.keys(await readBaseModel(folders, 'rmvpe'))).toEqual(['network']);
    const mel = { data: new Float32Array(32 * 128).fill(-5), dims: [1, 1, 32, 128] };
    expect((await runModel('rmvpe', { mel }))['salience']?.dims).toEqual([1, 32, 360]);
    expect(told.length).toBeGreaterThan(3);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  it('rebuilds ContentVec with the heads its entry names', async () => {
    const { folders, prepare } = benchFor('contentvec');
    await prepare();
    const networks = await readBaseModel(folders, 'contentvec');
    expect(Object.keys(networks)).toEqual(['layer9-projected']);
    const { path: file = '', sha256 } = networks['layer9-projected'] ?? {};
    expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(sha256);
  });

  it('gives the same bytes every time', async () => {
    const first = benchFor('rmvpe');
    const second = benchFor('rmvpe');
    await first.prepare();
    await second.prepare();
    expect(await readBaseModel(first.folders, 'rmvpe')).toMatchObject({
      network: { sha256: (await readBaseModel(second.folders, 'rmvpe'))['network']?.sha256 },
    });
  });

  it('that is stopped leaves no network and nothing half-written', async () => {
    let asked = 0;
    const { folder, prepare } = benchFor('rmvpe', { isCancelled: () => ++asked > 20 });
    await expect(prepare()).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^source-/)]);
  });

  it.runIf(canMakeDisks())(
    'on a disk that is full says so, leaves nothing half-written, and is made once there is room',
    async () => {
      const disk = makeSmallDisk(3);
      const { folders, folder, prepare } = benchFor('rmvpe', {}, disk.folder);
      disk.fill(200_000);
      await expect(prepare()).rejects.toMatchObject({ code: 'DISK_FULL', details: { folder } });
      expect(readdirSync(folder)).toEqual([expect.stringMatching(/^source-/)]);
      disk.free();
      await prepare();
      expect(Object.keys(await readBaseModel(folders, 'rmvpe'))).toEqual(['network']);
    },
  );

  it('removes what a killed one left, and networks that are of no use any more', async () => {
    const { folder, prepare } = benchFor('rmvpe');
    const left = ['network.onnx.part-1-0badf00d.onnx', 'salience.onnx', `source-${'0'.repeat(64)}`];
    for (const name of left) writeFileSync(path.join(folder, name), 'left');
    await prepare();
    for (const name of left) expect(existsSync(path.join(folder, name)), name).toBe(false);
  });

  it('whose network gives nonsense is not kept; the one before stays in use', async () => {
    const bench = benchFor('rmvpe');
    await bench.prepare();
    const before = await readPreparedModel(bench.folder);
    const nonsense: RunModel = async (model, inputs) => {
      const outputs = await bench.runModel(model, inputs);
      return Object.fromEntries(
        Object.entries(outputs).map(([name, { data, dims }]) => [name, { data: data.fill(Number.NaN), dims }]),
      );
    };
    const { context } = contextOf(bench.folders, nonsense);
    const again = prepareBaseModel({ modelId: 'rmvpe', file: bench.file, folder: bench.folder }, context);
    await expect(again).rejects.toThrow(/NaN/);
    expect(await readPreparedModel(bench.folder)).toEqual(before);
  });

  it('is refused for a file that changed on the disk, by name', async () => {
    const { file, prepare } = benchFor('rmvpe');
    copyFileSync(smallBaseModels.contentvec, file);
    const refusal = await prepare().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal).toMatchObject({ code: 'BASE_MODEL_WRONG_FILE' });
  });
});

function contextOf(folders: { modelsFolder: string; baseModelsFolder: string }, runModel: RunModel) {
  const context: TaskContext = {
    config: { ...folders, cacheFolder: '', logsFolder: '', devicesFile: '', ffmpegPath: null },
    isCancelled: () => false,
    onProgress: () => undefined,
    runModel,
  };
  return { context };
}
