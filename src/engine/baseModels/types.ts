import type { OnnxModel } from '../onnx/types.ts';

/** A network made of a base model's file, and the name of its own file in the base model's folder. */
export type PreparedNetwork = { readonly file: string; readonly model: OnnxModel };
