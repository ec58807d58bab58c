import type { LocalisedText } from '../language.ts';
import type { AnySettingValues, SettingGroup } from './descriptors.ts';

/**
 * `voice` effects change how the voice sings (pitch, formants, breath, several voices); `sound` effects treat the finished
 * sound (a telephone, a room). Voice effects come first, whatever their place among the others.
 */
export type EffectFamily = 'voice' | 'sound';

/** An effect described once, as data, like a setting. */
export type EffectDescriptor = {
  /** Stored in recipes; never changes. */
  readonly id: string;
  readonly family: EffectFamily;
  readonly label: LocalisedText;
  /** One sentence: what a person hears. */
  readonly sentence: LocalisedText;
  /** Numbers and choices only. */
  readonly settings: SettingGroup;
};

/** One link of a chain, with every value. */
export type EffectStep = { readonly id: string; readonly settings: AnySettingValues };

export const longestEffectChain = 12;
