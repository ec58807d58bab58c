import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readDevices, writeDevices } from '../adapters/onnx/devicesFile.ts';
import { kindsHere } from '../adapters/onnx/providers.ts';
import type { Device, DeviceKind } from '../contract/devices.ts';
import { unwrap } from '../contract/errors.ts';
import { onnxBytes } from '../engine/onnx/writeOnnx.ts';
import { proofNetworks } from '../engine/proof/proofNetworks.ts';
import { DeviceRoutes } from './deviceRoutes.ts';
import { createModelCalls } from './modelCalls.ts';
import { copyOf } from './modelTransfer.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cantado-calls-'));
const config = {
  cacheFolder: path.join(folder, 'cache'),
  modelsFolder: path.resolve('models'),
  baseModelsFolder: path.join(folder, 'base-models'),
  logsFolder: path.join(folder, 'logs'),
  devicesFile: path.join(folder, 'devices.json'),
  ffmpegPath: null,
};
const realWorker = path.resolve('src/workers/inference.worker.ts');
const faultyWorker = path.resolve('tests/suites/failingDevice.worker.ts');
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const network = proofNetworks().find(({ name }) => name === 'decoder');
if (!network) throw new Error('there is no decoder to try');
const { model: graph, inputs } = network;

/** The decoder as a file: one of a voice where it lies outside the base models. */
function written() {
  const bytes = onnxBytes(graph);
  const file = path.join(folder, 'decoder.onnx');
  writeFileSync(file, bytes);
  return { path: file, sha256: createHash('sha256').update(bytes).digest('hex') };
}
const model = written();

function proved(id: string, realTimeFactor: number, change: Partial<Device> = {}): Device {
  const families = (['voice', 'content', 'pitch'] as const).map((family) => ({
    family,
    isProved: true,
    largestDifference: 0,
    realTimeFactor: null,
  }));
  const kind = id.split(':')[0] as DeviceKind;
  return {
    id,
    kind,
    label: id,
    status: 'proved',
    realTimeFactor,
    families,
    isPreferred: false,
    reason: '',
    item: '',
    ...change,
  };
}

const soundOf = async (calls: ReturnType<typeof createModelCalls>): Promise<Float32Array | Float64Array | undefined> =>
  unwrap(await calls.run(model, copyOf(inputs)))['audio']?.data;

async function onCpu() {
  await writeDevices(config.devicesFile, { preferred: null, devices: [] });
  return soundOf(createModelCalls(config, realWorker));
}

describe('which device runs a network', () => {
  const choose = async (devices: readonly Device[], preferred: string | null = null) => {
    await writeDevices(config.devicesFile, { preferred, devices: [...devices] });
    return new DeviceRoutes(config).devicesFor(model);
  };

  it('the fastest that is proved, where it beats the CPU clearly', async () => {
    expect(await choose([proved('cpu', 2)])).toEqual(['cpu']);
    expect(await choose([proved('cuda', 20), proved('webgpu', 4), proved('cpu', 2)])).toEqual(['cuda']);
    expect(await choose([proved('webgpu', 2.1), proved('cpu', 2)])).toEqual(['cpu']);
    expect(await choose([proved('cuda', 20, { status: 'wrong' }), proved('cpu', 2)])).toEqual(['cpu']);
  });

  it('cards of a kind that are about as fast share the work, slower ones do not', async () => {
    const cards = [
      proved('cuda', 20),
      proved('cuda:1', 19),
      proved('cuda:2', 5),
      proved('webgpu', 18),
      proved('cpu', 2),
    ];
    expect(await choose(cards)).toEqual(['cuda', 'cuda:1']);
  });

  it('the one a person chose, while it is proved', async () => {
    const devices = [proved('cuda', 20), proved('cpu', 2)];
    expect(await choose(devices, 'cpu')).toEqual(['cpu']);
    expect(
      await choose([proved('cuda', 20), proved('webgpu', 1, { status: 'demoted' }), proved('cpu', 2)], 'webgpu'),
    ).toEqual(['cuda']);
  });

  it('never one that failed for this family, and the CPU for what is bundled', async () => {
    const noVoice = proved('cuda', 20);
    const families = noVoice.families.map((proof) => ({ ...proof, isProved: proof.family !== 'voice' }));
    expect(await choose([{ ...noVoice, families }, proved('cpu', 2)])).toEqual(['cpu']);
    await writeDevices(config.devicesFile, { preferred: null, devices: [proved('cuda', 20)] });
    const routes = new DeviceRoutes(config);
    expect(await routes.devicesFor('swift-f0')).toEqual(['cpu']);
    expect(await routes.devicesFor('rmvpe')).toEqual(['cuda']);
    const content = { path: path.join(config.baseModelsFolder, 'contentvec', 'layer12.onnx'), sha256: '' };
    expect(await routes.devicesFor(content)).toEqual(['cuda']);
  });
});

