import type { EffectStep } from '../../../contract/settings/effects.ts';
import { layersOf, voiceStepsOf } from '../../effects/chain.ts';
import { dryLayer } from '../../effects/layers.ts';
import { openLayerSound } from '../resynth/layerSound.ts';
import { resynth } from '../resynth/resynth.ts';
import { sungVoiceOf } from '../resynth/sungVoice.ts';
import type { Converter, ConverterInput, ConverterModule } from '../types.ts';
import { keptFrames } from './keptFrames.ts';
import { comparedFrames, gainToPower, powerOfLayer } from './layerLevel.ts';
import { blocksOfPiece, renderPieces } from './renderPieces.ts';
import { openSungAgain } from './sungAgain.ts';

/** What is looked at of the recording before a level is known; its frames are stored, or soon made. */
const comparedSec = 8;

export type VoiceEffectsRequest = {
  readonly module: ConverterModule;
  readonly input: ConverterInput;
  /** The whole chain; steps that are no voice effects are left to the finish. */
  readonly steps: readonly EffectStep[];
  /** Called between pieces; throws to stop. */
  readonly checkpoint: () => void;
};

/**
 * A converter whose voice sings through a chain of voice effects. The built-in converter's layers are sung from the recording's
 * frames; any other converter's output is taken apart by the vocoder first, with the pitch it was told to sing.
 */
export async function openWithVoiceEffects(request: VoiceEffectsRequest): Promise<Converter> {
  const { module, input, checkpoint } = request;
  const steps = voiceStepsOf(request.steps);
  if (steps.length === 0) return module.open(input);
  const { id }: { readonly id: string } = resynth;
  if (module.id === id) return openRecorded(request, steps);
  return openSungAgain(await module.open(input), { input, steps, checkpoint });
}

function openRecorded({ input, checkpoint }: VoiceEffectsRequest, steps: readonly EffectStep[]): Converter {
  const { analysis, performance, seed } = input;
  const { voice: plain, f0Hz } = sungVoiceOf(input);
  const voice = { ...plain, vocoder: keptFrames(plain.vocoder, blocksOfPiece) };
  const dry = dryLayer({ f0Hz }, seed);
  const layers = layersOf(steps, dry, { analysis, performance }, checkpoint);
  const frames = comparedFrames(performance, analysis, comparedSec);
  const powers = layers.map((layer) => powerOfLayer(voice, layer, frames));
  const level = gainToPower(layers, powers, powerOfLayer(voice, dry, frames));
  const sounds = layers.map((layer) => openLayerSound(voice, layer));
  const { sampleRate } = voice.source;
  const { sampleCount } = voice;
  return {
    sampleRate,
    sampleCount,
    render: ({ startSample }, chunkSamples) => {
      const prepare = (): Promise<void> => {
        checkpoint();
        return Promise.resolve();
      };
      return renderPieces({ sampleRate, sampleCount, layers, sounds, level, prepare }, startSample, chunkSamples);
    },
  };
}
