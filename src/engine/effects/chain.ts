import type { EffectStep } from '../../contract/settings/effects.ts';
import { voiceEffects } from './registry.ts';
import type { VoiceEffectContext, VoiceEffectModule, VoiceLayer } from './types.ts';

/** More voices at once are no longer told apart; the softest are left out. */
export const mostLayers = 24;

/** The steps of a chain that change how the voice sings, in their order. */
export function voiceStepsOf(steps: readonly EffectStep[]): readonly EffectStep[] {
  return steps.filter(({ id }) => voiceEffects.some((effect) => effect.id === id));
}

/**
 * What a chain makes of the voice without effects; the steps of other families are passed over.
 * @param checkpoint called between layers; throws to stop
 */
export function layersOf(
  steps: readonly EffectStep[],
  dry: VoiceLayer,
  context: Omit<VoiceEffectContext, 'ordinal'>,
  checkpoint: () => void = () => undefined,
): readonly VoiceLayer[] {
  const modules: readonly VoiceEffectModule[] = voiceEffects;
  return steps.reduce<readonly VoiceLayer[]>(
    (layers, { id, settings }, ordinal) => {
      checkpoint();
      const effect = modules.find((one) => one.id === id);
      return effect
        ? loudest(layers, (some, of) => effect.apply(some, settings, { ...of, ordinal }), context, checkpoint)
        : layers;
    },
    [dry],
  );
}

type Apply = (layers: readonly VoiceLayer[], context: Omit<VoiceEffectContext, 'ordinal'>) => readonly VoiceLayer[];

/**
 * The loudest of what an effect makes. How loud they will be is asked of layers without any frames first: what would be left
 * out is never made, as a choir of choirs of an hour would not fit into memory.
 */
function loudest(
  layers: readonly VoiceLayer[],
  apply: Apply,
  context: Omit<VoiceEffectContext, 'ordinal'>,
  checkpoint: () => void,
): readonly VoiceLayer[] {
  const made = layers.flatMap((layer, from) =>
    apply([hollow(layer)], hollowContext(context)).map(({ gain }, place) => ({ from, place, gain })),
  );
  if (made.length <= mostLayers) return apply(layers, context);
  const kept = new Set([...made].sort((a, b) => b.gain - a.gain).slice(0, mostLayers));
  return layers.flatMap((layer, from) => {
    const places = new Set(made.filter((one) => one.from === from && kept.has(one)).map(({ place }) => place));
    if (places.size === 0) return [];
    checkpoint();
    return apply([layer], context).filter((_, place) => places.has(place));
  });
}

/** A layer of no length. */
function hollow(layer: VoiceLayer): VoiceLayer {
  return { ...layer, f0Hz: new Float64Array(0), delaySec: null };
}

function hollowContext({ analysis, performance }: Omit<VoiceEffectContext, 'ordinal'>) {
  const [f0Hz, sourceFrame] = [new Float64Array(0), new Float64Array(0)];
  return { analysis, performance: { ...performance, frameCount: 0, f0Hz, sourceFrame } };
}
