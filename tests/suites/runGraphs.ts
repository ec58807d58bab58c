import { InferenceSession, Tensor } from 'onnxruntime-node';
import { floatToHalf, halfToFloat } from '../../src/engine/dsp/float16.ts';
import type { ModelInput, ModelOutput, RunModel } from '../../src/engine/models/types.ts';
import type { OnnxModel } from '../../src/engine/onnx/types.ts';
import { onnxBytes } from '../../src/engine/onnx/writeOnnx.ts';

/**
 * Runs graphs that a test has built, by the names it gives them, in ONNX Runtime on one thread. Whole numbers and halves
 * are cast to what a graph's inputs want and its outputs back, as public graphs have them.
 */
export function runGraphs(models: Readonly<Record<string, OnnxModel>>): RunModel {
  const sessions = new Map<string, Promise<InferenceSession>>();
  return async (model, inputs) => {
    const name = typeof model === 'string' ? model : model.path;
    const graph = models[name];
    if (!graph) throw new TypeError(`There is no graph ${name}`);
    const session = await (sessions.get(name) ?? open(sessions, name, graph));
    const types = new Map(graph.inputs.map((input) => [input.name, input.type]));
    const feeds = Object.entries(inputs).map(([key, input]) => [key, tensorOf(input, types.get(key))] as const);
    const outputs = await session.run(Object.fromEntries(feeds));
    return Object.fromEntries(Object.entries(outputs).map(([key, tensor]) => [key, outputOf(tensor)]));
  };
}

function open(sessions: Map<string, Promise<InferenceSession>>, name: string, graph: OnnxModel) {
  const opening = InferenceSession.create(onnxBytes(graph), { intraOpNumThreads: 1, interOpNumThreads: 1 });
  sessions.set(name, opening);
  return opening;
}

function tensorOf({ data, dims }: ModelInput, type: string | undefined): Tensor {
  if (type === 'int64') return new Tensor('int64', BigInt64Array.from(data, BigInt), dims);
  if (type === 'float16') return new Tensor('float16', Uint16Array.from(floatToHalf(data)), dims);
  return new Tensor('float32', data, dims);
}

function outputOf({ type, data, dims }: Tensor): ModelOutput {
  if (data instanceof Float32Array || data instanceof Float64Array) return { data, dims };
  if (type !== 'float16') throw new TypeError(`An output is ${type}`);
  // Some versions give halves as their bits, newer ones as Float16Array; both lie in memory alike.
  const { buffer, byteOffset, length } = data as Uint16Array;
  return { data: halfToFloat(new Uint16Array(buffer, byteOffset, length)), dims };
}
