import type { OpenAudio } from '../../adapters/audio/types.ts';
import type { AudioSource } from '../../engine/converters/types.ts';
import type { PiecewiseSignal } from '../../engine/models/piecewiseSignal.ts';
import { highPass } from '../../engine/rvc/pipeline/highPass.ts';

/** Rate at which voices are listened to, Hz. */
export const speechRate = 16_000;
/** Louder recordings are turned down to this, as the voices' programs do. */
const highestPeak = 0.95;
/** The high-pass forgets its start within far less: 0.5 s are 40 of its longest time constants. */
const marginSamples = speechRate / 2;
const pieceSamples = 60 * speechRate;

/**
 * A recording as content networks were trained to hear it: below 0.95 and without what lies under 48 Hz. Filtered piece by
 * piece; every piece equals the same piece of the whole.
 * @param speech at 16 kHz
 */
export function listenable(speech: AudioSource): PiecewiseSignal {
  const gain = Math.min(1, highestPeak / peakOf(speech));
  return {
    sampleCount: speech.sampleCount,
    read(start, count) {
      const from = Math.max(0, start - marginSamples);
      const to = Math.min(speech.sampleCount, start + count + marginSamples);
      const wanted = new Float32Array(count);
      if (to <= from) return wanted;
      const filtered = highPass(speech.read(from, to - from).map((sample) => sample * gain));
      const first = Math.max(start, from);
      const last = Math.min(start + count, to);
      if (first < last) wanted.set(filtered.subarray(first - from, last - from), first - start);
      return wanted;
    },
  };
}

function peakOf(speech: Pick<OpenAudio, 'sampleCount' | 'read'>): number {
  let peak = 1e-9;
  for (let start = 0; start < speech.sampleCount; start += pieceSamples) {
    const piece = speech.read(start, Math.min(pieceSamples, speech.sampleCount - start));
    for (const sample of piece) peak = Math.max(peak, Math.abs(sample));
  }
  return peak;
}
