import { frameSec } from '../../contract/recordings.ts';
import type { AudioSource } from '../converters/types.ts';
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
/** The filter forgets what came before within this. */
const leadSec = 0.1;

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
    const recorded = voiceRmsAround(source, sourceSec(performance, k * hopSec));
    // What the performance made louder or softer is in the take's own loudness and shall stay.
    const wanted = recorded * gainAround(performance, k * hopSec);
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

/** Place in the recording of an instant of the take, seconds. */
function sourceSec({ sourceFrame, frameCount }: Performance, takeSec: number): number {
  const position = takeSec / frameSec;
  const frame = Math.min(frameCount - 1, Math.floor(position));
  return (sourceFrame[frame] + Math.max(0, position - frame)) * frameSec;
}

/** RMS of the second around an instant; what lies outside the signal is silent. */
function rmsAround(source: AudioSource, centreSec: number): number {
  const { start, end } = secondAround(source, centreSec);
  let power = 0;
  for (const piece of piecesOf(source, start, end)) for (const sample of piece) power += sample * sample;
  return Math.sqrt(power / (end - start));
}

/** The same of what can be a voice: rumble and offset, left out as in the original, would lift every pause. */
function voiceRmsAround(source: AudioSource, centreSec: number): number {
  const { start, end } = secondAround(source, centreSec);
  const first = Math.max(0, start - Math.round(leadSec * source.sampleRate));
  const filter = rumbleFilter(source.sampleRate);
  let position = first;
  let power = 0;
  for (const piece of piecesOf(source, first, end)) {
    for (const sample of piece) {
      const filtered = filter(sample);
      if (position++ >= start) power += filtered * filtered;
    }
  }
  return Math.sqrt(power / (end - start));
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

/** RMS of the performance's gain in the second around an instant of the take. */
function gainAround({ gain, frameCount }: Performance, takeSec: number): number {
  const first = Math.min(frameCount - 1, Math.max(0, Math.round((takeSec - hopSec) / frameSec)));
  const end = Math.max(first + 1, Math.min(frameCount, Math.round((takeSec + hopSec) / frameSec)));
  let power = 0;
  for (let frame = first; frame < end; frame++) power += gain[frame] * gain[frame];
  return Math.sqrt(power / (end - first));
}
