import type { FileSpan } from './messageReader.ts';

/*
 * An ONNX file of a stranger as it is read: its structure, and where its numbers lie. Nothing of the numbers is in memory.
 */

export type FileTensor = {
  readonly name: string;
  /** TensorProto.DataType: 1 float32, 10 float16, 7 int64 … */
  readonly type: number;
  readonly dims: readonly number[];
  /** Its numbers are in another file. */
  readonly isExternal: boolean;
  /** Little-endian row-major numbers in the file; null when they are written one by one in `listed`, or nowhere. */
  readonly raw: FileSpan | null;
  /** The field of numbers of a tensor that has no raw data. */
  readonly listed: { readonly span: FileSpan; readonly field: number } | null;
};

export type FileAttribute = {
  readonly float?: number;
  readonly integer?: number;
  readonly integers?: readonly number[];
  readonly text?: string;
  readonly tensor?: FileTensor;
};

export type FileNode = {
  readonly operator: string;
  /** '' for ONNX's own. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, FileAttribute>;
  /** Graphs inside this node, of If. */
  readonly graphs: readonly FileGraph[];
  /** The field with its tag. */
  readonly span: FileSpan;
};

/** An input or output. */
export type FileValue = {
  readonly name: string;
  /** TensorProto.DataType; 0 when the file does not say. */
  readonly type: number;
  /** A length, the name of one, or null when the file does not say; null altogether for a shape left open. */
  readonly dims: readonly (number | string | null)[] | null;
  readonly span: FileSpan;
};

export type FileGraph = {
  readonly inputs: readonly FileValue[];
  readonly outputs: readonly FileValue[];
  readonly nodes: readonly FileNode[];
  readonly initializers: ReadonlyMap<string, FileTensor>;
  /** Every other field, such as names and notes, and the initializers, in order. */
  readonly rest: readonly { readonly field: number; readonly span: FileSpan }[];
};

export type OnnxFile = {
  readonly irVersion: number;
  /** Domain → version; '' is ONNX's own. */
  readonly operatorSets: ReadonlyMap<string, number>;
  readonly metadata: ReadonlyMap<string, string>;
  /** Operators that the file defines itself. */
  readonly functionCount: number;
  /** Names of tensors, anywhere in the file, whose numbers are in another file; the first few. */
  readonly externalTensors: readonly string[];
  /** Sparse tensors anywhere in the file. */
  readonly sparseCount: number;
  readonly graph: FileGraph;
};
