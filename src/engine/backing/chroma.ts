import { hzToMidi } from '../../contract/music.ts';
import type { AudioSource } from '../converters/types.ts';
import { openSpectra, readInBlocks } from './spectra.ts';

const windowSec = 0.34;
const hopSec = 0.2;
/** Where chords and melodies lie; below, semitones cannot be told apart in a window. */
const [lowestHz, highestHz] = [100, 2500];
/** Partials this far under the loudest of a moment do not count, nor what is under -90 dB re full scale. */
const partialPower = 1e-4;
const quietPower = 1e-9;
/** Parts of a semitone that the tuning of a piece is found in. */
const tuningSteps = 20;

/**
 * How strong each pitch class is in music: the partials of every 200 ms, weighted by the root of their loudness and less the
 * higher they are, in the tuning of the piece.
 *
 * @returns [12] from C; all 0 where nothing sounds
 */
export function pitchClasses(source: AudioSource): number[] {
  /** Of each twentieth of a semitone, any octave. */
  const fine = new Float64Array(12 * tuningSteps);
  const spectra = openSpectra(source.sampleRate, windowSec);
  const hop = Math.round(hopSec * source.sampleRate);
  let centre = 0;
  readInBlocks(source, spectra.reach, (block, _, to, firstSample) => {
    for (; centre < to; centre += hop) addPartials(spectra.at(block, centre - firstSample), spectra.binHz, fine);
  });
  return inTune(fine);
}

function addPartials(power: Float64Array, binHz: number, fine: Float64Array): void {
  const from = Math.ceil(lowestHz / binHz);
  const to = Math.min(power.length - 2, Math.floor(highestHz / binHz));
  let loudest = 0;
  for (let bin = from; bin <= to; bin++) loudest = Math.max(loudest, power[bin]);
  const limit = Math.max(quietPower, partialPower * loudest);
  for (let bin = from; bin <= to; bin++) {
    if (power[bin] < limit || power[bin] < power[bin - 1] || power[bin] <= power[bin + 1]) continue;
    const hz = (bin + peakOffset(power, bin)) * binHz;
    const position = (((hzToMidi(hz) % 12) + 12) % 12) * tuningSteps;
    fine[Math.round(position) % fine.length] += Math.sqrt(power[bin] / loudest) * (lowestHz / hz) ** 0.5;
  }
}

/** Where between its neighbours a peak lies, by a parabola through the logarithms, ±0.5. */
function peakOffset(power: Float64Array, bin: number): number {
  const [left, middle, right] = [-1, 0, 1].map((offset) => Math.log(power[bin + offset] + 1e-20));
  const bend = left - 2 * middle + right;
  return bend < 0 ? Math.min(0.5, Math.max(-0.5, (0.5 * (left - right)) / bend)) : 0;
}

/** Strengths around the semitones of the piece's own tuning: the circular mean of all. */
function inTune(fine: Float64Array): number[] {
  let cosine = 0;
  let sine = 0;
  fine.forEach((weight, index) => {
    cosine += weight * Math.cos((2 * Math.PI * index) / tuningSteps);
    sine += weight * Math.sin((2 * Math.PI * index) / tuningSteps);
  });
  const tuning = Math.atan2(sine, cosine) / (2 * Math.PI);
  const classes = new Array<number>(12).fill(0);
  fine.forEach((weight, index) => {
    const step = index / tuningSteps - tuning;
    const nearest = Math.round(step);
    // What lies between two semitones belongs to a drum or a glide.
    classes[((nearest % 12) + 12) % 12] += weight * Math.max(0, 1 - 2 * Math.abs(step - nearest));
  });
  return classes;
}
