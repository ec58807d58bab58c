import { frameSec } from '../../contract/recordings.ts';

/** Frames between two stored phases. */
const checkpointFrames = 128;

/**
 * The phase of a sung pitch: the integral of a frequency that is linear between frames. Where there is no voice the
 * frequency of the nearest voiced frame holds, so that what fades in or out there does not slide. The phase at a frame is a sum
 * from the beginning in one fixed order: a sample's phase is the same wherever it is asked for.
 */
export class HarmonicPhase {
  readonly #frequencyHz: Float64Array;
  readonly #hop: number;
  readonly #checkpoints: Float64Array;

  /**
   * @param f0Hz [frames] sung pitch, 0 = unvoiced
   * @param hop samples per frame
   */
  constructor(f0Hz: Float64Array, hop: number) {
    this.#frequencyHz = heldAcrossGaps(f0Hz);
    this.#hop = hop;
    this.#checkpoints = new Float64Array(Math.floor(f0Hz.length / checkpointFrames) + 1);
    let cycles = 0;
    for (let frame = 0; frame < f0Hz.length; frame++) {
      if (frame % checkpointFrames === 0) this.#checkpoints[frame / checkpointFrames] = cycles;
      cycles += this.#cyclesFrom(frame);
    }
  }

  /** Cycles sung before each of the samples from startSample on, into `cycles`. */
  fillCycles(startSample: number, cycles: Float64Array): void {
    let frame = Math.floor(startSample / this.#hop);
    let atFrame = this.#cyclesAt(frame);
    for (let i = 0; i < cycles.length; i++) {
      const position = (startSample + i) / this.#hop;
      while (position >= frame + 1) atFrame += this.#cyclesFrom(frame++);
      const part = position - frame;
      const from = this.#frequencyAt(frame);
      const to = this.#frequencyAt(frame + 1);
      cycles[i] = atFrame + frameSec * part * (from + (part * (to - from)) / 2);
    }
  }

  #frequencyAt(frame: number): number {
    return this.#frequencyHz[Math.min(frame, this.#frequencyHz.length - 1)];
  }

  #cyclesFrom(frame: number): number {
    return (frameSec * (this.#frequencyAt(frame) + this.#frequencyAt(frame + 1))) / 2;
  }

  #cyclesAt(frame: number): number {
    const checkpoint = Math.min(Math.floor(frame / checkpointFrames), this.#checkpoints.length - 1);
    let cycles = this.#checkpoints[checkpoint];
    for (let i = checkpoint * checkpointFrames; i < frame; i++) cycles += this.#cyclesFrom(i);
    return cycles;
  }
}

/** The pitch before a gap up to its last frame, which has the pitch after it; 0 where nothing is sung at all. */
function heldAcrossGaps(f0Hz: Float64Array): Float64Array {
  const held = f0Hz.slice();
  let before = f0Hz.find((hz) => hz > 0) ?? 0;
  for (let frame = 0; frame < held.length; frame++) {
    if (held[frame] > 0) before = held[frame];
    else held[frame] = frame + 1 < held.length && f0Hz[frame + 1] > 0 ? f0Hz[frame + 1] : before;
  }
  return held;
}
