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
    if (drums === 'pulse' || (drums === 'rock' && beat % 2 === 0)) add(samples, atSec, bassDrum);
    if (drums === 'rock' && beat % 2 === 1) add(samples, atSec, noise({ decaySec: 0.08, gain: 0.25 }));
    if (drums === 'rock') {
      add(samples, atSec, noise({ decaySec: 0.02, gain: 0.08 }));
      add(samples, atSec + beatSec / 2, noise({ decaySec: 0.02, gain: 0.08 }));
    }
    const chord = beat % 4 === 0 ? chords[(beat / 4) % chords.length] : undefined;
    chord?.forEach((midi) => add(samples, atSec, note(4 * beatSec, midiToHz(midi + tuningSt))));
  }
  return samples;
}

/** A sound from its beginning. Those of one name and length are the same. */
type Sound = {
  readonly name: string;
  readonly lengthSec: number;
  /** @returns its samples, asked for in order */
  readonly begin: () => (timeSec: number, i: number) => number;
};

const bassDrum: Sound = {
  name: 'bass drum',
  lengthSec: 0.25,
  begin: () => {
    let phase = 0;
    return (timeSec) => {
      phase += (2 * Math.PI * (50 + 80 * Math.exp(-timeSec / 0.03))) / backingRate;
      return 0.5 * Math.exp(-timeSec / 0.08) * Math.sin(phase);
    };
  },
};

function noise({ decaySec, gain }: { decaySec: number; gain: number }): Sound {
  return {
    name: `noise ${String(gain)}`,
    lengthSec: 5 * decaySec,
    begin: () => (timeSec, i) => gain * Math.exp(-timeSec / decaySec) * (2 * seededRatio(i) - 1),
  };
}

function note(lengthSec: number, hz: number): Sound {
  return {
    name: `note ${String(hz)}`,
    lengthSec,
    begin: () => (timeSec) => {
      const swell = Math.min(1, timeSec / 0.01, (lengthSec - timeSec) / 0.05) * Math.exp(-timeSec / 1.5);
      return [1, 2, 3, 4].reduce((sum, k) => sum + (0.06 * swell * Math.sin(2 * Math.PI * k * hz * timeSec)) / k, 0);
    },
  };
}

/** Chords and drums come again and again. */
const made = new Map<string, Float64Array>();

function samplesOf({ name, lengthSec, begin }: Sound): Float64Array {
  const key = `${name} ${String(lengthSec)}`;
  const sampleAt = begin();
  const samples =
    made.get(key) ??
    Float64Array.from({ length: Math.ceil(lengthSec * backingRate) }, (_, i) => sampleAt(i / backingRate, i));
  made.set(key, samples);
  return samples;
}

function add(samples: Float32Array, atSec: number, sound: Sound): void {
  const added = samplesOf(sound);
  const first = Math.round(atSec * backingRate);
  const count = Math.min(added.length, samples.length - first);
  for (let i = 0; i < count; i++) samples[first + i] += added[i];
}
