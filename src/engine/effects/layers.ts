import { frameSec } from '../../contract/recordings.ts';
import { driftAt, gaussianAt } from '../perform/chance.ts';
import type { Performance } from '../perform/types.ts';
import { noiseKey } from '../vocoder/noise.ts';
import type { VoiceLayer } from './types.ts';

/** perform/chance.ts: deviation of a drift before it is scaled. */
export const driftDeviation = 0.85;
/** As in perform.ts: speech crosses the notes of a scale so fast that most would be a warble. */
export const shortestNoteMs = 80;
/** A knot every half period of the fastest change. */
const knotsPerCycle = 2;
const streams = { pitch: 20, delay: 21, tuning: 22, place: 23 } as const;

/** The voice without effects. */
export function dryLayer({ f0Hz }: Pick<Performance, 'f0Hz'>, seed: number): VoiceLayer {
  return {
    seed,
    f0Hz,
    formantRatio: 1,
    gain: 1,
    delaySec: null,
    envelopeHoldMs: 0,
    edits: [],
    cycleGains: [],
  };
}

/** Whether a layer differs from the voice without effects in nothing but its gain. */
export function isAsPerformed(layer: VoiceLayer, { f0Hz }: Pick<Performance, 'f0Hz'>): boolean {
  return (
    layer.f0Hz === f0Hz &&
    layer.formantRatio === 1 &&
    layer.delaySec === null &&
    layer.envelopeHoldMs === 0 &&
    layer.edits.length === 0 &&
    layer.cycleGains.length === 0
  );
}

/** Seed of one of the singers that an effect at a place of the chain makes of a layer. */
export function seedOf(layer: VoiceLayer, ordinal: number, singer: number): number {
  return noiseKey(layer.seed, 64 * ordinal + singer + 1) >>> 0;
}

/** A number 0 … 1 that belongs to a seed. */
export function chanceOf(seed: number): number {
  return (noiseKey(seed, streams.place) >>> 0) / 2 ** 32;
}

/** A deviation of a normal distribution that belongs to a seed. */
export function deviationOf(seed: number): number {
  return gaussianAt(seed, streams.tuning, 0);
}

export type PitchDrift = { readonly centsRms: number; readonly highestHz: number };

/**
 * A pitch some cents away, wandering slowly.
 * @param f0Hz [frames] 0 where unvoiced
 * @param cents how far it is moved at every frame, or everywhere
 */
export function movedPitch(
  f0Hz: Float64Array,
  cents: number | Float64Array,
  seed: number,
  { centsRms, highestHz }: PitchDrift,
): Float64Array {
  const knotSec = 1 / (knotsPerCycle * highestHz);
  return f0Hz.map((hz, frame) => {
    if (hz === 0) return 0;
    const drift = (centsRms / driftDeviation) * driftAt(seed, streams.pitch, frame * frameSec, knotSec);
    return hz * 2 ** (((typeof cents === 'number' ? cents : cents[frame]) + drift) / 1200);
  });
}

export type SlowDelay = { readonly meanMs: number; readonly depthMs: number };

/** Seconds between two extremes of a delay that drifts. */
const delayKnotSec = 2;

/**
 * The delay of a layer with a slowly drifting one on top.
 * @returns [frames] seconds, within mean ± depth of what was there and never negative
 */
export function delayed(layer: VoiceLayer, seed: number, { meanMs, depthMs }: SlowDelay): Float64Array {
  return layer.f0Hz.map((_, frame) => {
    const drift = driftAt(seed, streams.delay, frame * frameSec, delayKnotSec) / 2;
    const ms = meanMs + depthMs * Math.min(1, Math.max(-1, drift));
    return (layer.delaySec?.[frame] ?? 0) + Math.max(0, ms) / 1000;
  });
}
