import { workerData } from 'piscina';
import { openDevice } from '../../src/adapters/onnx/runModel.ts';
import type { Reply } from '../../src/contract/errors.ts';
import type { InferenceWorkerData } from '../../src/workers/inference.worker.ts';
import { runModel as runReally } from '../../src/workers/inference.worker.ts';
import type { ModelCall, ModelOutputs } from '../../src/workers/taskTypes.ts';

/*
 * The real inference thread for the CPU; other devices are the CPU with a fault: `cuda` gives what is no number, `cuda:1`
 * has too little memory, `webgpu` is off by a tenth.
 */
const { config, device } = workerData as InferenceWorkerData;
const real = openDevice({ ...config });

export async function runModel(call: ModelCall): Promise<Reply<ModelOutputs> & { readonly message?: string }> {
  if (device === 'cpu') return runReally(call);
  if (device === 'cuda:1') {
    const message = 'CUDA failure 2: out of memory ; GPU=1';
    return { ok: false, error: { code: 'OUT_OF_MEMORY', details: { neededMb: 4096 } }, message };
  }
  const outputs = await real.run(call.model, call.inputs, 1);
  const fault = (value: number): number => (device === 'cuda' ? Number.NaN : 1.1 * value);
  const faulty = Object.entries(outputs).map(([name, { data, dims }]) => [
    name,
    { data: Float32Array.from(data, fault), dims },
  ]);
  return { ok: true, value: Object.fromEntries(faulty) as ModelOutputs };
}

export function release(): Promise<void> {
  return real.release();
}
