import { realFft } from '../dsp/fft.ts';

/** c1 … c12; c0, the level, is left out. */
export const cepstrumCount = 12;
const bandCount = 40;
const topHz = 8000;
const windowSec = 0.025;

/** Computes 12 mel-cepstra (c1 … c12, without level) of a frame of a block of samples. */
export type MelCepstra = {
  readonly count: number;
  /** @param centre index into `block`; samples outside count as silence */
  of(block: Float32Array, centre: number, cepstra: Float64Array): void;
};

/**
 * Mel-cepstra after Davis and Mermelstein (1980): 25 ms Hann window, power spectrum, 40 triangles equally spaced in mel
 * (1127 ln(1 + f/700)) up to 8 kHz, logarithm, orthonormal DCT-II.
 */
export function createMelCepstra(sampleRate: number): MelCepstra {
  const length = Math.round(windowSec * sampleRate);
  const fft = realFft(2 ** Math.ceil(Math.log2(length)));
  const window = Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / length));
  const weights = bandWeights(fft.binCount, sampleRate / fft.size);
  const frame = new Float64Array(fft.size);
  const spectrum = new Float64Array(2 * fft.binCount);
  const logBand = new Float64Array(bandCount);
  const cosines = Float64Array.from(
    { length: cepstrumCount * bandCount },
    (_, i) =>
      Math.sqrt(2 / bandCount) *
      Math.cos((Math.PI * (Math.floor(i / bandCount) + 1) * ((i % bandCount) + 0.5)) / bandCount),
  );
  return {
    count: cepstrumCount,
    of(block, centre, cepstra) {
      const start = centre - Math.floor(length / 2);
      for (let i = 0; i < length; i++) {
        const at = start + i;
        frame[i] = at >= 0 && at < block.length ? block[at] * window[i] : 0;
      }
      fft.forward(frame, spectrum);
      for (let band = 0; band < bandCount; band++) {
        const { firstBin, gains } = weights[band];
        let power = 1e-10;
        for (let i = 0; i < gains.length; i++) {
          const bin = 2 * (firstBin + i);
          power += gains[i] * (spectrum[bin] ** 2 + spectrum[bin + 1] ** 2);
        }
        logBand[band] = Math.log(power);
      }
      for (let row = 0; row < cepstrumCount; row++) {
        let sum = 0;
        for (let band = 0; band < bandCount; band++) sum += logBand[band] * cosines[row * bandCount + band];
        cepstra[row] = sum;
      }
    },
  };
}

type BandWeights = { readonly firstBin: number; readonly gains: Float64Array };

function bandWeights(binCount: number, binHz: number): BandWeights[] {
  const toMel = (hz: number): number => 1127 * Math.log(1 + hz / 700);
  const topMel = toMel(Math.min(topHz, (binCount - 1) * binHz));
  return Array.from({ length: bandCount }, (_, band) => {
    const gainOf = (bin: number): number =>
      Math.max(0, 1 - Math.abs((toMel(bin * binHz) / topMel) * (bandCount + 1) - (band + 1)));
    const firstBin = firstBinWhere(binCount, (bin) => gainOf(bin) > 0);
    const gains: number[] = [];
    for (let bin = firstBin; bin < binCount && gainOf(bin) > 0; bin++) gains.push(gainOf(bin));
    return { firstBin, gains: Float64Array.from(gains) };
  });
}

function firstBinWhere(binCount: number, isMet: (bin: number) => boolean): number {
  let bin = 0;
  while (bin < binCount && !isMet(bin)) bin++;
  return bin;
}

/** Distance of two cepstra, the measure of spectral change. */
export function cepstralDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum);
}
