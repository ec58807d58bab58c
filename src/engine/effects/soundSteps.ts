import { parseEffectChain } from '../../contract/settings/effectChain.ts';
import type { AnySettingValues } from '../../contract/settings/descriptors.ts';
import { effectDescriptors, soundEffects } from './registry.ts';
import type { SoundEffect } from './soundEffect.ts';

/** An effect on the sound with its values, in the chain. */
export type SoundEffectStep = { readonly effect: SoundEffect; readonly settings: AnySettingValues };

/** Those effects of a chain that treat the finished sound, in their order; the others are the converter's. */
export function soundStepsOf(chain: string): readonly SoundEffectStep[] {
  const known: readonly SoundEffect[] = soundEffects;
  return parseEffectChain(chain, effectDescriptors).flatMap(({ id, settings }) => {
    const effect = known.find((one) => one.id === id);
    return effect ? [{ effect, settings }] : [];
  });
}
