import type { AnySettingValues, EffectDescriptor } from '../../contract/settings/descriptors.ts';
import type { Analysis } from '../analysis/types.ts';
import type { Performance } from '../perform/types.ts';
import type { MomentSpectra } from '../vocoder/synthesis.ts';

export type SpectralMoment = {
  /** Place in the performance, in frames, fractional. */
  readonly frame: number;
  /** What the layer sings there, 0 = unvoiced. */
  readonly f0Hz: number;
};

/** Changes spectra of one moment in place. */
export type EditSpectra = (moment: SpectralMoment, spectra: MomentSpectra) => void;

/** Makes an edit for spectra of so many bins. */
export type SpectrumEdit = (grid: { readonly binCount: number; readonly binHz: number }) => EditSpectra;

/** A gain that moves with the cycles of the voice. */
export type CycleGain = {
  /** Gain after so many cycles of the sung pitch. */
  at(cycles: number): number;
  /** Mean of its square. */
  readonly meanPower: number;
};

/**
 * One of the voices that sound together: the performance's frames and time map with a pitch, a throat and a place in time
 * of its own. The voice without effects is one layer, see layers.ts.
 */
export type VoiceLayer = {
  /** Of its noise and of all that is left to chance. */
  readonly seed: number;
  /** [frames of the performance] Hz, 0 = unvoiced. */
  readonly f0Hz: Float64Array;
  /** Moves formants, on top of voice and performance; 0.5 … 2. */
  readonly formantRatio: number;
  /** Linear, before all layers are brought to the level of the voice without effects. */
  readonly gain: number;
  /** [frames of the performance] seconds by which it comes late, never negative; null: in time. */
  readonly delaySec: Float64Array | null;
  /** Time the spectrum stands still before it steps on. */
  readonly envelopeHoldMs: number;
  /** In their order. */
  readonly edits: readonly SpectrumEdit[];
  /** Heard where the layer is voiced. */
  readonly cycleGains: readonly CycleGain[];
};

export type VoiceEffectContext = {
  readonly analysis: Pick<Analysis, 'frameCount' | 'levelDb'>;
  readonly performance: Performance;
  /** Place of the effect in its chain, so that two of a kind differ. */
  readonly ordinal: number;
};

/** An effect on how the voice sings. It makes layers of layers; how they sound is the business of whoever renders them. */
export type VoiceEffectModule = EffectDescriptor & {
  readonly family: 'voice';
  apply(layers: readonly VoiceLayer[], settings: AnySettingValues, context: VoiceEffectContext): readonly VoiceLayer[];
};
