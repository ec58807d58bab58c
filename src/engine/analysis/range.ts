import { hzToMidi } from '../../contract/music.ts';
import { quantile } from '../dsp/statistics.ts';

export type PitchRange = {
  readonly medianMidi: number | null;
  readonly lowMidi: number | null;
  readonly highMidi: number | null;
};

/** Median, 5th and 95th percentile of the voiced pitch, MIDI; null when nothing is voiced. */
export function pitchRange(f0Hz: Float64Array): PitchRange {
  const voiced = f0Hz.filter((frequencyHz) => frequencyHz > 0);
  if (voiced.length === 0) return { medianMidi: null, lowMidi: null, highMidi: null };
  const midiAt = (ratio: number): number => hzToMidi(quantile(voiced, ratio));
  return { medianMidi: midiAt(0.5), lowMidi: midiAt(0.05), highMidi: midiAt(0.95) };
}
