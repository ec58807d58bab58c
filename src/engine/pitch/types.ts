import type { LocalisedText } from '../../contract/language.ts';
import type { PiecewiseSignal } from '../models/piecewiseSignal.ts';
import type { RunModel } from '../models/types.ts';

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
    signal: PiecewiseSignal,
    frameCount: number,
    runModel: RunModel,
    onProgress: (doneRatio: number) => void,
  ): Promise<RawPitch>;
};
