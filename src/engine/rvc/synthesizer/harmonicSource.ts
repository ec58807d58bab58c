import { fillGaussian, noiseKey } from '../../vocoder/noise.ts';
import type { Weights } from '../../weights/types.ts';

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
  /** Cycles, 0 … 1, that the fundamental has gone before each frame. */
  readonly #phases: Float64Array;
  readonly #overtonePhases: readonly number[];

  constructor(options: HarmonicSourceOptions) {
    this.#options = options;
    this.samplesPerFrame = options.sampleRate / framesPerSec;
    this.#phases = phasesBeforeFrames(options, this.samplesPerFrame);
    this.#overtonePhases = overtonePhases(options);
  }

  /**
   * Samples [start, end). Samples beyond the last frame are an error of the caller's.
   * @throws RangeError
   */
  read(startSample: number, endSample: number): Float32Array<ArrayBuffer> {
    const { f0Hz } = this.#options;
    if (startSample < 0 || endSample > f0Hz.length * this.samplesPerFrame) {
      throw new RangeError(`samples ${String(startSample)}–${String(endSample)} of ${String(f0Hz.length)} frames`);
    }
    const out = new Float32Array(Math.max(0, endSample - startSample));
    const noise = new Float64Array(this.samplesPerFrame * this.#options.mix.weights.length);
    for (let sample = startSample; sample < endSample;) {
      const frame = Math.floor(sample / this.samplesPerFrame);
      const frameEnd = Math.min(endSample, (frame + 1) * this.samplesPerFrame);
      this.#drawNoise(frame, noise);
      this.#fillFrame(frame, out.subarray(sample - startSample, frameEnd - startSample), {
        noise,
        first: sample - frame * this.samplesPerFrame,
      });
      sample = frameEnd;
    }
    return out;
  }

  #fillFrame(frame: number, out: Float32Array, { noise, first }: { noise: Float64Array; first: number }): void {
    const { f0Hz, sampleRate, mix } = this.#options;
    const increment = f0Hz[frame] / sampleRate;
    const isVoiced = f0Hz[frame] > 0;
    const noiseGain = isVoiced ? noiseAmplitude.voiced : noiseAmplitude.unvoiced;
    const sineGain = isVoiced ? sineAmplitude : 0;
    const components = mix.weights.length;
    for (let i = 0; i < out.length; i++) {
      const phase = this.#phases[frame] + (first + i + 1) * increment;
      let sum = mix.bias;
      for (let component = 0; component < components; component++) {
        const cycles = (component + 1) * phase + this.#overtonePhases[component];
        const sine = sineGain * Math.sin(2 * Math.PI * (cycles - Math.floor(cycles)));
        sum += mix.weights[component] * (sine + noiseGain * noise[(first + i) * components + component]);
      }
      out[i] = Math.tanh(sum);
    }
  }

  /** All of a frame's noise, (samples, components), of variance 1. */
  #drawNoise(frame: number, out: Float64Array): void {
    const { noise } = this.#options;
    if (noise === null) return;
    if ('seed' in noise) fillGaussian(noiseKey(noise.seed ^ noiseSalt, frame), out.length, out);
    else out.set(noise.values.subarray(frame * out.length, (frame + 1) * out.length));
  }
}

function phasesBeforeFrames({ f0Hz, sampleRate }: HarmonicSourceOptions, samplesPerFrame: number): Float64Array {
  const phases = new Float64Array(f0Hz.length);
  for (let frame = 1; frame < f0Hz.length; frame++) {
    const phase = phases[frame - 1] + (f0Hz[frame - 1] * samplesPerFrame) / sampleRate;
    phases[frame] = phase - Math.floor(phase);
  }
  return phases;
}

/** Cycles at which the components start: the fundamental at 0, overtones anywhere. */
function overtonePhases({ mix, noise }: HarmonicSourceOptions): number[] {
  return mix.weights.map((_, component) => {
    if (component === 0 || noise === null || !('seed' in noise)) return 0;
    return (noiseKey(noise.seed ^ phaseSalt, component) >>> 0) / 2 ** 32;
  });
}
