import type { AudioSource } from '../converters/types.ts';
import { openSpectra, readInBlocks } from './spectra.ts';

/** Moments per second at which onsets are measured. */
export const onsetsPerSec = 100;

/** How much sound sets in at every moment, at least 0. */
export type Onsets = {
  /** Over all bands. */
  readonly all: Float32Array;
  /** Below 160 Hz: the bass drum and the bass, which stand on beats. */
  readonly low: Float32Array;
  /** Gain of amplitude, not of dB: how loud what sets in is, so that a hi-hat counts less than a drum. */
  readonly loud: Float32Array;
};

const windowSec = 0.045;
const bandCount = 26;
const [lowestHz, highestHz] = [40, 9000];
const lowHz = 160;
/** Bands are heard down to -70 dB re full scale, so that hiss has no onsets. */
const floorPower = 1e-7;
/** What a band has gained within 20 ms. */
const lagMoments = 2;

/**
 * Onsets of music by spectral flux: the gain of every mel band in dB over 20 ms, as far as it is one, summed (after Bello
 * and others 2005). Read in blocks; keeps 1200 bytes a second.
 */
export function measureOnsets(source: AudioSource): Onsets {
  const { sampleRate, sampleCount } = source;
  const count = Math.floor((sampleCount * onsetsPerSec) / sampleRate) + 1;
  const onsets = { all: new Float32Array(count), low: new Float32Array(count), loud: new Float32Array(count) };
  const spectra = openSpectra(sampleRate, windowSec);
  const edges = bandEdges(spectra.binHz, spectra.binCount);
  const history = Array.from({ length: lagMoments + 1 }, () => new Float64Array(bandCount).fill(decibels(0)));
  const amplitudes = new Float64Array(lagMoments + 1);
  const hop = sampleRate / onsetsPerSec;
  let moment = 0;
  readInBlocks(source, spectra.reach, (block, _, to, firstSample) => {
    for (; moment < count && Math.round(moment * hop) < to; moment++) {
      const now = history[moment % history.length];
      const before = history[(moment + 1) % history.length];
      const power = spectra.at(block, Math.round(moment * hop) - firstSample);
      let total = 0;
      for (let band = 0; band < bandCount; band++) {
        let sum = 0;
        for (let bin = edges[band]; bin < edges[band + 1]; bin++) sum += power[bin];
        total += sum;
        now[band] = decibels(sum);
        const gain = Math.max(0, now[band] - before[band]);
        onsets.all[moment] += gain;
        if (edges[band] * spectra.binHz < lowHz) onsets.low[moment] += gain;
      }
      const amplitude = Math.sqrt(total);
      onsets.loud[moment] = Math.max(0, amplitude - amplitudes[(moment + 1) % amplitudes.length]);
      amplitudes[moment % amplitudes.length] = amplitude;
    }
  });
  return onsets;
}

/** First bins of the bands, equally wide in mel but never empty, and the end of the last. */
function bandEdges(binHz: number, binCount: number): number[] {
  const toMel = (hz: number): number => 1127 * Math.log(1 + hz / 700);
  const toHz = (mel: number): number => 700 * (Math.exp(mel / 1127) - 1);
  const top = toMel(Math.min(highestHz, (binCount - 1) * binHz));
  const bottom = toMel(lowestHz);
  const edges: number[] = [];
  for (let i = 0; i <= bandCount; i++) {
    const bin = Math.round(toHz(bottom + ((top - bottom) * i) / bandCount) / binHz);
    edges.push(Math.min(binCount - 1, Math.max(bin, (edges.at(-1) ?? 0) + 1)));
  }
  return edges;
}

function decibels(power: number): number {
  return 10 * Math.log10(power + floorPower);
}
