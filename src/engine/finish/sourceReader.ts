import { frameSec } from '../../contract/recordings.ts';
import type { AudioSource } from '../converters/types.ts';
import { sourcePlaceAt, unbrokenSpans } from '../perform/sourcePlace.ts';
import type { Performance } from '../perform/types.ts';

/** Taps on each side of an instant between samples. */
const reach = 12;
/** Places further apart than this are read one by one. */
const longestStep = 64;

/**
 * The recording as heard at output samples: follows the performance's time map, also where it leaps. Where an output sample falls on a
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
    const places = Float64Array.from({ length: count }, (_, i) => this.#placeOf(start + i));
    for (const span of unbrokenSpans(places, longestStep)) {
      const within = places.subarray(span.start, span.end);
      const first = Math.floor(within.reduce((low, place) => Math.min(low, place), Infinity)) - reach;
      const last = Math.ceil(within.reduce((high, place) => Math.max(high, place), -Infinity)) + reach;
      const window = this.#source.read(first, last + 1 - first);
      for (let i = span.start; i < span.end; i++) heard[i] = this.#interpolate(window, places[i] - first);
    }
    return heard;
  }

  /** Place in the recording, in its samples, of an output sample. */
  #placeOf(sample: number): number {
    const place = sourcePlaceAt(this.#performance.sourceFrame, sample / (this.#outputRate * frameSec));
    return place * frameSec * this.#source.sampleRate;
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
