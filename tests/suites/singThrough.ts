import { parseEffectChain } from '../../src/contract/settings/effectChain.ts';
import type { AnySettingValues } from '../../src/contract/settings/descriptors.ts';
import { completeSettings } from '../../src/contract/settings/schema.ts';
import type { Analysis } from '../../src/engine/analysis/types.ts';
import { openWithVoiceEffects } from '../../src/engine/converters/layered/withVoiceEffects.ts';
import type { AudioSource, VocoderFrames } from '../../src/engine/converters/types.ts';
import { resynth } from '../../src/engine/converters/resynth/resynth.ts';
import { effectDescriptors } from '../../src/engine/effects/registry.ts';
import { perform } from '../../src/engine/perform/perform.ts';
import { builtInVoices } from '../../src/engine/voices/registry.ts';
import { settingsOf } from '../../src/workers/tasks/performance.ts';
import { sourceOf } from './dspGoldens.ts';
import { collected, joined } from './resynthCase.ts';
import { allSettings, vocoderOf } from './sing.ts';

const [ownVoice] = builtInVoices;
const known = new WeakMap<Analysis, VocoderFrames>();

/** What the cache would hold: frames of a recording are taken once, not for every chain. */
function framesOf(source: AudioSource, analysis: Analysis): VocoderFrames {
  const frames = known.get(analysis) ?? vocoderOf(source, analysis.f0Hz);
  known.set(analysis, frames);
  return frames;
}

/** A recording at 16 kHz in the speaker's own voice through a chain of voice effects, pitch as spoken unless settings say otherwise. */
export async function singThrough(
  samples: Float32Array,
  analysis: Analysis,
  chain: string,
  partial: AnySettingValues = { mode: 'keep' },
): Promise<Float32Array> {
  const source = sourceOf(samples, 16_000);
  const settings = completeSettings(allSettings, partial);
  const voice = { ...ownVoice, folder: null };
  const converter = await openWithVoiceEffects({
    module: resynth,
    input: {
      source,
      analysis,
      vocoder: framesOf(source, analysis),
      performance: perform(analysis, settings, voice, 1),
      voice,
      imported: null,
      settings: settingsOf(resynth.settings, settings),
      seed: 1,
    },
    steps: parseEffectChain(chain, effectDescriptors),
    checkpoint: () => undefined,
  });
  return joined(await collected(converter.render({ startSample: 0, resume: null }, () => Infinity)));
}
