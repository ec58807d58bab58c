import { midiToHz } from '../../src/contract/music.ts';
import { seededRatio } from './seededRatio.ts';

export const backingRate = 22_050;

export type BackingStyle = {
  readonly bpm: number;
  /** Before the first beat. */
  readonly silenceSec?: number;
  readonly lengthSec?: number;
  /** `rock`: bass drum and snare on the beats, hi-hat on the half; `pulse`: one drum on every beat; `none`: chords only. */
  readonly drums?: 'rock' | 'pulse' | 'none';
  /** Chords, each for four beats, as MIDI notes; none: drums only. */
  readonly chords?: readonly (readonly number[])[];
  /** Off concert pitch, semitones. */
  readonly tuningSt?: number;
};

/** The chords I–IV–V–I of a major key, i–iv–v–i of a minor one, over a bass. */
export function cadence(root: number, scale: 'major' | 'minor'): number[][] {
  const third = scale === 'major' ? 4 : 3;
  return [0, 5, 7, 0].map((step) => [root + step - 24, root + step, root + step + third, root + step + 7]);
}

/** A backing of drums and chords, mono. */
export function backing({
  bpm,
  silenceSec = 0.5,
  lengthSec = 24,
  drums = 'rock',
  chords = [],
  tuningSt = 0,
}: BackingStyle): Float32Array {
  const samples = new Float32Array(Math.round(lengthSec * backingRate));
  const beatSec = 60 / bpm;
  for (let beat = 0; silenceSec + beat * beatSec < lengthSec; beat++) {
    const atSec = silenceSec + beat * beatSec;
    if (drums === 'pulse' || (drums === 'rock' && beat % 2 === 0)) addBassDrum(samples, atSec);
    if (drums === 'rock' && beat % 2 === 1) addNoise(samples, atSec, { decaySec: 0.08, gain: 0.25 });
    if (drums === 'rock') {
      addNoise(samples, atSec, { decaySec: 0.02, gain: 0.08 });
      addNoise(samples, atSec + beatSec / 2, { decaySec: 0.02, gain: 0.08 });
    }
    const chord = beat % 4 === 0 ? chords[(beat / 4) % chords.length] : undefined;
    chord?.forEach((midi) => addNote(samples, atSec, 4 * beatSec, midiToHz(midi + tuningSt)));
  }
  return samples;
}

function addBassDrum(samples: Float32Array, atSec: number): void {
  let phase = 0;
  add(samples, atSec, 0.25, (timeSec) => {
    phase += (2 * Math.PI * (50 + 80 * Math.exp(-timeSec / 0.03))) / backingRate;
    return 0.5 * Math.exp(-timeSec / 0.08) * Math.sin(phase);
  });
}

function addNoise(samples: Float32Array, atSec: number, { decaySec, gain }: { decaySec: number; gain: number }): void {
  add(samples, atSec, 5 * decaySec, (timeSec, i) => gain * Math.exp(-timeSec / decaySec) * (2 * seededRatio(i) - 1));
}

function addNote(samples: Float32Array, atSec: number, lengthSec: number, hz: number): void {
  add(samples, atSec, lengthSec, (timeSec) => {
    const swell = Math.min(1, timeSec / 0.01, (lengthSec - timeSec) / 0.05) * Math.exp(-timeSec / 1.5);
    return [1, 2, 3, 4].reduce((sum, k) => sum + (0.06 * swell * Math.sin(2 * Math.PI * k * hz * timeSec)) / k, 0);
  });
}

function add(
  samples: Float32Array,
  atSec: number,
  lengthSec: number,
  sampleAt: (timeSec: number, i: number) => number,
) {
  const first = Math.round(atSec * backingRate);
  for (let i = 0; i < lengthSec * backingRate && first + i < samples.length; i++) {
    samples[first + i] = (samples[first + i] ?? 0) + sampleAt(i / backingRate, i);
  }
}
