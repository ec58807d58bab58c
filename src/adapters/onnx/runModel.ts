import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ModelReference, RunModel } from '../../engine/models/types.ts';
import { verifiedFile, verifiedModelPath } from './modelManifest.ts';

/**
 * Binds the engine's networks to ONNX Runtime on the CPU. Sessions are made once per model and kept; a model's bytes are
 * checked before it is loaded. `session.run` blocks its thread, so this belongs into a worker thread of its own, which must
 * never be terminated while it runs: that aborts the process (ADR 0002).
 *
 * @throws AppError MODEL_MISSING, MODEL_WRONG_HASH from the returned function
 */
export function createRunModel(modelsFolder: string): RunModel {
  const sessions = new Map<string, Promise<InferenceSession>>();
  return async (model, inputs) => {
    const session = await sessionOf(sessions, modelsFolder, model);
    const feeds = Object.entries(inputs).map(([name, { data, dims }]) => [name, new Tensor('float32', data, dims)]);
    const outputs = await session.run(Object.fromEntries(feeds) as Record<string, Tensor>);
    return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, floatOutput(name, tensor)]));
  };
}

function sessionOf(
  sessions: Map<string, Promise<InferenceSession>>,
  modelsFolder: string,
  model: ModelReference,
): Promise<InferenceSession> {
  const key = typeof model === 'string' ? model : model.sha256;
  const known = sessions.get(key);
  if (known) return known;
  const made = openSession(modelsFolder, model);
  sessions.set(key, made);
  // A model that was missing may be there next time.
  made.catch(() => sessions.delete(key));
  return made;
}

async function openSession(modelsFolder: string, model: ModelReference): Promise<InferenceSession> {
  const path = await (typeof model === 'string' ? verifiedModelPath(modelsFolder, model) : verifiedFile(model));
  return InferenceSession.create(path, {
    executionProviders: ['cpu'],
    // One thread: the same sums in the same order on every run, which resuming a render bit for bit needs.
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
  });
}

function floatOutput(name: string, tensor: Tensor): { data: Float32Array | Float64Array; dims: readonly number[] } {
  const { data, dims } = tensor;
  if (data instanceof Float32Array || data instanceof Float64Array) return { data, dims };
  throw new TypeError(`Output ${name} is ${tensor.type}, not a float tensor.`);
}
