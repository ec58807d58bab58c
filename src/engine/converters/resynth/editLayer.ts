import { frameSec } from '../../../contract/recordings.ts';
import { speedAt } from '../../perform/sourcePlace.ts';
import type { Performance } from '../../perform/types.ts';
import type { SpectraAt } from '../../vocoder/synthesis.ts';
import type { SourceRows } from './sourceRows.ts';
import type { VoicedTimbre } from './timbre.ts';

/** An envelope nowhere above this is digital silence; analysis puts its floor at ln 2e-16 = -36.1. */
const silentLogPower = -35.9;
/** Below this many recording frames per sung frame, sound counts as stretched. */
const stretchedSlope = 0.5;

export type EditLayer = {
  readonly rows: SourceRows;
  readonly performance: Performance;
  /** [frames] pitch that is sung, which a preset may have extended. */
  readonly f0Hz: Float64Array;
  readonly timbre: VoicedTimbre;
  readonly envelopeHoldMs: number;
  readonly binCount: number;
};

/**
 * Spectra of the performance at any time: the recording's envelope in the logarithm (where there is
 * voice; as power where there is none) and its aperiodicity linearly, between the frames that the time map asks for and
 * between sung frames, also across a leap of the map: there one sound goes over into the other within a frame.
 */
export function spectraOf({ rows, performance, f0Hz, timbre, envelopeHoldMs, binCount }: EditLayer): SpectraAt {
  const { sourceFrame } = performance;
  const lastSung = performance.frameCount - 1;
  const holdFrames = envelopeHoldMs / (1000 * frameSec);
  const logPower = new Float64Array(binCount);
  const ratios = new Float64Array(binCount);
  const blend = new FrameBlend(rows.lastFrame);

  return (framePosition, isVoiced) => {
    const held = holdFrames > 0 ? Math.floor(framePosition / holdFrames) * holdFrames : framePosition;
    const sung = Math.min(Math.floor(held), lastSung);
    const next = Math.min(sung + 1, lastSung);
    const mix = next > sung ? held - sung : 0;
    blend.clear();
    blend.addPosition(sourceFrame[sung], 1 - mix);
    blend.addPosition(sourceFrame[next], mix);

    logPower.fill(0);
    if (!isVoiced) {
      // Noise is blended as power: its frames scatter by several dB, and a mean of logarithms would make it softer.
      for (let i = 0; i < blend.count; i++) rows.addPower(blend.frames[i], blend.weights[i], logPower);
      for (let bin = 0; bin < binCount; bin++) logPower[bin] = Math.log(logPower[bin]);
      return isSilent(logPower) ? null : { logPower, noiseRatio: null };
    }
    for (let i = 0; i < blend.count; i++) rows.addLogPower(blend.frames[i], blend.weights[i], logPower);
    if (isSilent(logPower)) return null;

    const isStretched = next > sung && speedAt(sourceFrame, sung) < stretchedSlope;
    ratios.fill(0);
    for (let i = 0; i < blend.count; i++) {
      if (isStretched) rows.addSteadyNoiseRatio(blend.frames[i], blend.weights[i], ratios);
      else rows.addNoiseRatio(blend.frames[i], blend.weights[i], ratios);
    }
    timbre.apply(f0Hz[Math.min(Math.round(framePosition), lastSung)], logPower, ratios);
    return { logPower, noiseRatio: ratios };
  };
}

function isSilent(logPower: Float64Array): boolean {
  for (let bin = 0; bin < logPower.length; bin++) if (logPower[bin] > silentLogPower) return false;
  return true;
}

/** Up to four frames with weights, each frame once. */
class FrameBlend {
  readonly frames = new Int32Array(4);
  readonly weights = new Float64Array(4);
  readonly #lastFrame: number;
  count = 0;

  constructor(lastFrame: number) {
    this.#lastFrame = lastFrame;
  }

  clear(): void {
    this.count = 0;
  }

  /** Shares `weight` between the two frames around a fractional position. */
  addPosition(position: number, weight: number): void {
    const clamped = Math.min(Math.max(position, 0), this.#lastFrame);
    const below = Math.floor(clamped);
    this.#add(below, weight * (1 - (clamped - below)));
    this.#add(below + 1, weight * (clamped - below));
  }

  #add(frame: number, weight: number): void {
    if (weight === 0) return;
    for (let i = 0; i < this.count; i++) {
      if (this.frames[i] !== frame) continue;
      this.weights[i] += weight;
      return;
    }
    this.frames[this.count] = frame;
    this.weights[this.count] = weight;
    this.count++;
  }
}
