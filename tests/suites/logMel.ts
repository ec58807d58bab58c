import { realFft } from '../../src/engine/dsp/fft.ts';
import { hannWindow } from '../../src/engine/dsp/windows.ts';

const bandCount = 40;
const frameSeconds = 0.005;
const windowSeconds = 0.025;
/** Bands this far below the loudest are not compared: nobody hears them and their logarithm is noise. */
const rangeDb = 60;

const melOf = (hz: number) => 1127 * Math.log1p(hz / 700);
const hzOf = (mel: number) => 700 * Math.expm1(mel / 1127);

/**
 * Levels of blocks of `frameCount` consecutive frames, power averaged. In 5 ms frames two renders that differ only in
 * their noise are 2 dB apart; over 100 ms what is left is the sound.
 * @param levels [frames × 40] dB
 */
export function averageFrames(levels: Float64Array, frameCount: number): Float64Array {
  const blockCount = Math.floor(levels.length / bandCount / frameCount);
  return Float64Array.from({ length: blockCount * bandCount }, (_, i) => {
    const first = Math.floor(i / bandCount) * frameCount * bandCount + (i % bandCount);
    let power = 0;
    for (let frame = 0; frame < frameCount; frame++) power += 10 ** (levels[first + frame * bandCount] / 10);
    return 10 * Math.log10(power / frameCount);
  });
}

/**
 * Power in 40 bands equally spaced in mel from 0 Hz to 8 kHz, every 5 ms under a 25 ms Hann window.
 * @returns [frames × 40] dB, row-major
 */
export function logMelDb(samples: Float32Array | Float64Array, sampleRate: number): Float64Array {
  const fftSize = 2 ** Math.ceil(Math.log2(windowSeconds * sampleRate));
  const fft = realFft(fftSize);
  const window = hannWindow(Math.round(windowSeconds * sampleRate));
  const hop = frameSeconds * sampleRate;
  const frameCount = Math.floor(samples.length / hop);
  const filters = melFilters(fftSize, sampleRate);
  const levels = new Float64Array(frameCount * bandCount);
  const segment = new Float64Array(fftSize);
  const spectrum = new Float64Array(fftSize + 2);
  for (let frame = 0; frame < frameCount; frame++) {
    const first = Math.round(frame * hop - window.length / 2);
    for (let i = 0; i < window.length; i++) segment[i] = (samples[first + i] ?? 0) * window[i];
    fft.forward(segment, spectrum);
    filters.forEach(({ firstBin, weights }, band) => {
      let power = 0;
      weights.forEach((weight, i) => {
        const bin = 2 * (firstBin + i);
        power += weight * (spectrum[bin] ** 2 + spectrum[bin + 1] ** 2);
      });
      levels[frame * bandCount + band] = 10 * Math.log10(power + 1e-12);
    });
  }
  return levels;
}

type MelFilter = { readonly firstBin: number; readonly weights: Float64Array };

function melFilters(fftSize: number, sampleRate: number): MelFilter[] {
  const step = melOf(8000) / (bandCount + 1);
  const binOf = (mel: number) => (hzOf(mel) * fftSize) / sampleRate;
  return Array.from({ length: bandCount }, (_, band) => {
    // Low bands can be narrower than a bin; then the nearest bin stands for the band.
    const nearest = Math.round(binOf((band + 1) * step));
    const firstBin = Math.min(Math.ceil(binOf(band * step)), nearest);
    const lastBin = Math.min(Math.max(Math.floor(binOf((band + 2) * step)), nearest), fftSize / 2);
    const weights = Float64Array.from({ length: lastBin - firstBin + 1 }, (_unused, i) => {
      const distance = melOf(((firstBin + i) * sampleRate) / fftSize) / step - (band + 1);
      return Math.max(0, 1 - Math.abs(distance), firstBin + i === nearest ? 1e-3 : 0);
    });
    return { firstBin, weights };
  });
}

/** Root mean square difference in dB over the bands that are within 60 dB of the loudest in either. */
export function logMelDistanceDb(a: Float64Array, b: Float64Array): number {
  const loudest = a.reduce((top, value) => Math.max(top, value), -Infinity);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (Math.max(a[i], b[i]) < loudest - rangeDb) continue;
    sum += (a[i] - b[i]) ** 2;
    count++;
  }
  return Math.sqrt(sum / count);
}
