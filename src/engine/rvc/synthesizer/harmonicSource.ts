import { fillGaussian, noiseKey } from '../../vocoder/noise.ts';
import type { Weights } from '../../weights/types.ts';
import { exactPhase, singlePrecisionPhase, SourcePhase } from './sourcePhase.ts';

const framesPerSec = 100;
const sineAmplitude = 0.1;
const noiseAmplitude = { voiced: 0.003, unvoiced: 0.1 / 3 } as const;
/** Keep this source's chance apart from other draws of the same seed. */
const noiseSalt = 0x51_7c_c1;
const phaseSalt = 0x2f_b9_43;

/** How the components of a voice's source are mixed; one for HiFi-GAN, nine (with eight overtones) for MRF HiFi-GAN. */
export type SourceMix = { readonly weights: readonly number[]; readonly bias: number };

/**
 * Where the source's chance comes from: a seed; the numbers themselves, standard normal, (samples, components), with
 * overtones that start at phase 0; or none at all.
 */
export type SourceNoise = { readonly seed: number } | { readonly values: Float32Array } | null;

export type HarmonicSourceOptions = {
  /** One per 10 ms frame, 0 where unvoiced. */
  readonly f0Hz: Float64Array | Float32Array;
  readonly sampleRate: number;
  readonly mix: SourceMix;
  readonly noise: SourceNoise;
};

/** The mix that a voice has learned. @throws TypeError for a voice without a source */
export function sourceMix(weights: Weights): SourceMix {
  const weight = weights.get('dec.m_source.l_linear.weight');
  const bias = weights.get('dec.m_source.l_linear.bias');
  if (!weight || !bias) throw new TypeError('The voice has no dec.m_source.l_linear');
  return { weights: Array.from(weight.readFloats()), bias: bias.readFloats()[0] };
}

/**
 * The hum that a pitched voice is filtered out of: sines at the pitch and its overtones and some noise, mixed into one
 * channel. The phase runs in float64 from the first frame of the recording to the last (in float32 it would be lost after a
 * minute); its value at every frame is kept, so any stretch is computed by itself and equals the same stretch of the whole.
 */
export class HarmonicSource {
  readonly samplesPerFrame: number;
  readonly #options: HarmonicSourceOptions;
  readonly #phases: readonly SourcePhase[];

  constructor(options: HarmonicSourceOptions) {
    const { f0Hz, sampleRate, mix } = options;
    this.#options = options;
    this.samplesPerFrame = sampleRate / framesPerSec;
    const rule = mix.weights.length === 1 ? exactPhase : singlePrecisionPhase;
    const phaseOptions = { f0Hz, sampleRate, samplesPerFrame: this.samplesPerFrame, rule };
    this.#phases = startPhases(options).map((start, component) => new SourcePhase(phaseOptions, component, start));
  }

  /**
   * Samples [start, end).
   * @throws RangeError outside the frames there are
   */
  read(startSample: number, endSample: number): Float32Array<ArrayBuffer> {
    const { f0Hz } = this.#options;
    if (startSample < 0 || endSample > f0Hz.length * this.samplesPerFrame) {
      throw new RangeError(`samples ${String(startSample)}–${String(endSample)} of ${String(f0Hz.length)} frames`);
    }
    const out = new Float32Array(Math.max(0, endSample - startSample));
    for (let sample = startSample; sample < endSample;) {
      const frame = Math.floor(sample / this.samplesPerFrame);
      const frameEnd = Math.min(endSample, (frame + 1) * this.samplesPerFrame);
      const first = sample - frame * this.samplesPerFrame;
      this.#fillFrame(frame, first, out.subarray(sample - startSample, frameEnd - startSample));
      sample = frameEnd;
    }
    return out;
  }

  #fillFrame(frame: number, first: number, out: Float32Array): void {
    const { f0Hz, mix } = this.#options;
    const isVoiced = f0Hz[frame] > 0;
    const sums = new Float64Array(out.length).fill(mix.bias);
    if (isVoiced) {
      this.#phases.forEach((phase, component) => {
        phase.addSine(frame, first, sineAmplitude * mix.weights[component], sums);
      });
    }
    this.#addNoise(frame, first, isVoiced ? noiseAmplitude.voiced : noiseAmplitude.unvoiced, sums);
    for (let i = 0; i < out.length; i++) out[i] = Math.tanh(sums[i]);
  }

  #addNoise(frame: number, first: number, gain: number, sums: Float64Array): void {
    const { noise, mix } = this.#options;
    if (noise === null) return;
    const components = mix.weights.length;
    const drawn = new Float64Array(this.samplesPerFrame * components); // (samples, components)
    if ('seed' in noise) fillGaussian(noiseKey(noise.seed ^ noiseSalt, frame), drawn.length, drawn);
    else drawn.set(noise.values.subarray(frame * drawn.length, (frame + 1) * drawn.length));
    for (let i = 0; i < sums.length; i++) {
      for (let component = 0; component < components; component++) {
        sums[i] += mix.weights[component] * gain * drawn[(first + i) * components + component];
      }
    }
  }
}

/** Cycles at which the components start: the fundamental at 0, overtones anywhere. */
function startPhases({ mix, noise }: HarmonicSourceOptions): number[] {
  return mix.weights.map((_, component) => {
    if (component === 0 || noise === null || !('seed' in noise)) return 0;
    return (noiseKey(noise.seed ^ phaseSalt, component) >>> 0) / 2 ** 32;
  });
}
