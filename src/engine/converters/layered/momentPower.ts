import type { MomentSpectra } from '../../vocoder/synthesis.ts';
import type { ResynthSettings } from '../resynth/settings.ts';

/** Pulses of unvoiced sound, see vocoder/pulseTrain.ts. */
const unvoicedHz = 500;

export type MomentGrid = {
  readonly sampleRate: number;
  readonly fftSize: number;
  readonly synthesis: ResynthSettings['synthesis'];
};

/**
 * Mean power of what is sung of spectra: lines at the harmonics, noise everywhere. Pulses lose the lowest noise, as
 * the mean of what lies between two of them is taken away.
 * @param f0Hz 0 = unvoiced
 */
export function powerOfMoment({ logPower, noiseRatio }: MomentSpectra, f0Hz: number, grid: MomentGrid): number {
  const { sampleRate, fftSize, synthesis } = grid;
  const binHz = sampleRate / fftSize;
  const pulseHz = f0Hz > 0 ? f0Hz : unvoicedHz;
  let power = 0;
  for (let bin = 1; bin < logPower.length; bin++) {
    const share = noiseRatio ? noiseRatio[bin] ** 2 : 1;
    const kept = synthesis === 'smooth' ? 1 : 1 - sincSquared((bin * binHz) / pulseHz);
    power += (2 / fftSize) * share * kept * Math.exp(logPower[bin]);
  }
  if (!noiseRatio) return power;
  const last = logPower.length - 1;
  for (let hz = pulseHz; hz < sampleRate / 2; hz += pulseHz) {
    const bin = Math.min(Math.floor(hz / binHz), last - 1);
    const part = hz / binHz - bin;
    const noise = noiseRatio[bin] + part * (noiseRatio[bin + 1] - noiseRatio[bin]);
    const log = logPower[bin] + part * (logPower[bin + 1] - logPower[bin]);
    power += ((2 * pulseHz) / sampleRate) * (1 - noise * noise) * Math.exp(log);
  }
  return power;
}

function sincSquared(x: number): number {
  return (Math.sin(Math.PI * x) / (Math.PI * x)) ** 2;
}
