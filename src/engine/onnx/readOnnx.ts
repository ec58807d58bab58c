import { Allowance } from '../bytes/allowance.ts';
import { damagedFile, notAVoice, refusing } from '../bytes/refusals.ts';
import type { ByteSource } from '../bytes/types.ts';
import type { FileAttribute, FileGraph, FileNode, FileTensor, FileValue, OnnxFile } from './fileTypes.ts';
import { longestTextBytes, MessageReader, type Field, type FileSpan } from './messageReader.ts';

/** A full voice in float32 is 110 MB. */
const maximumFileBytes = 2 ** 30;
/** What the structure of a graph may take in memory; a voice's takes about 3 MB. */
export const onnxStructureBytes = 64 * 2 ** 20;
/** A voice has about 3 000 nodes and 800 initializers; exports without constant folding, some times more. */
const maximumNodes = 60_000;
const maximumInitializers = 20_000;
const maximumDims = 16;
const maximumListed = 4096;
const deepestGraph = 6;

/**
 * Reads the structure of an ONNX file: inputs, outputs, nodes, and where the initializers lie, whose numbers stay in the
 * file. Field numbers of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto); unknown ones are stepped over.
 * @throws AppError NOT_A_VOICE for what is no ONNX file; VOICE_FILE_DAMAGED for one cut off or badly built, nested too
 * deeply, or with more in it than any voice has
 */
export function readOnnx(source: ByteSource, allowance = new Allowance(onnxStructureBytes)): OnnxFile {
  if (source.sizeBytes === 0) throw notAVoice(source.name, 'empty');
  if (source.sizeBytes > maximumFileBytes) throw damagedFile(source.name, 'too-large', 'onnx');
  return refusing(source.name, 'onnx', () => new OnnxReader(source, allowance).model());
}

class OnnxReader {
  readonly #source: ByteSource;
  readonly #allowance: Allowance;
  readonly #reader: MessageReader;
  readonly #externalTensors: string[] = [];
  #sparseCount = 0;
  #nodeCount = 0;
  #initializerCount = 0;

  constructor(source: ByteSource, allowance: Allowance) {
    this.#source = source;
    this.#allowance = allowance;
    this.#reader = new MessageReader(source, allowance);
  }

  model(): OnnxFile {
    let irVersion = 0;
    let functionCount = 0;
    let graph: FileSpan | null = null;
    const operatorSets = new Map<string, number>();
    const metadata = new Map<string, string>();
    for (const field of this.#reader.fields({ start: 0, end: this.#source.sizeBytes }, 'model')) {
      if (field.number === 1) irVersion = this.#reader.integer(field, 'ir_version');
      else if (field.number === 7) graph = this.#reader.message(field, 'graph');
      else if (field.number === 8) this.#operatorSet(field, operatorSets);
      else if (field.number === 14) this.#metadata(field, metadata);
      else if (field.number === 25) functionCount++;
    }
    if (graph === null) throw damagedFile(this.#source.name, 'missing-part', 'graph');
    return {
      irVersion,
      operatorSets,
      metadata,
      functionCount,
      graph: this.#graph(graph, 0),
      externalTensors: this.#externalTensors,
      sparseCount: this.#sparseCount,
    };
  }

  #operatorSet(field: Field, into: Map<string, number>): void {
    let domain = '';
    let version = 0;
    for (const part of this.#reader.fields(this.#reader.message(field, 'opset'), 'opset')) {
      if (part.number === 1) domain = this.#reader.text(part, 'opset');
      else if (part.number === 2) version = this.#reader.integer(part, 'opset');
    }
    into.set(domain === 'ai.onnx' ? '' : domain, version);
  }

