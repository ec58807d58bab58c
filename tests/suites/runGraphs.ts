import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ModelOutput, RunModel } from '../../src/engine/models/types.ts';
import { elementTypes, type OnnxModel, type OnnxNode, type OnnxValue } from '../../src/engine/onnx/types.ts';
import { onnxBytes } from '../../src/engine/onnx/writeOnnx.ts';

/**
 * Runs graphs that a test has built, by the names it gives them, in ONNX Runtime on one thread. Everything is fed and given
 * as float32; a graph whose edges are of other types gets casts around it.
 */
export function runGraphs(models: Readonly<Record<string, OnnxModel>>): RunModel {
  const sessions = new Map<string, Promise<InferenceSession>>();
  return async (model, inputs) => {
    const name = typeof model === 'string' ? model : model.path;
    const graph = models[name];
    if (!graph) throw new TypeError(`There is no graph ${name}`);
    const session = await (sessions.get(name) ?? open(sessions, name, graph));
    const feeds = Object.entries(inputs).map(
      ([key, { data, dims }]) => [key, new Tensor('float32', data, dims)] as const,
    );
    const outputs = await session.run(Object.fromEntries(feeds));
    return Object.fromEntries(Object.entries(outputs).map(([key, tensor]) => [key, outputOf(tensor)]));
  };
}

function open(
  sessions: Map<string, Promise<InferenceSession>>,
  name: string,
  graph: OnnxModel,
): Promise<InferenceSession> {
  const bytes = onnxBytes(withFloatEdges(graph));
  const opening = InferenceSession.create(bytes, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  sessions.set(name, opening);
  return opening;
}

function withFloatEdges(model: OnnxModel): OnnxModel {
  const isFloat = ({ type }: OnnxValue) => type === 'float32';
  const inside = (name: string) => `${name}, as it is inside`;
  const renamed = new Set(
    [...model.inputs, ...model.outputs].filter((value) => !isFloat(value)).map(({ name }) => name),
  );
  const rename = (name: string) => (renamed.has(name) ? inside(name) : name);
  const cast = (from: string, to: string, type: keyof typeof elementTypes): OnnxNode => ({
    operator: 'Cast',
    inputs: [from],
    outputs: [to],
    attributes: { to: elementTypes[type] },
  });
  return {
    ...model,
    inputs: model.inputs.map((value) => ({ ...value, type: 'float32' })),
    outputs: model.outputs.map((value) => ({ ...value, type: 'float32' })),
    nodes: [
      ...model.inputs.filter((value) => !isFloat(value)).map(({ name, type }) => cast(name, inside(name), type)),
      ...model.nodes.map((node) => ({ ...node, inputs: node.inputs.map(rename), outputs: node.outputs.map(rename) })),
      ...model.outputs.filter((value) => !isFloat(value)).map(({ name }) => cast(inside(name), name, 'float32')),
    ],
  };
}

function outputOf({ type, data, dims }: Tensor): ModelOutput {
  if (data instanceof Float32Array || data instanceof Float64Array) return { data, dims };
  throw new TypeError(`An output is ${type}`);
}
