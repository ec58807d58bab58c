/*
 * An ONNX graph as data, in the part of the format the program writes: operator set 17, IR version 8.
 */

/** Element types by their number in TensorProto.DataType. */
export const elementTypes = { float32: 1, int64: 7, bool: 9, float16: 10, float64: 11 } as const;
export type ElementType = keyof typeof elementTypes;
export const elementBytes: Readonly<Record<ElementType, number>> = {
  float32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
  float64: 8,
};

/** A length, or the name of one that is known at run time only. */
export type Dimension = number | string;

/** Whole numbers are `int` attributes; what the operator wants as a float is marked so. */
export type Attribute = number | string | readonly number[] | { readonly float: number };
export type Attributes = Readonly<Record<string, Attribute>>;

export type OnnxValue = { readonly name: string; readonly type: ElementType; readonly dims: readonly Dimension[] };

export type OnnxNode = {
  readonly operator: string;
  /** '' where an optional input is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
};

export type TensorValues = Float32Array | Float64Array | Uint16Array | BigInt64Array | Uint8Array;

export type OnnxInitializer = {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  /** Row-major; called once per writing, and the result not kept. */
  readonly read: () => TensorValues;
};

export type OnnxModel = {
  readonly name: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxInitializer[];
  /** Texts that travel with the file; ASCII. */
  readonly metadata?: Readonly<Record<string, string>>;
};

/** Numbers of a weight, read when the file is written. Halves stay halves in the file and are widened when it is loaded. */
export type WeightData =
  | { readonly dims: readonly number[]; readonly floats: () => Float32Array }
  | { readonly dims: readonly number[]; readonly halves: () => Uint16Array };
