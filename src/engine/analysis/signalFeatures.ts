import type { AudioSource } from '../converters/types.ts';
import { butterworthBandPass, filterZeroPhase } from './bandPass.ts';
import { frameCountOf, sampleOfFrame } from './frames.ts';
import { cepstralDistance, createMelCepstra } from './melCepstra.ts';

/** What one pass over the wave measures; all [frameCount]. */
export type SignalFeatures = {
  /** RMS over 25 ms, dB re full scale, floor -120. */
  readonly levelDb: Float32Array;
  /** The same of the band 500–2000 Hz, where vowels are strong. */
  readonly vowelBandDb: Float32Array;
  /** Distance of the mel-cepstra 4 frames before and 4 after. */
  readonly spectralChange: Float32Array;
};

const floorDb = -120;
const windowSec = 0.025;
/** Frames each side that the spectral change compares. */
const changeReach = 4;
/** 5 s: a block in memory is a megabyte. */
const blockFrames = 1000;
/** Frames read around a block, 0.1 s: there the band-pass has forgotten what it did not see to below -200 dB. */
const contextFrames = 20;

/**
 * Level, vowel band and spectral change of a recording, read block by block so that memory does not grow with its samples.
 */
export function measureSignal(source: AudioSource): SignalFeatures {
  return measureInto(source, null);
}

/** The same, which also keeps every frame's mel-cepstra where `cepstra` [frameCount × cepstrumCount] is given. */
export function measureInto(source: AudioSource, cepstra: Float32Array | null): SignalFeatures {
  const frameCount = frameCountOf(source.sampleCount, source.sampleRate);
  const features: SignalFeatures = {
    levelDb: new Float32Array(frameCount),
    vowelBandDb: new Float32Array(frameCount),
    spectralChange: new Float32Array(frameCount),
  };
  const measureBlock = blockMeter(source, features, cepstra);
  for (let from = 0; from < frameCount; from += blockFrames) {
    measureBlock(from, Math.min(frameCount, from + blockFrames));
  }
  return features;
}

function blockMeter(
  source: AudioSource,
  features: SignalFeatures,
  cepstra: Float32Array | null,
): (from: number, to: number) => void {
  const { sampleRate } = source;
  const sections = butterworthBandPass(500, 2000, sampleRate);
  const melCepstra = createMelCepstra(sampleRate);
  const halfWindow = Math.round((windowSec * sampleRate) / 2);
  return (from, to) => {
    const blockStart = sampleOfFrame(from - contextFrames, sampleRate);
    const block = source.read(blockStart, sampleOfFrame(to + contextFrames, sampleRate) - blockStart);
    const centreOf = (frame: number): number => sampleOfFrame(frame, sampleRate) - blockStart;
    const band = Float64Array.from(block);
    filterZeroPhase(sections, band);
    for (let frame = from; frame < to; frame++) {
      features.levelDb[frame] = levelAround(block, centreOf(frame), halfWindow);
      features.vowelBandDb[frame] = levelAround(band, centreOf(frame), halfWindow);
    }
    const ring = Array.from({ length: 2 * changeReach + 1 }, () => new Float64Array(melCepstra.count));
    const slotOf = (frame: number): Float64Array => ring[(frame + ring.length * 4) % ring.length];
    for (let ahead = from - changeReach; ahead < to + changeReach; ahead++) {
      melCepstra.of(block, centreOf(ahead), slotOf(ahead));
      if (ahead >= from && ahead < to) cepstra?.set(slotOf(ahead), ahead * melCepstra.count);
      const frame = ahead - changeReach;
      if (frame >= from) {
        features.spectralChange[frame] = cepstralDistance(slotOf(ahead), slotOf(frame - changeReach));
      }
    }
  };
}

function levelAround(samples: Float32Array | Float64Array, centre: number, halfWindow: number): number {
  const start = Math.max(0, centre - halfWindow);
  const end = Math.min(samples.length, centre + halfWindow);
  let power = 0;
  for (let i = start; i < end; i++) power += samples[i] * samples[i];
  return Math.max(floorDb, 10 * Math.log10(power / (2 * halfWindow) + 1e-30));
}
