import type { FileGraph, FileNode, FileValue } from '../onnx/fileTypes.ts';
import { copyingOperators, type GraphWalk } from '../onnx/graphWalk.ts';

/** One frame of every RVC voice is 10 ms. */
export const framesPerSecond = 100;
const highestSamplesPerFrame = 1920;
/** Steps from an input or a latent to the weights that show its size. */
const longestPath = 12;

const reshaping: ReadonlySet<string> = new Set([
  ...copyingOperators,
  ...['Transpose', 'Unsqueeze', 'Squeeze', 'Reshape', 'Split', 'Slice', 'Mul', 'Add', 'Where'],
]);

/** Width of a content feature, from the input's last dimension or the first weights it meets. */
export function widthOf(walk: GraphWalk, content: FileValue): number | null {
  const stated = content.dims?.[2];
  if (typeof stated === 'number' && stated > 0) return stated;
  let value = content.name;
  for (let step = 0; step < longestPath; step++) {
    const consumers = walk.consumersOf(value);
    const product = consumers.find(({ operator }) => ['MatMul', 'Gemm', 'Conv'].includes(operator));
    if (product) return innerSize(walk, product);
    const next = consumers.find(({ operator }) => reshaping.has(operator));
    if (next === undefined) return null;
    value = next.outputs[0] ?? '';
  }
  return null;
}

function innerSize(walk: GraphWalk, node: FileNode): number | null {
  const dims = weightDims(walk, node);
  if (dims === null) return null;
  if (node.operator === 'Conv') return dims[1] ?? null;
  return (isTransposed(node) ? dims[1] : dims[0]) ?? null;
}

function outerSize(walk: GraphWalk, node: FileNode): number | null {
  const dims = weightDims(walk, node);
  if (dims === null) return null;
  if (node.operator === 'Conv') return dims[0] ?? null;
  return (isTransposed(node) ? dims[0] : dims[1]) ?? null;
}

function isTransposed(node: FileNode): boolean {
  return node.operator === 'Gemm' && node.attributes.get('transB')?.integer === 1;
}

/** A weight is stored as it is used, or stored turned and turned by the graph. */
function weightDims(walk: GraphWalk, node: FileNode): readonly number[] | null {
  const name = node.inputs[1] ?? '';
  const stored = walk.tensorOf(name);
  if (stored) return stored.dims;
  const producer = walk.producerOf(name);
  if (producer?.operator !== 'Transpose') return null;
  return walk.tensorOf(producer.inputs[0] ?? '')?.dims.toReversed() ?? null;
}

/**
 * Channels of the latent: those of the noise that comes in, or half of those that the last projection before exp(logs)
 * makes, which are means and spreads.
 */
export function interChannelsOf(
  walk: GraphWalk,
  noise: FileValue | undefined,
  spread: string | undefined,
): number | null {
  const stated = noise?.dims?.[1];
  if (typeof stated === 'number' && stated > 0) return stated;
  let value = walk.producerOf(spread ?? '')?.inputs[0];
  for (let step = 0; value !== undefined && step < longestPath; step++) {
    const producer = walk.producerOf(value);
    if (producer === undefined) return null;
    if (['MatMul', 'Gemm', 'Conv'].includes(producer.operator)) {
      const both = outerSize(walk, producer);
      return both === null || both % 2 !== 0 ? null : both / 2;
    }
    if (!reshaping.has(producer.operator)) return null;
    // The side that is computed: the other one is a mask or a bias.
    value = producer.inputs.find((input) => walk.tensorOf(input) === null);
  }
  return null;
}

/** Product of the decoder's upsampling rates: samples of sound per frame of 10 ms. */
export function samplesPerFrameOf(graph: FileGraph): number | null {
  const strides = graph.nodes
    .filter(({ operator }) => operator === 'ConvTranspose')
    .map(({ attributes }) => attributes.get('strides')?.integers?.at(-1) ?? 1);
  const product = strides.reduce((all, stride) => all * stride, 1);
  return strides.length === 0 || product < 1 || product > highestSamplesPerFrame ? null : product;
}

/** Rows of the table of speakers, which the speaker's number looks up. */
export function speakerCountOf(walk: GraphWalk, graph: FileGraph, speaker: FileValue | undefined): number | null {
  const named = graph.initializers.get('emb_g.weight')?.dims[0];
  if (named !== undefined) return named;
  let value = speaker?.name ?? '';
  for (let step = 0; step < longestPath; step++) {
    const consumers = walk.consumersOf(value);
    const lookup = consumers.find(({ operator, inputs }) => operator === 'Gather' && inputs[1] === value);
    if (lookup) return walk.tensorOf(lookup.inputs[0] ?? '')?.dims[0] ?? null;
    value = consumers.find(({ operator }) => reshaping.has(operator))?.outputs[0] ?? '';
  }
  return null;
}
