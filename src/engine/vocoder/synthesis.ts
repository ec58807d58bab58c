import { noiseKey } from './noise.ts';
import { PulseResponse } from './pulseResponse.ts';
import type { PulseTrain } from './pulseTrain.ts';

/** Spectra of one moment: [bins] natural log power and amplitude share of noise 0.001 … 1; a null share is all noise. */
export type MomentSpectra = { readonly logPower: Float64Array; readonly noiseRatio: Float64Array | null };

/** Spectra at a fractional output frame, null where there is nothing to hear. The arrays may be reused by the next call. */
export type SpectraAt = (framePosition: number, isVoiced: boolean) => MomentSpectra | null;

export type SynthesisPlan = {
  readonly fftSize: number;
  /** Samples per frame. */
  readonly hop: number;
  readonly sampleCount: number;
  readonly pulses: PulseTrain;
  readonly spectraAt: SpectraAt;
  readonly seed: number;
};

/**
 * Samples [start, end) of the sung sound: the sum, in order of time, of the responses of all pulses
 * that reach into it. Nothing is carried from call to call, so any division gives the same samples.
 */
export class PulseSynthesis {
  readonly #plan: SynthesisPlan;
  readonly #response: PulseResponse;

  constructor(plan: SynthesisPlan) {
    this.#plan = plan;
    this.#response = new PulseResponse(plan.fftSize);
  }

  render(start: number, end: number): Float64Array {
    const { fftSize, hop, pulses, sampleCount, seed, spectraAt } = this.#plan;
    const mixed = new Float64Array(end - start);
    const reach = fftSize / 2;
    const train = pulses.between(Math.max(0, start - reach), Math.min(end + reach + 1, sampleCount));
    for (let i = 0; i + 1 < train.length; i++) {
      const { ordinal, position, isVoiced } = train[i];
      const spectra = spectraAt(position / hop, isVoiced);
      if (!spectra) continue;
      const sample = Math.floor(position);
      this.#response.compute({
        ...spectra,
        delay: position - sample,
        spacing: Math.floor(train[i + 1].position) - sample,
        noiseKey: noiseKey(seed, ordinal),
      });
      addResponse(this.#response.samples, mixed, sample - start);
    }
    return mixed;
  }
}

/** Adds a response whose sample 0 falls on `offset`, and whose second half lies before it. */
function addResponse(response: Float64Array, mixed: Float64Array, offset: number): void {
  const half = response.length / 2;
  const from = Math.max(-half, -offset);
  const to = Math.min(half, mixed.length - offset);
  for (let n = from; n < Math.min(0, to); n++) mixed[offset + n] += response[response.length + n];
  for (let n = Math.max(0, from); n < to; n++) mixed[offset + n] += response[n];
}
