import type { AnySettingValues } from './descriptors.ts';

/** One link of a chain, with every value. */
export type EffectStep = { readonly id: string; readonly settings: AnySettingValues };

export const longestEffectChain = 12;
