import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../engine/onnx/graphBuilder.ts';
import type { OnnxModel } from '../../engine/onnx/types.ts';
import { writeOnnx } from '../../engine/onnx/writeOnnx.ts';
import { proofNetworks, speedInputs, speedNetwork } from '../../engine/proof/proofNetworks.ts';
import { sha256OfFile } from '../cache/fileHash.ts';
import { openDevice } from './runModel.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cantado-sessions-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const folders = { modelsFolder: path.resolve('models'), baseModelsFolder: '' };

async function written(name: string, model: OnnxModel) {
  const file = path.join(folder, `${name}.onnx`);
  const descriptor = openSync(file, 'w');
  writeOnnx(model, (bytes) => {
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
  });
  closeSync(descriptor);
  return { path: file, sha256: await sha256OfFile(file) };
}

/** 100 MB of weights, about what a large voice has, and nearly no work. */
function largeNetwork(name: string): OnnxModel {
  const graph = new GraphBuilder(name);
  const x = graph.input('x', [1, 5000]);
  const weight = graph.weight({ dims: [5000, 5000], floats: () => new Float32Array(25e6).fill(1e-3) });
  graph.output('y', graph.node('MatMul', [x, weight]), [1, 5000]);
  return graph.build();
}
const x = { data: new Float32Array(5000).fill(1), dims: [1, 5000] };
const residentMb = (): number => process.memoryUsage.rss() / 2 ** 20;

describe('networks that are loaded', () => {
  it('give their memory back when others need the room', async () => {
    const names = ['first', 'second', 'third', 'fourth'];
    const models = [];
    for (const name of names) models.push(await written(name, largeNetwork(name)));
    const device = openDevice(folders);
    const afterMb: number[] = [];
    const beforeMb = residentMb();
    for (const model of models) {
      const { y } = await device.run(model, { x }, 1);
      expect(y?.data[0]).toBeCloseTo(5, 3);
      afterMb.push(residentMb() - beforeMb);
    }
    const [one = 0, , , four = 0] = afterMb;
    // Kept are 160 MB: one of these at a time. Four of them would be 400 MB.
    expect(one).toBeGreaterThan(60);
    expect(four).toBeLessThan(one + 100);
    await device.release();
    expect(residentMb() - beforeMb).toBeLessThan(one);
    // What was released is loaded again when it is asked for.
    expect((await device.run(models[0] ?? '', { x }, 1))['y']?.data[0]).toBeCloseTo(5, 3);
    await device.release();
  });

  // A render that is cut off and gone on with elsewhere, or shared by two threads, must not change a bit.
  it('give the same bits on one thread and on two', async () => {
    const fullSize = { ...speedNetwork(), inputs: speedInputs(20) };
    for (const { name, model, inputs } of [...proofNetworks(), fullSize]) {
      const reference = await written(name, model);
      const alone = await openDevice(folders).run(reference, inputs, 1);
      const together = await openDevice(folders).run(reference, inputs, 2);
      expect(together, name).toEqual(alone);
    }
  });
});
