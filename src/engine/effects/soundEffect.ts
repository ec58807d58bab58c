import type { AnySettingValues, EffectDescriptor } from '../../contract/settings/descriptors.ts';
import type { BlockProcessor } from '../finish/blockwise.ts';

/**
 * Level at which every effect hears a take: RMS 1 of 10 where something is heard (−20 dB re full scale). A drive or a
 * threshold then means the same in a soft take and in a loud one; see finish/activeLevel.ts.
 */
export const referenceRms = 0.1;

type SoundEffectBase = EffectDescriptor & {
  readonly family: 'sound';
  /** Seconds it goes on sounding after the last sample, to 60 dB under its beginning. */
  readonly tailSec: (settings: AnySettingValues) => number;
};

/** An effect of our own: samples go in at the reference level, as many come out. */
export type ProcessedEffect = SoundEffectBase & {
  readonly open: (settings: AnySettingValues, signal: EffectSignal) => BlockProcessor;
};

/** An effect that ffmpeg makes: a filter graph with one way in and one out, of filters that builds since 2018 have. */
export type FilteredEffect = SoundEffectBase & {
  readonly filter: (settings: AnySettingValues) => string;
};

export type SoundEffect = ProcessedEffect | FilteredEffect;

export type EffectSignal = {
  readonly sampleRate: number;
  /** Of what is left to chance. */
  readonly seed: number;
};

export const silentAtOnce = (): number => 0;
