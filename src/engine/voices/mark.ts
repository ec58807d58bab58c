import type { ResynthPreset } from '../converters/resynth/preset.ts';

/** Resonances of an open vowel in an ordinary throat: centre and half width, Hz (Peterson and Barney 1952, rounded). */
const resonancesHz = [
  [730, 90],
  [1090, 110],
  [2440, 160],
] as const;
const harmonicCount = 10;
/** What is this far under the strongest harmonic has strength 0. */
const rangeDb = 40;
const tiltEndHz = 4000;

/**
 * Strengths 0–1 of the first harmonics of an open vowel in a voice, from which its mark is drawn: the resonances moved by
 * the preset's formant ratio, a glottis that falls 12 dB an octave and lips that give 6 back, the preset's tilt.
 *
 * @param f0Hz a pitch in the middle of the voice's range
 * @param effectDb what the voice's effects give to a frequency or take from it
 */
export function harmonicMark(
  preset: ResynthPreset,
  f0Hz: number,
  effectDb: (frequencyHz: number) => number = () => 0,
): number[] {
  const levelsDb = Array.from({ length: harmonicCount }, (_, index) => {
    const hz = (index + 1) * f0Hz;
    const throat = resonancesHz.reduce((sum, [centreHz, widthHz]) => {
      const distance = (hz / preset.formantRatio - centreHz) / widthHz;
      return sum - 10 * Math.log10((1 + distance * distance) / (1 + (centreHz / widthHz) ** 2));
    }, 0);
    return throat - 6 * Math.log2(index + 1) + preset.tiltDb * Math.min(1, hz / tiltEndHz) + effectDb(hz);
  });
  const strongestDb = Math.max(...levelsDb);
  return levelsDb.map((levelDb) => Math.round(100 * Math.max(0, 1 + (levelDb - strongestDb) / rangeDb)) / 100);
}
