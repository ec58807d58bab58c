import { fieldStart, floatField, integerField, joined, messageField, packedField, textField } from './protobuf.ts';
import type { Encoded } from './protobuf.ts';
import { elementBytes, elementTypes } from './types.ts';
import type { Attribute, OnnxInitializer, OnnxModel, OnnxNode, OnnxValue } from './types.ts';

/*
 * Field numbers of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */
export const modelFields = { irVersion: 1, producerName: 2, graph: 7, operatorSet: 8, metadata: 14 } as const;
export const graphFields = { node: 1, name: 2, initializer: 5, input: 11, output: 12 } as const;
const nodeFields = { input: 1, output: 2, operator: 4, attribute: 5 } as const;
const attributeFields = { name: 1, float: 2, integer: 3, text: 4, integers: 8, type: 20 } as const;
const attributeTypes = { float: 1, integer: 2, text: 3, integers: 7 } as const;
const tensorFields = { dims: 1, type: 2, name: 8, rawData: 9 } as const;
const operatorSetVersion = 17;
const irVersion = 8;

/** Tensors are handed on in pieces, so that a writer to a file needs no copy of a whole one. */
const pieceBytes = 1 << 20;

/**
 * Writes the file of a graph front to back. Each initializer is read when its turn comes and let go after, so the largest
 * one is all that is held, however big the network.
 *
 * @param write takes bytes that belong to it for the time of the call only
 * @throws RangeError when a weight is not as long as its dimensions say
 */
export function writeOnnx(model: OnnxModel, write: (bytes: Uint8Array) => void): void {
  const smallParts = joined([
    ...model.nodes.map(encodeNode),
    textField(graphFields.name, model.name),
    ...model.inputs.map((value) => encodeValue(graphFields.input, value)),
    ...model.outputs.map((value) => encodeValue(graphFields.output, value)),
  ]);
  const heads = model.initializers.map(initializerHead);
  const initializersBytes = model.initializers.reduce(
    (sum, initializer, i) => sum + heads[i].length + dataBytes(initializer),
    0,
  );
  write(
    joined([
      integerField(modelFields.irVersion, irVersion),
      textField(modelFields.producerName, 'Cantado'),
      messageField(modelFields.operatorSet, [integerField(2, operatorSetVersion)]),
      ...Object.entries(model.metadata ?? {}).map(([key, value]) =>
        messageField(modelFields.metadata, [textField(1, key), textField(2, value)]),
      ),
      fieldStart(modelFields.graph, smallParts.length + initializersBytes),
      smallParts,
    ]),
  );
  model.initializers.forEach((initializer, i) => {
    write(heads[i]);
    writeData(initializer, write);
  });
}

/** The whole file in memory; for small networks. */
export function onnxBytes(model: OnnxModel): Uint8Array {
  const parts: Uint8Array[] = [];
  writeOnnx(model, (bytes) => parts.push(bytes.slice()));
  return joined(parts);
}

/** A node as a field of a graph. */
export function encodeNode(node: OnnxNode): Encoded {
  return messageField(graphFields.node, [
    ...node.inputs.map((name) => textField(nodeFields.input, name)),
    ...node.outputs.map((name) => textField(nodeFields.output, name)),
    textField(nodeFields.operator, node.operator),
    ...Object.entries(node.attributes).map(([name, value]) => encodeAttribute(name, value)),
  ]);
}

function encodeAttribute(name: string, value: Attribute): Encoded {
  return messageField(nodeFields.attribute, [textField(attributeFields.name, name), ...attributeValue(value)]);
}

function attributeValue(value: Attribute): Encoded[] {
  if (typeof value === 'number') {
    return [integerField(attributeFields.integer, value), integerField(attributeFields.type, attributeTypes.integer)];
  }
  if (typeof value === 'string') {
    return [textField(attributeFields.text, value), integerField(attributeFields.type, attributeTypes.text)];
  }
  if ('float' in value) {
    return [floatField(attributeFields.float, value.float), integerField(attributeFields.type, attributeTypes.float)];
  }
  return [packedField(attributeFields.integers, value), integerField(attributeFields.type, attributeTypes.integers)];
}

/** ValueInfoProto as a field of a graph: name, and under type the tensor's element type and shape. */
export function encodeValue(field: number, value: OnnxValue): Encoded {
  const dims = value.dims.map((dim) =>
    messageField(1, [typeof dim === 'number' ? integerField(1, dim) : textField(2, dim)]),
  );
  const tensorType = messageField(1, [integerField(1, elementTypes[value.type]), messageField(2, dims)]);
  return messageField(field, [textField(1, value.name), messageField(2, [tensorType])]);
}

function dataBytes(initializer: OnnxInitializer): number {
  return initializer.dims.reduce((product, dim) => product * dim, 1) * elementBytes[initializer.type];
}

function initializerHead(initializer: OnnxInitializer): Encoded {
  const fields = joined([
    packedField(tensorFields.dims, initializer.dims),
    integerField(tensorFields.type, elementTypes[initializer.type]),
    textField(tensorFields.name, initializer.name),
    fieldStart(tensorFields.rawData, dataBytes(initializer)),
  ]);
  return joined([fieldStart(graphFields.initializer, fields.length + dataBytes(initializer)), fields]);
}

function writeData(initializer: OnnxInitializer, write: (bytes: Uint8Array) => void): void {
  const values = initializer.read();
  if (values.byteLength !== dataBytes(initializer)) {
    throw new RangeError(
      `${initializer.name} [${initializer.dims.join(', ')}] has ${String(values.byteLength)} bytes of data`,
    );
  }
  // Typed arrays are little-endian on every system the program runs on, as the format wants them.
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let at = 0; at < bytes.length; at += pieceBytes) write(bytes.subarray(at, at + pieceBytes));
}
