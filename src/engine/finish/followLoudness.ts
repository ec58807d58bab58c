import { frameSec } from '../../contract/recordings.ts';
import type { AudioSource } from '../converters/types.ts';
import type { Performance } from '../perform/types.ts';

/** Loudness is the RMS of a second, every half second, as in the original's mix of loudness. */
const hopSec = 0.5;
/** Below this the take's own loudness is not divided away. */
const quietestRms = 1e-6;
const pieceSamples = 16_384;

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
 * between the half seconds. Only two short curves are held, so memory stays flat.
 */
export function followLoudness({ raw, source, performance, mix }: LoudnessRequest): AudioSource {
  if (mix === 1) return raw;
  const hop = hopSec * raw.sampleRate;
  const gains = Float64Array.from({ length: Math.floor(raw.sampleCount / hop) + 2 }, (_, k) => {
    const own = rmsAround(raw, k * hopSec);
    const recorded = rmsAround(source, sourceSec(performance, k * hopSec));
    return recorded ** (1 - mix) * Math.max(own, quietestRms) ** (mix - 1);
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

/** Place in the recording of an instant of the take, seconds. */
function sourceSec({ sourceFrame, frameCount }: Performance, takeSec: number): number {
  const position = takeSec / frameSec;
  const frame = Math.min(frameCount - 1, Math.floor(position));
  return (sourceFrame[frame] + Math.max(0, position - frame)) * frameSec;
}

/** RMS of the second around an instant; what lies outside the signal is silent. */
function rmsAround({ sampleRate, sampleCount, read }: AudioSource, centreSec: number): number {
  const start = Math.round((centreSec - hopSec) * sampleRate);
  const end = start + 2 * Math.round(hopSec * sampleRate);
  let power = 0;
  for (let from = Math.max(0, start); from < Math.min(end, sampleCount); from += pieceSamples) {
    const count = Math.min(pieceSamples, Math.min(end, sampleCount) - from);
    const piece = read(from, count);
    for (let i = 0; i < count; i++) power += piece[i] * piece[i];
  }
  return Math.sqrt(power / (end - start));
}
