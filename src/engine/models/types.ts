/**
 * A network: one of models/manifest.json by its id, or a file that the program itself has written, with the hash it must
 * still have.
 */
export type ModelReference = string | { readonly path: string; readonly sha256: string };

export type ModelInput = { readonly data: Float32Array; readonly dims: readonly number[] };
export type ModelOutput = { readonly data: Float32Array | Float64Array; readonly dims: readonly number[] };

/**
 * Runs a network on one named set of inputs; the worker binds it to ONNX Runtime. Inputs are float32 always: a network
 * that wants integers casts them itself.
 */
export type RunModel = (
  model: ModelReference,
  inputs: Readonly<Record<string, ModelInput>>,
) => Promise<Readonly<Record<string, ModelOutput>>>;
