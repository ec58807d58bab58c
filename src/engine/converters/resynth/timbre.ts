import { logPowerPerDb, risingCurve } from '../../vocoder/spectralCurves.ts';
import type { ResynthPreset } from './preset.ts';
import type { ResynthSettings } from './settings.ts';

const ringHz = 3000;
const ringHalfWidthHz = 1000;
const tiltEndHz = 4000;

function tiltCurve(frequencyHz: number): number {
  return risingCurve(frequencyHz, tiltEndHz);
}

/** Singer's formant: a raised cosine of 1 at 3 kHz that ends 1 kHz to either side. */
function ringCurve(frequencyHz: number): number {
  const distance = Math.abs(frequencyHz - ringHz) / ringHalfWidthHz;
  return distance < 1 ? 0.5 + 0.5 * Math.cos(Math.PI * distance) : 0;
}

/** Gain of a preset at every bin, voiced or not; natural log power. */
export function presetLogGain(preset: ResynthPreset, binCount: number, binHz: number): Float64Array {
  return Float64Array.from({ length: binCount }, (_, bin) => preset.tiltDb * logPowerPerDb * tiltCurve(bin * binHz));
}

/** What the settings and the preset do to voiced sound only. */
export class VoicedTimbre {
  readonly #binHz: number;
  readonly #breathiness: number;
  readonly #capRatio: number;
  /** Fixed gain per bin; null when there is none. */
  readonly #logGain: Float64Array | null;
  /** Power to which each bin's noise ratio is raised; null = 1. */
  readonly #noiseExponent: Float64Array | null;

  constructor(
    settings: Pick<ResynthSettings, 'breathiness' | 'ringDb'>,
    preset: ResynthPreset,
    binCount: number,
    binHz: number,
  ) {
    const { breathiness, ringDb } = settings;
    this.#binHz = binHz;
    this.#breathiness = breathiness;
    this.#capRatio = preset.aperiodicityCapRatio;
    const perBin = (of: (frequencyHz: number) => number) =>
      Float64Array.from({ length: binCount }, (_, bin) => of(bin * binHz));
    this.#logGain =
      breathiness > 0 || ringDb > 0
        ? perBin((hz) => logPowerPerDb * (ringDb * ringCurve(hz) - 4 * breathiness * tiltCurve(hz)))
        : null;
    this.#noiseExponent = breathiness > 0 ? perBin((hz) => 1 - breathiness / (1 + Math.exp(-(hz - 1500) / 400))) : null;
  }

  /** Changes spectra of one voiced moment in place. */
  apply(f0Hz: number, logPower: Float64Array, noiseRatio: Float64Array): void {
    const logGain = this.#logGain;
    const exponent = this.#noiseExponent;
    if (logGain) for (let bin = 0; bin < logPower.length; bin++) logPower[bin] += logGain[bin];
    if (exponent) {
      this.#strengthenFirstHarmonic(f0Hz, logPower);
      for (let bin = 0; bin < noiseRatio.length; bin++) noiseRatio[bin] **= exponent[bin];
    }
    if (this.#capRatio >= 1) return;
    for (let bin = 0; bin < noiseRatio.length; bin++) noiseRatio[bin] = Math.min(noiseRatio[bin], this.#capRatio);
  }

  /** An open glottis sings mostly its first harmonic (Klatt and Klatt 1990). */
  #strengthenFirstHarmonic(f0Hz: number, logPower: Float64Array): void {
    const gain = 5 * this.#breathiness * logPowerPerDb;
    const lastBin = Math.min(Math.ceil((2.5 * f0Hz) / this.#binHz), logPower.length - 1);
    for (let bin = 0; bin <= lastBin; bin++) {
      const distance = (bin * this.#binHz - f0Hz) / (0.35 * f0Hz);
      logPower[bin] += gain * Math.exp(-0.5 * distance * distance);
    }
  }
}