describe('a device that fails while it works', () => {
  let expected: Awaited<ReturnType<typeof onCpu>>;
  beforeEach(async () => {
    expected ??= await onCpu();
  });

  // A provider that this system cannot have, with the real ONNX Runtime.
  it('is demoted when it throws: the CPU’s bits come back, and one notice', async () => {
    const here = kindsHere(process.platform, process.arch);
    const device = (['directml', 'coreml'] as const).find((kind) => !here.includes(kind)) ?? 'directml';
    await writeDevices(config.devicesFile, { preferred: null, devices: [proved(device, 20), proved('cpu', 2)] });
    const calls = createModelCalls(config, realWorker);
    expect(await soundOf(calls)).toEqual(expected);
    expect(calls.notices).toMatchObject([{ code: 'DEVICE_DEMOTED', details: { reason: 'not-in-this-build' } }]);
    expect((await readDevices(config.devicesFile)).devices[0]).toMatchObject({ id: device, status: 'demoted' });
    expect(await soundOf(calls)).toEqual(expected);
    expect(calls.notices).toHaveLength(1);
    // Also after a restart, until it is tested again.
    expect(await new DeviceRoutes(config).devicesFor(model)).toEqual(['cpu']);
  });

  it('keeps its place when the CPU cannot run the network either', async () => {
    await writeDevices(config.devicesFile, { preferred: null, devices: [proved('cuda', 20), proved('cpu', 2)] });
    const calls = createModelCalls(config, faultyWorker);
    const incomplete = { speaker: { data: Float32Array.of(0), dims: [1] } };
    expect(await calls.run(model, incomplete)).toMatchObject({ ok: false });
    expect(calls.notices).toEqual([]);
    expect((await readDevices(config.devicesFile)).devices[0]).toMatchObject({ id: 'cuda', status: 'proved' });
  });

  it('is demoted when it gives what is no number', async () => {
    await writeDevices(config.devicesFile, { preferred: null, devices: [proved('cuda', 20), proved('cpu', 2)] });
    const calls = createModelCalls(config, faultyWorker);
    expect(await soundOf(calls)).toEqual(expected);
    expect(calls.notices).toMatchObject([{ details: { device: 'CUDA', reason: 'wrong-numbers' } }]);
  });

  it('is found out when its numbers drift away from the CPU’s', async () => {
    await writeDevices(config.devicesFile, { preferred: null, devices: [proved('webgpu', 20), proved('cpu', 2)] });
    const calls = createModelCalls(config, faultyWorker);
    await soundOf(calls);
    await expect.poll(() => calls.notices.length).toBe(1);
    expect(calls.notices).toMatchObject([{ details: { device: 'WebGPU', reason: 'wrong-numbers' } }]);
    expect(await soundOf(calls)).toEqual(expected);
  });

  it('whose memory is short says so, so that less is asked; the CPU goes on when that does not help', async () => {
    await writeDevices(config.devicesFile, { preferred: null, devices: [proved('cuda:1', 20), proved('cpu', 2)] });
    const calls = createModelCalls(config, faultyWorker);
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(await calls.run(model, copyOf(inputs))).toMatchObject({ ok: false, error: { code: 'OUT_OF_MEMORY' } });
    }
    expect(await soundOf(calls)).toEqual(expected);
    expect(calls.notices).toMatchObject([{ details: { device: 'CUDA 2', reason: 'out-of-memory' } }]);
  });

  it('two calls side by side on the CPU give the bits of one', async () => {
    await writeDevices(config.devicesFile, { preferred: null, devices: [] });
    const calls = createModelCalls(config, realWorker);
    const both = await Promise.all([soundOf(calls), soundOf(calls)]);
    expect(both).toEqual([expected, expected]);
  });

  it('a model that is missing is nobody’s fault', async () => {
    await writeDevices(config.devicesFile, { preferred: null, devices: [proved('cuda', 20), proved('cpu', 2)] });
    const calls = createModelCalls(config, realWorker);
    const reply = await calls.run({ path: path.join(folder, 'gone.onnx'), sha256: '' }, copyOf(inputs));
    expect(reply).toMatchObject({ ok: false, error: { code: 'MODEL_MISSING' } });
    expect(calls.notices).toEqual([]);
  });
});
