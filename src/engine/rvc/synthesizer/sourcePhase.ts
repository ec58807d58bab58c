/*
 * Where the sines of the source are, in cycles. Kept per frame, so that any stretch can start anywhere.
 */

/** How the phase goes on from sample to sample within a frame. */
type Step = {
  /** Cycles per sample, 0 … 1. */
  readonly increment: number;
  /** What is added to the phase whenever it passes a whole cycle. */
  readonly wrapError: number;
};

export type PhaseRule = (f0Hz: number, component: number, sampleRate: number) => Step;

/** The exact one, for the source without overtones. */
export const exactPhase: PhaseRule = (f0Hz, component, sampleRate) => ({
  increment: ((component + 1) * f0Hz) / sampleRate,
  wrapError: 0,
});

/**
 * What the community program's source with overtones does: increments in float32, and again in float32 one cycle less where
 * the phase comes round. Without these roundings, up to 3e-8 of a cycle each, the golden MRF voice is met to 86 dB after 60 ms;
 * with them to 124 dB.
 */
export const singlePrecisionPhase: PhaseRule = (f0Hz, component, sampleRate) => {
  const increment = Math.fround(Math.fround(f0Hz * (component + 1)) / sampleRate) % 1;
  return { increment, wrapError: Math.fround(increment - 1) - (increment - 1) };
};

type PhaseOptions = {
  /** One per 10 ms frame. */
  readonly f0Hz: Float64Array | Float32Array;
  readonly sampleRate: number;
  readonly samplesPerFrame: number;
  readonly rule: PhaseRule;
};

/** One component of the source over a whole recording. */
export class SourcePhase {
  readonly #options: PhaseOptions;
  readonly #component: number;
  /** Cycles, 0 … 1, before the first sample of each frame. */
  readonly #starts: Float64Array;

  constructor(options: PhaseOptions, component: number, startCycles: number) {
    this.#options = options;
    this.#component = component;
    this.#starts = new Float64Array(options.f0Hz.length);
    let phase = startCycles;
    for (let frame = 0; frame < this.#starts.length; frame++) {
      this.#starts[frame] = phase;
      phase = cyclesAfter(phase, this.#stepOf(frame), options.samplesPerFrame);
    }
  }

  /** Adds gain · sin(2π · phase) at the samples of a frame from `first` on; the first sample has one increment already. */
  addSine(frame: number, first: number, gain: number, out: Float64Array): void {
    const step = this.#stepOf(frame);
    const start = this.#starts[frame];
    for (let i = 0; i < out.length; i++) {
      out[i] += gain * Math.sin(2 * Math.PI * cyclesAfter(start, step, first + i + 1));
    }
  }

  #stepOf(frame: number): Step {
    const { f0Hz, sampleRate, rule } = this.#options;
    return rule(f0Hz[frame], this.#component, sampleRate);
  }
}

/** Cycles, 0 … 1 but for the errors of the wraps. */
function cyclesAfter(start: number, { increment, wrapError }: Step, sampleCount: number): number {
  const cycles = start + sampleCount * increment;
  const wraps = Math.floor(cycles);
  return cycles - wraps + wraps * wrapError;
}