  #metadata(field: Field, into: Map<string, string>): void {
    let key = '';
    let value = '';
    for (const part of this.#reader.fields(this.#reader.message(field, 'metadata'), 'metadata')) {
      // Some exporters leave whole configurations here, which nobody needs.
      if (part.value.end - part.value.start > longestTextBytes) continue;
      if (part.number === 1) key = this.#reader.text(part, 'metadata');
      else if (part.number === 2) value = this.#reader.text(part, 'metadata');
    }
    if (into.size >= 256) throw damagedFile(this.#source.name, 'too-large', 'metadata');
    into.set(key, value);
  }

  #graph(span: FileSpan, depth: number): FileGraph {
    if (depth > deepestGraph) throw damagedFile(this.#source.name, 'too-deep', 'graph');
    const nodes: FileNode[] = [];
    const inputs: FileValue[] = [];
    const outputs: FileValue[] = [];
    const initializers = new Map<string, FileTensor>();
    const rest: { field: number; span: FileSpan }[] = [];
    for (const field of this.#reader.fields(span, 'graph')) {
      this.#allowance.take(96);
      if (field.number === 1) nodes.push(this.#node(field, depth));
      else if (field.number === 11) inputs.push(this.#value(field));
      else if (field.number === 12) outputs.push(this.#value(field));
      else {
        rest.push({ field: field.number, span: field.whole });
        if (field.number === 5) this.#initializer(field, initializers);
        else if (field.number === 15) this.#sparseCount++;
      }
    }
    return { nodes, inputs, outputs, initializers, rest };
  }

  #initializer(field: Field, into: Map<string, FileTensor>): void {
    if (++this.#initializerCount > maximumInitializers) {
      throw damagedFile(this.#source.name, 'too-large', 'initializers');
    }
    const tensor = this.#tensor(this.#reader.message(field, 'initializer'));
    into.set(tensor.name, tensor);
  }

  #node(field: Field, depth: number): FileNode {
    if (++this.#nodeCount > maximumNodes) throw damagedFile(this.#source.name, 'too-large', 'nodes');
    this.#allowance.take(512);
    const node = { operator: '', domain: '', inputs: [] as string[], outputs: [] as string[] };
    const attributes = new Map<string, FileAttribute>();
    const graphs: FileGraph[] = [];
    for (const part of this.#reader.fields(this.#reader.message(field, 'node'), 'node')) {
      if (part.number === 1) node.inputs.push(this.#reader.text(part, 'node'));
      else if (part.number === 2) node.outputs.push(this.#reader.text(part, 'node'));
      else if (part.number === 4) node.operator = this.#reader.text(part, 'node');
      else if (part.number === 7) node.domain = this.#reader.text(part, 'node');
      else if (part.number === 5) this.#attribute(part, { attributes, graphs, depth });
    }
    if (node.domain === 'ai.onnx') node.domain = '';
    return { ...node, attributes, graphs, span: field.whole };
  }

  #attribute(field: Field, into: { attributes: Map<string, FileAttribute>; graphs: FileGraph[]; depth: number }): void {
    let name = '';
    const integers: number[] = [];
    const value: { -readonly [K in keyof FileAttribute]: FileAttribute[K] } = {};
    for (const part of this.#reader.fields(this.#reader.message(field, 'attribute'), 'attribute')) {
      if (part.number === 1) name = this.#reader.text(part, 'attribute');
      else if (part.number === 2) value.float = this.#reader.float(part, 'attribute');
      else if (part.number === 3) value.integer = this.#reader.integer(part, 'attribute');
      else if (part.number === 4) value.text = this.#reader.text(part, 'attribute');
      else if (part.number === 5) value.tensor = this.#tensor(this.#reader.message(part, 'attribute'));
      else if (part.number === 8) this.#reader.integers(part, integers, { maximum: maximumListed, item: 'attribute' });
      else if (part.number === 10) this.#tensor(this.#reader.message(part, 'attribute'));
      else if (part.number === 22 || part.number === 23) this.#sparseCount++;
      else if (part.number === 6 || part.number === 11) {
        into.graphs.push(this.#graph(this.#reader.message(part, 'attribute'), into.depth + 1));
      }
    }
    if (integers.length > 0) value.integers = integers;
    this.#allowance.take(128);
    into.attributes.set(name, value);
  }

  #tensor(span: FileSpan): FileTensor {
    this.#allowance.take(256);
    const tensor = { name: '', type: 0, isExternal: false, raw: null as FileSpan | null };
    const dims: number[] = [];
    let listed: FileTensor['listed'] = null;
    for (const field of this.#reader.fields(span, 'tensor')) {
      if (field.number === 1) this.#reader.integers(field, dims, { maximum: maximumDims, item: 'dims' });
      else if (field.number === 2) tensor.type = this.#reader.integer(field, 'tensor');
      else if (field.number === 8) tensor.name = this.#reader.text(field, 'tensor');
      else if (field.number === 9) tensor.raw = this.#reader.message(field, 'tensor');
      else if (field.number === 13) tensor.isExternal = true;
      else if (field.number === 14) tensor.isExternal ||= this.#reader.integer(field, 'tensor') === 1;
      else if (isListField(field)) listed ??= { span: field.value, field: field.number };
    }
    if (tensor.isExternal && this.#externalTensors.length < 16) this.#externalTensors.push(tensor.name);
    this.#checkSize(tensor, dims);
    return { ...tensor, dims, listed };
  }

  /** Raw numbers must be as many as the dimensions say. */
  #checkSize(tensor: { name: string; type: number; isExternal: boolean; raw: FileSpan | null }, dims: number[]): void {
    const count = dims.reduce((product, dim) => product * dim, 1);
    if (dims.some((dim) => dim < 0) || !(count <= maximumFileBytes)) {
      throw damagedFile(this.#source.name, 'shape', tensor.name);
    }
    const elementBytes = bytesOfType.get(tensor.type);
    if (tensor.raw === null || tensor.isExternal || elementBytes === undefined) return;
    if (tensor.raw.end - tensor.raw.start !== count * elementBytes) {
      throw damagedFile(this.#source.name, 'size-disagrees', tensor.name);
    }
  }

  #value(field: Field): FileValue {
    let name = '';
    let type = 0;
    let dims: (number | string | null)[] | null = null;
    for (const part of this.#reader.fields(this.#reader.message(field, 'value'), 'value')) {
      if (part.number === 1) name = this.#reader.text(part, 'value');
      if (part.number !== 2) continue;
      for (const kind of this.#reader.fields(this.#reader.message(part, name), name)) {
        // Only tensors; a sequence or map has no type here and is refused as an input.
        if (kind.number !== 1) continue;
        for (const half of this.#reader.fields(this.#reader.message(kind, name), name)) {
          if (half.number === 1) type = this.#reader.integer(half, name);
          else if (half.number === 2) dims = this.#shape(this.#reader.message(half, name), name);
        }
      }
    }
    return { name, type, dims, span: field.whole };
  }

  #shape(span: FileSpan, item: string): (number | string | null)[] {
    const dims: (number | string | null)[] = [];
    for (const field of this.#reader.fields(span, item)) {
      if (field.number !== 1) continue;
      if (dims.length >= maximumDims) throw damagedFile(this.#source.name, 'too-large', item);
      let dim: number | string | null = null;
      for (const part of this.#reader.fields(this.#reader.message(field, item), item)) {
        if (part.number === 1) dim = this.#reader.integer(part, item);
        else if (part.number === 2) dim = this.#reader.text(part, item);
      }
      dims.push(dim);
    }
    return dims;
  }
}

/** Bytes of one number, by TensorProto.DataType. */
const bytesOfType: ReadonlyMap<number, number> = new Map([
  [1, 4],
  [2, 1],
  [3, 1],
  [4, 2],
  [5, 2],
  [6, 4],
  [7, 8],
  [9, 1],
  [10, 2],
  [11, 8],
  [12, 4],
  [13, 8],
  [16, 2],
]);

/** float_data, int32_data, int64_data, double_data */
function isListField(field: Field): boolean {
  return [4, 5, 7, 10].includes(field.number);
}
