import type { EffectDescriptor } from '../../contract/settings/effects.ts';
import { double } from './double.ts';
import type { VoiceEffectModule } from './types.ts';

/** Every effect on how the voice sings. Stored ids never change. */
export const voiceEffects = [double] as const satisfies readonly VoiceEffectModule[];

/** Every effect, in the order in which they are offered. */
export const effects = [...voiceEffects] as const;

/** The same as data: what windows, the command line and chains of effects know of them. */
export const effectDescriptors: readonly EffectDescriptor[] = effects.map(
  ({ id, family, label, sentence, settings }) => ({ id, family, label, sentence, settings }),
);
