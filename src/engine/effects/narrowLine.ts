import { createHighPass, createLowPass } from '../dsp/butterworth.ts';
import { blockwise, type BlockProcessor } from '../finish/blockwise.ts';
import { fillGaussian, noiseKey } from '../vocoder/noise.ts';

export type NarrowLine = {
  readonly sampleRate: number;
  readonly seed: number;
  /** What the line carries, Hz. */
  readonly lowHz: number;
  readonly highHz: number;
  /** How far it is driven into saturation. */
  readonly driveRatio: number;
  /** Level of its hiss, dB re full scale of the line. */
  readonly noiseDb: number;
};

/** Steps to each side of zero in 8 bits. */
const steps = 127;
/** Compression of the telephone network's code (ITU-T G.711, North America). */
const mu = 255;
/** Noise is drawn this many samples at a time. */
const noiseBlock = 1024;

/** A line that carries little: band, saturation, 8 bits in µ-law, hiss, and the band again. */
export function createNarrowLine({ sampleRate, seed, lowHz, highHz, driveRatio, noiseDb }: NarrowLine): BlockProcessor {
  const [before, after] = [bandPass(), bandPass()];
  const noise = whiteNoise(seed);
  const noiseLevel = 10 ** (noiseDb / 20);
  return blockwise(0, (sample) => after(inMuLaw(Math.tanh(driveRatio * before(sample))) + noiseLevel * noise()));

  function bandPass(): (sample: number) => number {
    const [high, low] = [createHighPass(sampleRate, lowHz), createLowPass(sampleRate, highHz)];
    return (sample) => low(high(sample));
  }
}

/** What 8 bits of µ-law leave of a sample −1 … 1. */
function inMuLaw(sample: number): number {
  const code = Math.round((steps * Math.log1p(mu * Math.abs(sample))) / Math.log1p(mu));
  return (Math.sign(sample) * Math.expm1((code / steps) * Math.log1p(mu))) / mu;
}

/** Gaussian, deviation 1; the same for the same seed. */
function whiteNoise(seed: number): () => number {
  const block = new Float64Array(noiseBlock);
  let count = 0;
  return () => {
    if (count % noiseBlock === 0) fillGaussian(noiseKey(seed, count / noiseBlock), noiseBlock, block);
    return block[count++ % noiseBlock];
  };
}
