import { blockwise, type BlockProcessor } from './blockwise.ts';

/** The level is the RMS of this much signal; long enough not to follow single pulses of a low voice. */
const windowSec = 0.01;
/** The gate opens this long before the level says so, so that no onset is cut. */
const attackSec = 0.005;
/** Time the level may stay low before the gate begins to close: closures of plosives are shorter. */
const holdSec = 0.15;
const releaseSec = 0.12;
/** It closes this far below the level at which it opens, so that it does not flutter. */
const hysteresisDb = 6;

/** Sum of the squares of the last `size` samples. */
class SlidingPower {
  readonly #ring: Float32Array;
  #sum = 0;
  #place = 0;

  constructor(size: number) {
    this.#ring = new Float32Array(size);
  }

  push(sample: number): number {
    const leaving = this.#ring[this.#place];
    this.#ring[this.#place] = sample;
    this.#place = (this.#place + 1) % this.#ring.length;
    this.#sum = Math.max(0, this.#sum + sample * sample - leaving * leaving);
    return this.#sum / this.#ring.length;
  }
}

/**
 * Fades the signal out where it stays below a level and in again before it rises above it.
 * @param thresholdDb level at which it opens, dB re full scale (RMS over 10 ms); it closes 6 dB lower
 */
export function createNoiseGate(sampleRate: number, thresholdDb: number): BlockProcessor {
  const window = Math.max(1, Math.round(windowSec * sampleRate));
  const attack = Math.max(1, Math.round(attackSec * sampleRate));
  const release = Math.max(1, Math.round(releaseSec * sampleRate));
  const hold = Math.round(holdSec * sampleRate);
  const openPower = 10 ** (thresholdDb / 10);
  const closePower = 10 ** ((thresholdDb - hysteresisDb) / 10);
  const power = new SlidingPower(window);
  let isOpen = false;
  let holdLeft = 0;
  /** Samples of the fade done, up or down, as a ratio. */
  let ramp = 0;

  return blockwise((window >> 1) + attack, (sample, delayed) => {
    const level = power.push(sample);
    if (level >= openPower) isOpen = true;
    if (level >= closePower) holdLeft = hold;
    else if (holdLeft > 0) holdLeft--;
    else isOpen = false;
    ramp = isOpen ? Math.min(1, ramp + 1 / attack) : Math.max(0, ramp - 1 / release);
    return ramp === 1 ? delayed : delayed * ramp * ramp * (3 - 2 * ramp);
  });
}
