import { parseEffectChain } from '../../src/contract/settings/effectChain.ts';
import { openWithVoiceEffects } from '../../src/engine/converters/layered/withVoiceEffects.ts';
import { resynth } from '../../src/engine/converters/resynth/resynth.ts';
import type { Converter, ConverterModule } from '../../src/engine/converters/types.ts';
import { effectDescriptors } from '../../src/engine/effects/registry.ts';
import { collected, joined, type openResynth, type ResynthChanges } from './resynthCase.ts';

type Opened = ReturnType<typeof openResynth>;
export type EffectChanges = ResynthChanges & {
  readonly module?: ConverterModule;
  readonly checkpoint?: () => void;
};

/** A converter on a recording, the built-in one if no other is named, with a chain of effects written as text. */
export function openEffects(opened: Opened, chain: string, changes: EffectChanges = {}): Promise<Converter> {
  return openWithVoiceEffects({
    module: changes.module ?? resynth,
    input: opened.inputOf(changes),
    steps: parseEffectChain(chain, effectDescriptors),
    checkpoint: changes.checkpoint ?? (() => undefined),
  });
}

/** Everything it sings, in one piece. */
export async function renderEffects(opened: Opened, chain: string, changes: EffectChanges = {}): Promise<Float32Array> {
  const converter = await openEffects(opened, chain, changes);
  return joined(await collected(converter.render({ startSample: 0, resume: null }, () => Infinity)));
}

/** Level in dB of what is heard: the 5 ms of `reference` within 40 dB of its loudest. */
export function heardLevelDb(samples: Float32Array, reference: Float32Array, sampleRate: number): number {
  const hop = Math.round(sampleRate / 200);
  const powerAt = (of: Float32Array, frame: number): number =>
    of.subarray(frame * hop, (frame + 1) * hop).reduce((sum, value) => sum + value * value, 0) / hop;
  const frames = Array.from({ length: Math.floor(reference.length / hop) }, (_, frame) => frame);
  const loudest = frames.reduce((most, frame) => Math.max(most, powerAt(reference, frame)), 0);
  const heard = frames.filter((frame) => powerAt(reference, frame) > loudest / 10_000);
  return 10 * Math.log10(heard.reduce((sum, frame) => sum + powerAt(samples, frame), 0) / heard.length);
}
