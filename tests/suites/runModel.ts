import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { RunModel } from '../../src/engine/models/types.ts';

const modelsFolder = fileURLToPath(new URL('../../models/', import.meta.url));
const sessions = new Map<string, Promise<InferenceSession>>();

/** Runs the bundled networks, and those a test has written, with the real ONNX Runtime on one CPU thread. */
export const runModel: RunModel = async (model, inputs) => {
  const path = typeof model === 'string' ? `${modelsFolder}${model}/${model}.onnx` : model.path;
  let opening = sessions.get(path);
  if (!opening) {
    opening = InferenceSession.create(path, { intraOpNumThreads: 1, interOpNumThreads: 1 });
    sessions.set(path, opening);
  }
  const session = await opening;
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, { data, dims }]) => [name, new Tensor('float32', data, dims)]),
  );
  const outputs = await session.run(feeds);
  return Object.fromEntries(
    Object.entries(outputs).map(([name, tensor]) => {
      const { data, dims } = tensor;
      if (!(data instanceof Float32Array || data instanceof Float64Array))
        throw new TypeError(`${name} is not a float`);
      return [name, { data, dims }];
    }),
  );
};
