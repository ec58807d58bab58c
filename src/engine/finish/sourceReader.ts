import { frameSec } from '../../contract/recordings.ts';
import type { AudioSource } from '../converters/types.ts';
import type { Performance } from '../perform/types.ts';

/** Taps on each side of an instant between samples. */
const reach = 12;

/**
 * The recording as heard at output samples: follows the performance's time map. Where an output sample falls on a
 * sample of the recording it is copied bit for bit; between samples it is interpolated with a windowed sinc whose
 * cutoff is the lower of both rates.
 */
export class MappedSource {
  readonly #source: AudioSource;
  readonly #performance: Performance;
  readonly #outputRate: number;
  readonly #cutoff: number;

  constructor(source: AudioSource, performance: Performance, outputRate: number) {
    this.#source = source;
    this.#performance = performance;
    this.#outputRate = outputRate;
    this.#cutoff = Math.min(1, outputRate / source.sampleRate);
  }

  /** Output samples [start, start + count) taken from the recording. */
  read(start: number, count: number): Float32Array {
    const heard = new Float32Array(count);
    if (count === 0) return heard;
    const places = Float64Array.from({ length: count }, (_, i) => this.#placeOf(start + i));
    const first = Math.floor(places[0]) - reach;
    const window = this.#source.read(first, Math.ceil(places[count - 1]) + reach + 1 - first);
    for (let i = 0; i < count; i++) heard[i] = this.#interpolate(window, places[i] - first);
    return heard;
  }

  /** Place in the recording, in its samples, of an output sample. */
  #placeOf(sample: number): number {
    const { sourceFrame, frameCount } = this.#performance;
    const position = sample / (this.#outputRate * frameSec);
    const frame = Math.min(frameCount - 1, Math.floor(position));
    const here = sourceFrame[frame];
    const slope = frame + 1 < frameCount ? sourceFrame[frame + 1] - here : 1;
    return (here + slope * (position - frame)) * frameSec * this.#source.sampleRate;
  }

  #interpolate(window: Float32Array, place: number): number {
    const nearest = Math.round(place);
    // Far below a thousandth of a sample it is the arithmetic of the map that differs, not the place.
    if (this.#cutoff === 1 && Math.abs(place - nearest) < 1e-5) return window[nearest];
    const base = Math.floor(place);
    let sum = 0;
    let weightSum = 0;
    for (let tap = base - reach + 1; tap <= base + reach; tap++) {
      const distance = place - tap;
      const weight = sinc(this.#cutoff * distance) * (0.5 + 0.5 * Math.cos((Math.PI * distance) / reach));
      sum += weight * window[tap];
      weightSum += weight;
    }
    return sum / weightSum;
  }
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
