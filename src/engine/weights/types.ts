export type WeightType = 'float16' | 'bfloat16' | 'float32' | 'float64' | 'int64' | 'int32' | 'other';

/** One stored tensor. Its values are read from the file when they are asked for, and not kept. */
export type Weight = {
  readonly name: string;
  readonly type: WeightType;
  readonly dims: readonly number[];
  /** Row-major values, whatever strides the file holds; float64 and bfloat16 are rounded or widened to float32. */
  readFloats(): Float32Array<ArrayBuffer>;
  /** The same as IEEE half precision bits where the file stores exactly these; null for every other type. */
  readHalves(): Uint16Array<ArrayBuffer> | null;
};

/** The tensors of a network by their name in the file, prefixes included. */
export type Weights = ReadonlyMap<string, Weight>;
