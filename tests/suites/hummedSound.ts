import { midiToHz } from '../../src/contract/music.ts';
import { measureTracks } from '../../src/engine/analysis/speechTracks.ts';
import type { Guide } from '../../src/engine/perform/melody/types.ts';
import { glideBetweenNotes } from '../../src/engine/perform/pitchModel.ts';
import { analyseSamples } from './analysisOf.ts';
import { sourceOf } from './dspGoldens.ts';
import { seededRatio } from './seededRatio.ts';

/** What is hummed: a rest where midi is null; `articulation` is how the note starts after another on its heels. */
export type HummedNote = {
  readonly midi: number | null;
  readonly sec: number;
  /** `na`: closed for 70 ms before the vowel; `slur`: the voice goes on. */
  readonly articulation?: 'na' | 'slur';
};

export type HumStyle = {
  readonly glideMs?: number;
  readonly vibratoCents?: number;
  /** Off concert pitch, semitones, at the start and at the end. */
  readonly tuningSt?: readonly [number, number];
  /** Level of white noise, linear. */
  readonly noise?: number;
};

const sampleRate = 16_000;
/** Three resonances of an open vowel: centre Hz, width Hz. */
const vowel = [
  [700, 110],
  [1150, 130],
  [2600, 200],
] as const;
const consonantSec = 0.07;

/** A synthetic voice that hums notes as told, and where each of them is heard to begin. */
export function hum(notes: readonly HummedNote[], style: HumStyle = {}) {
  const { glideMs = 60, vibratoCents = 0, tuningSt = [0, 0], noise = 0.0005 } = style;
  let endSec = 0.3;
  const spans = notes.map((note) => {
    const startSec = endSec;
    endSec += note.sec;
    return { ...note, startSec, endSec };
  });
  const sungNotes = spans.flatMap(({ midi, ...span }) => (midi === null ? [] : [{ ...span, midi }]));
  const lengthSec = endSec + 0.3;
  const frameCount = Math.ceil(lengthSec * 200) + 2;
  const line = glideBetweenNotes(sungNotes, frameCount, { portamentoMs: glideMs, damping: 0.6 });
  const samples = new Float32Array(Math.round(lengthSec * sampleRate));
  let phase = 0;
  let openness = 1;
  let gain = 0;
  for (let i = 0; i < samples.length; i++) {
    const timeSec = i / sampleRate;
    const note = sungNotes.find(({ startSec, endSec: end }) => timeSec >= startSec && timeSec < end);
    const next = sungNotes.find(({ startSec }) => startSec > timeSec && startSec - timeSec < consonantSec);
    const isClosed = next?.articulation === 'na';
    const vibrato = note ? (vibratoCents / 100) * Math.sin(2 * Math.PI * 5.5 * (timeSec - note.startSec)) : 0;
    const tuning = tuningSt[0] + ((tuningSt[1] - tuningSt[0]) * timeSec) / lengthSec;
    const midi = (line[Math.floor(timeSec * 200)] ?? 60) + vibrato + tuning;
    phase += midiToHz(midi) / sampleRate;
    openness += ((isClosed ? 0 : 1) - openness) / (0.008 * sampleRate);
    gain += ((note || isClosed ? 1 : 0) - gain) / (0.01 * sampleRate);
    samples[i] = 0.1 * gain * voice(phase, midiToHz(midi), openness) + noise * (2 * seededRatio(i) - 1);
  }
  return { samples, notes: sungNotes };
}

/** Harmonics up to 4 kHz; closed, only the lowest are left. */
function voice(phase: number, f0Hz: number, openness: number): number {
  let sum = 0;
  for (let k = 1; k * f0Hz < 4000; k++) {
    const hz = k * f0Hz;
    const resonance = vowel.reduce(
      (most, [centre, width]) => Math.max(most, 1 / (1 + ((hz - centre) / width) ** 2)),
      0,
    );
    const closed = hz < 600 ? 0.4 : 0.02;
    const level = (0.08 + resonance) * openness + closed * (1 - openness);
    sum += (level / Math.sqrt(k)) * Math.sin(2 * Math.PI * k * phase);
  }
  return sum;
}

/** A recording at 16 kHz as a guide, measured with the real network. */
export async function guideOf(samples: Float32Array, name = 'guide.wav'): Promise<Guide> {
  const analysis = await analyseSamples(samples);
  return { analysis, tracks: measureTracks(sourceOf(samples, sampleRate), () => undefined), name };
}
