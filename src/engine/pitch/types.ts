import type { LocalisedText } from '../../contract/language.ts';

/** Runs a network on one named set of inputs; the worker binds it to ONNX Runtime. */
export type RunModel = (
  modelId: string,
  inputs: Readonly<Record<string, { readonly data: Float32Array; readonly dims: readonly number[] }>>,
) => Promise<
  Readonly<Record<string, { readonly data: Float32Array | Float64Array; readonly dims: readonly number[] }>>
>;

/** Pitch on the 5 ms grid before refinement: Hz (never 0) and confidence 0–1 per frame. */
export type RawPitch = { readonly f0Hz: Float64Array; readonly confidence: Float32Array };

export type PitchExtractorModule = {
  readonly id: string;
  readonly version: string;
  readonly label: LocalisedText;
  readonly models: readonly string[];
  /** Rate the extractor wants, Hz. */
  readonly sampleRate: number;
  /**
   * Pitch of the whole signal, read piecewise so memory stays flat.
   * @param read samples [start, start + count) at sampleRate, silent outside
   */
  extract(
    signal: { readonly sampleCount: number; read(start: number, count: number): Promise<Float32Array> | Float32Array },
    frameCount: number,
    runModel: RunModel,
    onProgress: (doneRatio: number) => void,
  ): Promise<RawPitch>;
};
