/** Levels are compared over frames of this length. */
const frameSec = 0.01;
/** A frame is active when it is less than this under the loudest tenth of all frames … */
const rangeDb = 25;
/** … and can be heard at all, as a power re full scale (−70 dB). */
const leastPower = 1e-7;

/** Power of a signal in frames of 10 ms, fed in blocks of any size. Holds 400 bytes for each second. */
export class FramePowers {
  readonly #frameLength: number;
  #powers = new Float32Array(1024);
  #frameCount = 0;
  #sum = 0;
  #filled = 0;

  constructor(sampleRate: number) {
    this.#frameLength = Math.round(frameSec * sampleRate);
  }

  push(block: Float32Array): void {
    for (const sample of block) {
      this.#sum += sample * sample;
      this.#filled++;
      if (this.#filled === this.#frameLength) this.#endFrame();
    }
  }

  /** Mean power of each whole frame. */
  get powers(): Float32Array {
    return this.#powers.subarray(0, this.#frameCount);
  }

  #endFrame(): void {
    if (this.#frameCount === this.#powers.length) {
      const larger = new Float32Array(2 * this.#frameCount);
      larger.set(this.#powers);
      this.#powers = larger;
    }
    this.#powers[this.#frameCount++] = this.#sum / this.#frameLength;
    this.#sum = 0;
    this.#filled = 0;
  }
}

/** Which frames hold sound that decides how loud the whole is: 1 or 0 each. */
export function activeFrames(powers: Float32Array): Uint8Array {
  const loud = powers.length === 0 ? 0 : Float32Array.from(powers).sort()[Math.floor(0.9 * powers.length)];
  const threshold = Math.max(leastPower, loud * 10 ** (-rangeDb / 10));
  return Uint8Array.from(powers, (power) => (power >= threshold ? 1 : 0));
}

/** RMS over the active frames; 0 where there are none. */
export function activeRms(powers: Float32Array, active: Uint8Array): number {
  let sum = 0;
  let count = 0;
  for (let frame = 0; frame < Math.min(active.length, powers.length); frame++) {
    if (active[frame] === 0) continue;
    sum += powers[frame];
    count++;
  }
  return count === 0 ? 0 : Math.sqrt(sum / count);
}
