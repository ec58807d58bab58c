import type { FrameSpan } from '../../analysis/types.ts';
import type { ModelInput } from '../../models/types.ts';
import { coarsePitch } from '../../rvc/pipeline/coarsePitch.ts';
import { latentNoiseScale } from '../../rvc/synthesizer/encoder.ts';
import { latentNoise } from '../../rvc/synthesizer/latentNoise.ts';
import type { SingFrames } from './blocks.ts';
import { contextFrames } from './segments.ts';
import type { SingingParts } from './splitNetwork.ts';
import type { WholeNetwork } from './types.ts';

/**
 * Sings with a network that came whole. Its harmonic source lies inside and starts anew with every run, so stretches cannot
 * meet in phase: each border lies in a quiet place and is cross-faded over one frame.
 */
export function singWithWhole(parts: SingingParts, network: WholeNetwork): SingFrames {
  const { segments, voice } = parts;
  const { samplesPerFrame } = voice;
  const half = Math.floor(samplesPerFrame / 2);
  let kept: { readonly index: number; readonly sound: Promise<Stretch> }[] = [];
  const soundOf = (index: number): Promise<Stretch> => {
    const known = kept.find((one) => one.index === index);
    const sound = known?.sound ?? runStretch(parts, network, segments[index]);
    if (known) return sound;
    kept = [...kept.slice(-1), { index, sound }];
    // One that failed is tried again by whoever asks next.
    sound.catch(() => (kept = kept.filter((one) => one.index !== index)));
    return sound;
  };
  return async (start, end) => {
    const first = start * samplesPerFrame;
    const samples = new Float32Array((end - start) * samplesPerFrame);
    for (let index = 0; index < segments.length; index++) {
      const segment = segments[index];
      const isFirst = index === 0;
      const isLast = index === segments.length - 1;
      const from = Math.max(first, segment.start * samplesPerFrame - (isFirst ? 0 : half));
      const to = Math.min(first + samples.length, segment.end * samplesPerFrame + (isLast ? 0 : half));
      if (from >= to) continue;
      const { firstSample, sound } = await soundOf(index);
      for (let sample = from; sample < to; sample++) {
        const rise = isFirst ? 1 : (sample + 0.5 - segment.start * samplesPerFrame + half) / (2 * half);
        const fall = isLast ? 1 : (segment.end * samplesPerFrame + half - sample - 0.5) / (2 * half);
        const share = Math.min(1, Math.max(0, rise), Math.max(0, fall));
        samples[sample - first] += share * sound[sample - firstSample];
      }
    }
    return samples;
  };
}

/** A stretch with its context, as it came out of the network. */
type Stretch = { readonly firstSample: number; readonly sound: ArrayLike<number> };

async function runStretch(parts: SingingParts, network: WholeNetwork, segment: FrameSpan): Promise<Stretch> {
  const { voice, sung } = parts;
  const start = Math.max(0, segment.start - contextFrames);
  const end = Math.min(sung.frameCount, segment.end + contextFrames);
  const outputs = await parts.runModel(network.model, inputsOf(parts, network, start, end));
  const sound = outputs[network.output];
  if (!sound) throw new TypeError(`The network gave no ${network.output}`);
  return { firstSample: start * voice.samplesPerFrame, sound: sound.data };
}

function inputsOf(
  { voice, sung, seed, speaker, featuresOf }: SingingParts,
  { inputs, isNoiseScaledInside }: WholeNetwork,
  start: number,
  end: number,
): Record<string, ModelInput> {
  const count = end - start;
  const f0Hz = sung.f0Hz.slice(start, end);
  const frames = (data: Float32Array): ModelInput => ({ data, dims: [1, count] });
  const one = (value: number): ModelInput => ({ data: Float32Array.of(value), dims: [1] });
  const noise = (): ModelInput => {
    const drawn = latentNoise(seed, start, count, voice.interChannels);
    const scale = isNoiseScaledInside ? 1 : latentNoiseScale;
    return { data: drawn.map((value) => value * scale), dims: [1, voice.interChannels, count] };
  };
  return {
    [inputs.phone]: { data: featuresOf(start, end), dims: [1, count, voice.featureWidth] },
    [inputs.phoneLengths]: one(count),
    ...(inputs.pitch === null ? {} : { [inputs.pitch]: frames(coarsePitch(f0Hz)) }),
    ...(inputs.pitchf === null ? {} : { [inputs.pitchf]: frames(Float32Array.from(f0Hz)) }),
    ...(inputs.speaker === null ? {} : { [inputs.speaker]: one(speaker) }),
    ...(inputs.noise === null ? {} : { [inputs.noise]: noise() }),
  };
}
