import { blockwise, type BlockProcessor } from './blockwise.ts';
import { TruePeakEstimator } from './truePeak.ts';

/** How far the limiter looks ahead, and over how long its gain moves. */
const lookAheadSec = 0.005;
/** Time constant with which the gain comes back after a peak. */
const releaseSec = 0.08;

/** Smallest of the last `size` values, in constant time per value (a queue of falling minima; Lemire 2006). */
class SlidingMinimum {
  readonly #size: number;
  readonly #values: Float64Array;
  readonly #places: Float64Array;
  #head = 0;
  #length = 0;
  #count = 0;

  constructor(size: number) {
    this.#size = size;
    this.#values = new Float64Array(size + 1);
    this.#places = new Float64Array(size + 1);
  }

  push(value: number): number {
    const capacity = this.#values.length;
    while (this.#length > 0 && this.#values[(this.#head + this.#length - 1) % capacity] >= value) this.#length--;
    const tail = (this.#head + this.#length) % capacity;
    this.#values[tail] = value;
    this.#places[tail] = this.#count;
    this.#length++;
    if (this.#places[this.#head] <= this.#count - this.#size) {
      this.#head = (this.#head + 1) % capacity;
      this.#length--;
    }
    this.#count++;
    return this.#values[this.#head];
  }
}

/** Mean of the last `size` values; before there are so many, missing ones count as 1 (no reduction). */
class SlidingMean {
  readonly #ring: Float64Array;
  #sum: number;
  #place = 0;

  constructor(size: number) {
    this.#ring = new Float64Array(size).fill(1);
    this.#sum = size;
  }

  push(value: number): number {
    this.#sum += value - this.#ring[this.#place];
    this.#ring[this.#place] = value;
    this.#place = (this.#place + 1) % this.#ring.length;
    return this.#sum / this.#ring.length;
  }
}

/**
 * Multiplies by `gain` and keeps the result at or under `ceiling` (both linear) with a look-ahead gain: the wanted gain
 * is held as a minimum over the look-ahead, comes back exponentially and is averaged over the same length, so it
 * reaches every peak in time without a corner.
 */
export function createLimiter(options: { sampleRate: number; gain: number; ceiling: number }): BlockProcessor {
  const { sampleRate, gain, ceiling } = options;
  const lookAhead = Math.max(1, Math.round(lookAheadSec * sampleRate));
  const recovery = 1 - Math.exp(-1 / (releaseSec * sampleRate));
  const estimator = new TruePeakEstimator();
  const minimum = new SlidingMinimum(lookAhead + 1);
  const mean = new SlidingMean(lookAhead + 1);
  let previousPeak = 0;
  let held = 1;

  return blockwise(TruePeakEstimator.latency + lookAhead, (sample, delayed) => {
    const peak = gain * estimator.push(sample, ceiling / gain);
    // A peak between two samples concerns both of them.
    const loudest = Math.max(peak, previousPeak);
    previousPeak = peak;
    const wanted = minimum.push(loudest > ceiling ? ceiling / loudest : 1);
    held = Math.min(wanted, held + (1 - held) * recovery);
    const value = delayed * gain * mean.push(held);
    // Rounding may leave it a hair above.
    return Math.max(-ceiling, Math.min(ceiling, value));
  });
}
