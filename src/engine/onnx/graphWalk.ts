import type { ByteSource } from '../bytes/types.ts';
import { scalarOf } from './constants.ts';
import type { FileGraph, FileNode, FileTensor } from './fileTypes.ts';

/** Finds its way in a graph from value to value. */
export type GraphWalk = {
  producerOf(value: string): FileNode | undefined;
  consumersOf(value: string): readonly FileNode[];
  /** A stored tensor: an initializer or the value of a Constant, through casts and copies. */
  tensorOf(value: string): FileTensor | null;
  /** The one number of a stored tensor of one float. */
  numberOf(value: string): number | null;
};

/** Operators that hand on the same numbers. */
export const copyingOperators: ReadonlySet<string> = new Set(['Identity', 'Cast', 'CastLike', 'Dropout']);
const longestCopyChain = 8;

export function walkGraph(source: ByteSource, graph: FileGraph): GraphWalk {
  const producers = new Map<string, FileNode>();
  const consumers = new Map<string, FileNode[]>();
  for (const node of graph.nodes) {
    for (const output of node.outputs) producers.set(output, node);
    for (const input of node.inputs) {
      const known = consumers.get(input);
      if (known) known.push(node);
      else consumers.set(input, [node]);
    }
  }
  const tensorOf = (value: string): FileTensor | null => {
    let name = value;
    for (let step = 0; step < longestCopyChain; step++) {
      const initializer = graph.initializers.get(name);
      if (initializer) return initializer;
      const producer = producers.get(name);
      if (producer?.operator === 'Constant') return producer.attributes.get('value')?.tensor ?? null;
      const before = producer && copyingOperators.has(producer.operator) ? producer.inputs[0] : undefined;
      if (before === undefined) return null;
      name = before;
    }
    return null;
  };
  const numberOf = (value: string): number | null => {
    const float = producers.get(value)?.attributes.get('value_float')?.float;
    if (float !== undefined) return float;
    const tensor = tensorOf(value);
    return tensor && scalarOf(source, tensor);
  };
  return {
    producerOf: (value) => producers.get(value),
    consumersOf: (value) => consumers.get(value) ?? [],
    tensorOf,
    numberOf,
  };
}
