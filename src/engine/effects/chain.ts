import type { EffectStep } from '../../contract/settings/effects.ts';
import { voiceEffects } from './registry.ts';
import type { VoiceEffectContext, VoiceEffectModule, VoiceLayer } from './types.ts';

/** More voices at once are no longer told apart; the softest are left out. */
export const mostLayers = 24;

/** The steps of a chain that change how the voice sings, in their order. */
export function voiceStepsOf(steps: readonly EffectStep[]): readonly EffectStep[] {
  return steps.filter(({ id }) => voiceEffects.some((effect) => effect.id === id));
}

/** What a chain makes of the voice without effects; the steps of other families are passed over. */
export function layersOf(
  steps: readonly EffectStep[],
  dry: VoiceLayer,
  context: Omit<VoiceEffectContext, 'ordinal'>,
): readonly VoiceLayer[] {
  const modules: readonly VoiceEffectModule[] = voiceEffects;
  return steps.reduce<readonly VoiceLayer[]>(
    (layers, { id, settings }, ordinal) => {
      const effect = modules.find((one) => one.id === id);
      return effect ? loudest(effect.apply(layers, settings, { ...context, ordinal })) : layers;
    },
    [dry],
  );
}

function loudest(layers: readonly VoiceLayer[]): readonly VoiceLayer[] {
  if (layers.length <= mostLayers) return layers;
  const kept = new Set([...layers].sort((a, b) => b.gain - a.gain).slice(0, mostLayers));
  return layers.filter((layer) => kept.has(layer));
}
