import type { ByteSource } from '../bytes/types.ts';
import type { FileNode, OnnxFile } from './fileTypes.ts';
import type { FileSpan } from './messageReader.ts';
import { fieldStart, integerField, messageField, textField, type Encoded } from './protobuf.ts';
import type { OnnxNode, OnnxValue } from './types.ts';
import { encodeNode, encodeValue, graphFields, modelFields } from './writeOnnx.ts';

/** What is different about the graph that is written. */
export type GraphChange = {
  /** All inputs and outputs of the new graph. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Nodes before all others, and after. */
  readonly before: readonly OnnxNode[];
  readonly after: readonly OnnxNode[];
  /** Nodes that others stand in for, in their place. */
  readonly replaced: ReadonlyMap<FileNode, readonly OnnxNode[]>;
};

/** Copied at a time, bytes. */
const pieceBytes = 2 ** 20;

/**
 * Writes a stranger's graph with other edges. Nodes and initializers are copied as they are, a piece at a time, so memory
 * does not grow with the file; what a graph does not need to run (notes, shapes of values, texts) is left out.
 * @param write takes bytes that belong to it for the time of the call only
 */
export function rewriteOnnx(
  source: ByteSource,
  file: OnnxFile,
  change: GraphChange,
  write: (bytes: Uint8Array) => void,
): void {
  const parts = graphParts(file, change);
  const graphBytes = parts.reduce((sum, part) => sum + ('start' in part ? part.end - part.start : part.length), 0);
  write(integerField(modelFields.irVersion, file.irVersion));
  write(textField(modelFields.producerName, 'Cantado'));
  write(messageField(modelFields.operatorSet, [integerField(2, file.operatorSets.get('') ?? 0)]));
  write(fieldStart(modelFields.graph, graphBytes));
  for (const part of parts) {
    if (!('start' in part)) write(part);
    else copy(source, part, write);
  }
}

/** New bytes, or a place in the old file. */
type GraphPart = FileSpan | Encoded;

function graphParts({ graph }: OnnxFile, change: GraphChange): GraphPart[] {
  const initializers = graph.rest.filter(({ field }) => field === graphFields.initializer).map(({ span }) => span);
  // Before version 4 of the format, initializers had to be inputs too.
  const listed = graph.inputs.filter(({ name }) => graph.initializers.has(name)).map(({ span }) => span);
  return [
    textField(graphFields.name, 'voice'),
    ...change.before.map(encodeNode),
    ...graph.nodes.flatMap((node): GraphPart[] => change.replaced.get(node)?.map(encodeNode) ?? [node.span]),
    ...change.after.map(encodeNode),
    ...initializers,
    ...change.inputs.map((value) => encodeValue(graphFields.input, value)),
    ...listed,
    ...change.outputs.map((value) => encodeValue(graphFields.output, value)),
  ];
}

function copy(source: ByteSource, span: FileSpan, write: (bytes: Uint8Array) => void): void {
  for (let at = span.start; at < span.end; at += pieceBytes) {
    write(source.read(at, Math.min(pieceBytes, span.end - at)));
  }
}
