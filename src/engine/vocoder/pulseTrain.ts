import { frameSec } from '../../contract/recordings.ts';
import { unvoicedF0Hz } from './cheapTrick.ts';

/** Frames between two stored phases. */
const checkpointFrames = 128;

/** One excitation of the synthesis. */
export type Pulse = {
  /** Number of whole cycles sung before it. */
  readonly ordinal: number;
  /** Time in samples, fractional. */
  readonly position: number;
  readonly isVoiced: boolean;
};

/**
 * The pulses of a sung pitch: one wherever the phase, the integral of the frequency, passes a whole
 * number. Between voiced frames the frequency is linear in time; a change between voiced and unvoiced
 * falls half-way between its frames, and unvoiced stretches run at 500 Hz. The phase at a frame is a
 * sum from the beginning in one fixed order, so a pulse is the same wherever the search for it starts.
 */
export class PulseTrain {
  readonly #f0Hz: Float64Array;
  readonly #hop: number;
  readonly #checkpoints: Float64Array;

  /**
   * @param f0Hz [frames] sung pitch, 0 = unvoiced
   * @param hop samples per frame
   */
  constructor(f0Hz: Float64Array, hop: number) {
    this.#f0Hz = f0Hz;
    this.#hop = hop;
    this.#checkpoints = new Float64Array(Math.floor(f0Hz.length / checkpointFrames) + 1);
    let cycles = 0;
    for (let frame = 0; frame < f0Hz.length; frame++) {
      if (frame % checkpointFrames === 0) this.#checkpoints[frame / checkpointFrames] = cycles;
      cycles += this.#cyclesFrom(frame);
    }
  }

  /** Pulses with startSample ≤ position < endSample, and the one after them, in order of time. */
  between(startSample: number, endSample: number): Pulse[] {
    const pulses: Pulse[] = [];
    const firstFrame = Math.max(0, Math.floor(startSample / this.#hop) - 1);
    let cycles = this.#cyclesAt(firstFrame);
    for (let frame = firstFrame; ; frame++) {
      const nextCycles = cycles + this.#cyclesFrom(frame);
      for (let ordinal = Math.ceil(cycles); ordinal < nextCycles; ordinal++) {
        const pulse = this.#pulseIn(frame, ordinal, ordinal - cycles);
        if (pulse.position >= startSample) pulses.push(pulse);
        if (pulse.position >= endSample) return pulses;
      }
      cycles = nextCycles;
    }
  }

  /** Cycles before each of the samples from startSample on, into `cycles`: a pulse lies on every whole number. */
  fillCycles(startSample: number, cycles: Float64Array): void {
    let frame = Math.floor(startSample / this.#hop);
    let atFrame = this.#cyclesAt(frame);
    for (let i = 0; i < cycles.length; i++) {
      const position = (startSample + i) / this.#hop;
      while (position >= frame + 1) atFrame += this.#cyclesFrom(frame++);
      cycles[i] = atFrame + this.#cyclesWithin(frame, position - frame);
    }
  }

  /** Excitation frequency of a frame; beyond the last frame its value holds. */
  #frequencyHz(frame: number): number {
    const f0Hz = this.#f0Hz[Math.min(frame, this.#f0Hz.length - 1)];
    return f0Hz > 0 ? f0Hz : unvoicedF0Hz;
  }

  #isVoiced(frame: number): boolean {
    return this.#f0Hz[Math.min(frame, this.#f0Hz.length - 1)] > 0;
  }

  /** Cycles between a frame and the next: linear or stepped half-way, the mean is the same. */
  #cyclesFrom(frame: number): number {
    return (frameSec * (this.#frequencyHz(frame) + this.#frequencyHz(frame + 1))) / 2;
  }

  /** Cycles in the first `part` of the way from a frame to the next. */
  #cyclesWithin(frame: number, part: number): number {
    const from = this.#frequencyHz(frame);
    const to = this.#frequencyHz(frame + 1);
    if (this.#isVoiced(frame) && this.#isVoiced(frame + 1)) {
      return frameSec * part * (from + (part * (to - from)) / 2);
    }
    return frameSec * (Math.min(part, 0.5) * from + Math.max(0, part - 0.5) * to);
  }

  #cyclesAt(frame: number): number {
    const checkpoint = Math.min(Math.floor(frame / checkpointFrames), this.#checkpoints.length - 1);
    let cycles = this.#checkpoints[checkpoint];
    for (let i = checkpoint * checkpointFrames; i < frame; i++) cycles += this.#cyclesFrom(i);
    return cycles;
  }

  /** The pulse `cycles` after the start of a frame, where cycles < #cyclesFrom(frame). */
  #pulseIn(frame: number, ordinal: number, cycles: number): Pulse {
    const fromHz = this.#frequencyHz(frame);
    const toHz = this.#frequencyHz(frame + 1);
    const isVoicedBefore = this.#isVoiced(frame);
    const isVoicedAfter = this.#isVoiced(frame + 1);
    const mix =
      isVoicedBefore && isVoicedAfter
        ? linearCrossing(cycles / frameSec, fromHz, toHz)
        : steppedCrossing(cycles / frameSec, fromHz, toHz);
    return { ordinal, position: (frame + mix) * this.#hop, isVoiced: mix < 0.5 ? isVoicedBefore : isVoicedAfter };
  }
}

/** Solves from·x + (to - from)·x²/2 = area for x in 0 … 1. */
function linearCrossing(area: number, from: number, to: number): number {
  return (2 * area) / (from + Math.sqrt(Math.max(0, from * from + 2 * (to - from) * area)));
}

/** The same where `from` holds until one half and `to` after it. */
function steppedCrossing(area: number, from: number, to: number): number {
  return area < from / 2 ? area / from : 0.5 + (area - from / 2) / to;
}
