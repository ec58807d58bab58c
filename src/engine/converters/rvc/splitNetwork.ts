import type { FrameSpan } from '../../analysis/types.ts';
import type { RunModel } from '../../models/types.ts';
import { coarsePitch } from '../../rvc/pipeline/coarsePitch.ts';
import { HarmonicSource } from '../../rvc/synthesizer/harmonicSource.ts';
import { latentNoise } from '../../rvc/synthesizer/latentNoise.ts';
import { decodeFrames, encodeLatent } from '../../rvc/synthesizer/synthesize.ts';
import type { SingFrames } from './blocks.ts';
import { LatentTrack, type EncodeFrames } from './latent.ts';
import type { SungFrames } from './sungFrames.ts';
import type { RvcVoice, SplitNetwork } from './types.ts';

export type SingingParts = {
  readonly voice: RvcVoice;
  readonly sung: SungFrames;
  readonly speaker: number;
  readonly seed: number;
  readonly runModel: RunModel;
  /** Stretches that go through the text encoder, or a whole network, one by one. */
  readonly segments: readonly FrameSpan[];
  /** What is said in frames [start, end), row-major [count × featureWidth]. */
  featuresOf(start: number, end: number): Float32Array;
};

/** Sings with the networks that we built: encoder by stretches, one harmonic source, decoder in exact pieces. */
export function singWithSplit(parts: SingingParts, network: SplitNetwork): SingFrames {
  const { voice, sung, seed, speaker, runModel } = parts;
  const { frameCount, f0Hz } = sung;
  const { samplesPerFrame, sampleRate } = voice;
  const { decoder, reach } = network;
  const latent = new LatentTrack(parts.segments, voice.interChannels, encoderOf(parts, network));
  const source = network.source && new HarmonicSource({ f0Hz, sampleRate, mix: network.source, noise: { seed } });
  return async (start, end) => {
    // All that the decoder can see of these frames.
    const z = await latent.read(Math.max(0, start - reach.whole), Math.min(frameCount, end + reach.whole));
    const score = { frameCount, readLatent: () => z, source, speaker };
    return decodeFrames({ runModel, decoder, reach, samplesPerFrame }, score, start, end);
  };
}

function encoderOf(parts: SingingParts, { encoder }: SplitNetwork): EncodeFrames {
  const { voice, sung, seed, speaker, runModel } = parts;
  return (start, end) =>
    encodeLatent(runModel, encoder, {
      features: { values: parts.featuresOf(start, end), width: voice.featureWidth },
      pitchClasses: voice.hasPitch ? coarsePitch(sung.f0Hz.slice(start, end)) : null,
      noise: latentNoise(seed, start, end - start, voice.interChannels),
      speaker,
    });
}
