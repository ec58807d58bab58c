import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readBundledModels, verifiedModelPath } from './modelManifest.ts';
import { createRunModel } from './runModel.ts';

const modelsFolder = resolve('models');
const folders: string[] = [];

async function copyOfModels(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cantado-models-'));
  folders.push(folder);
  await cp(modelsFolder, folder, { recursive: true });
  return folder;
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

const silence = {
  audio: { data: new Float32Array(4096), dims: [1, 4096] },
  fmin: { data: new Float32Array([46.875]), dims: [] },
  fmax: { data: new Float32Array([2093.75]), dims: [] },
};

describe('bundled models', () => {
  it('are on disk with the size and hash that the manifest names, each with its licence', async () => {
    for (const model of await readBundledModels(modelsFolder)) {
      expect(await verifiedModelPath(modelsFolder, model.id)).toContain(model.id);
      expect((await readFile(join(modelsFolder, model.licenceFile), 'utf8')).length).toBeGreaterThan(100);
    }
  });

  it('run on the CPU: SwiftF0 gives a pitch and a confidence every 256 samples', async () => {
    const output = await createRunModel({ modelsFolder, baseModelsFolder: '' })('swift-f0', silence);
    expect(output['pitch']?.dims).toEqual(output['confidence']?.dims);
    expect(output['pitch']?.data.every((f0Hz) => f0Hz > 0)).toBe(true);
  });

  it('give the same bits every time', async () => {
    const noise = Float32Array.from({ length: 16_000 }, (_, index) => Math.sin(index * index * 0.001));
    const inputs = { ...silence, audio: { data: noise, dims: [1, noise.length] } };
    const first = await createRunModel({ modelsFolder, baseModelsFolder: '' })('swift-f0', inputs);
    const second = await createRunModel({ modelsFolder, baseModelsFolder: '' })('swift-f0', inputs);
    expect(second['pitch']?.data).toEqual(first['pitch']?.data);
    expect(second['confidence']?.data).toEqual(first['confidence']?.data);
  });

  it('that were altered are refused with MODEL_WRONG_HASH before anything is loaded', async () => {
    const folder = await copyOfModels();
    const path = join(folder, 'swift-f0/swift-f0.onnx');
    const bytes = await readFile(path);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    await writeFile(path, bytes);
    await expect(
      createRunModel({ modelsFolder: folder, baseModelsFolder: '' })('swift-f0', silence),
    ).rejects.toMatchObject({
      code: 'MODEL_WRONG_HASH',
      details: { model: 'SwiftF0', file: 'swift-f0.onnx' },
    });
  });

  it('that are missing are named, and are used once they are there', async () => {
    const folder = await copyOfModels();
    const path = join(folder, 'swift-f0/swift-f0.onnx');
    const bytes = await readFile(path);
    await rm(path);
    const runModel = createRunModel({ modelsFolder: folder, baseModelsFolder: '' });
    await expect(runModel('swift-f0', silence)).rejects.toMatchObject({ code: 'MODEL_MISSING' });
    await writeFile(path, bytes);
    expect(await runModel('swift-f0', silence)).toHaveProperty('pitch');
  });
});
