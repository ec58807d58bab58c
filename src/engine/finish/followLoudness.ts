import { frameSec } from '../../contract/recordings.ts';
import { framesPerSec } from '../analysis/frames.ts';
import type { AudioSource } from '../converters/types.ts';
import { sourcePlaceAt } from '../perform/sourcePlace.ts';
import type { Performance } from '../perform/types.ts';
import { rumbleFilter } from './rumbleFilter.ts';

/** Loudness is the RMS of a second, every half second, as in the original's mix of loudness. */
const hopSec = 0.5;
/**
 * Below −80 dB the take's own loudness is not divided away: what the voice leaves silent stays silent. The original goes on
 * to −120 dB and makes noise of rounding errors.
 */
const quietestRms = 1e-4;
const pieceSamples = 16_384;
const framesAround = Math.round(hopSec / frameSec);

export type LoudnessRequest = {
  /** The converter's output. */
  readonly raw: AudioSource;
  /** The mono recording. */
  readonly source: AudioSource;
  readonly performance: Performance;
  /** 1 leaves the take's own course of loudness, 0 gives it the recording's. */
  readonly mix: number;
};

/**
 * The take with the recording's course of loudness along the time map: own · recording^(1 − mix) · own^(mix − 1), linear
 * between the half seconds. What is stretched is as loud as it was spoken for as long as it is sung. Only short curves are
 * held (the longest has a value per 5 ms of the recording), so memory stays flat.
 */
export function followLoudness({ raw, source, performance, mix }: LoudnessRequest): AudioSource {
  if (mix === 1) return raw;
  const hop = hopSec * raw.sampleRate;
  const power = voicePower(source);
  const gains = Float64Array.from({ length: Math.floor(raw.sampleCount / hop) + 2 }, (_, k) => {
    const own = rmsAround(raw, k * hopSec);
    const wanted = rmsAlong(power, performance, Math.round(k * hopSec * framesPerSec));
    return wanted ** (1 - mix) * Math.max(own, quietestRms) ** (mix - 1);
  });
  return {
    sampleRate: raw.sampleRate,
    sampleCount: raw.sampleCount,
    read(start, count) {
      const samples = raw.read(start, count).slice(0, count);
      for (let i = 0; i < count; i++) {
        const position = Math.min(gains.length - 1, Math.max(0, (start + i) / hop));
        const left = Math.min(gains.length - 2, Math.floor(position));
        samples[i] *= gains[left] + (position - left) * (gains[left + 1] - gains[left]);
      }
      return samples;
    },
  };
}

/** RMS of the second around an instant; what lies outside the signal is silent. */
function rmsAround(source: AudioSource, centreSec: number): number {
  const { start, end } = secondAround(source, centreSec);
  let power = 0;
  for (const piece of piecesOf(source, start, end)) for (const sample of piece) power += sample * sample;
  return Math.sqrt(power / (end - start));
}

/**
 * Power of the recording in every 5 ms of it, of what can be a voice: rumble and offset, left out as in the original, would
 * lift every pause.
 */
function voicePower(source: AudioSource): Float32Array {
  const { sampleRate, sampleCount } = source;
  const sums = new Float64Array(Math.ceil((sampleCount * framesPerSec) / sampleRate));
  const filter = rumbleFilter(sampleRate);
  let position = 0;
  for (const piece of piecesOf(source, 0, sampleCount)) {
    for (const sample of piece) sums[Math.floor((position++ * framesPerSec) / sampleRate)] += filter(sample) ** 2;
  }
  return Float32Array.from(sums, (sum) => (sum * framesPerSec) / sampleRate);
}

/**
 * RMS over the second of the take around a frame of the recording along the time map, as loud as the performance makes it:
 * what it made louder or softer is in the take's own loudness and shall stay. Outside of the recording all is silent.
 */
function rmsAlong(power: Float32Array, { sourceFrame, gain }: Performance, centre: number): number {
  let sum = 0;
  for (let frame = Math.max(0, centre - framesAround); frame < centre + framesAround; frame++) {
    // The 5 ms after a frame, whose middle is half a frame on.
    const place = Math.floor(sourcePlaceAt(sourceFrame, frame + 0.5));
    if (place < 0 || place >= power.length) continue;
    sum += power[place] * gain[Math.min(frame, gain.length - 1)] ** 2;
  }
  return Math.sqrt(sum / (2 * framesAround));
}

function secondAround({ sampleRate }: AudioSource, centreSec: number): { start: number; end: number } {
  const start = Math.round((centreSec - hopSec) * sampleRate);
  return { start, end: start + 2 * Math.round(hopSec * sampleRate) };
}

/** What there is of samples [start, end), piece by piece. */
function* piecesOf({ sampleCount, read }: AudioSource, start: number, end: number): Generator<Float32Array, void> {
  const last = Math.min(end, sampleCount);
  for (let from = Math.max(0, start); from < last; from += pieceSamples) {
    const count = Math.min(pieceSamples, last - from);
    yield read(from, count).subarray(0, count);
  }
}
