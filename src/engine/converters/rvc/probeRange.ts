import { midiToHz, hzToMidi } from '../../../contract/music.ts';
import type { PiecewiseSignal } from '../../models/piecewiseSignal.ts';
import type { RunModel } from '../../models/types.ts';
import type { NetworkPitch } from '../../pitch/swiftF0.ts';
import { singPhrase } from './testPhrase.ts';
import type { RvcVoice } from './types.ts';

/** Notes of the scale: C2 to C6 in steps of three semitones. */
const lowestMidi = 36;
const highestMidi = 84;
const stepSt = 3;
/** Each is held for 0.32 s; of this the end is listened to. */
const noteFrames = 32;
const heardFrames = { start: 10, end: 30 } as const;
/** Notes sung at once: few, because whoever wants to sing meanwhile waits for their end. */
const notesAtOnce = 2;
export const probeRate = 16_000;

/** The scale that a voice sings when it is probed. */
export const scaleMidi: readonly number[] = Array.from(
  { length: (highestMidi - lowestMidi) / stepSt + 1 },
  (_, note) => lowestMidi + note * stepSt,
);
export const scaleFrames = scaleMidi.length * noteFrames;

/** How well a note was sung. */
type HeardNote = { readonly midi: number; readonly isClear: boolean; readonly levelDb: number };

/** Within half a semitone, sure of it, in most of the frames. */
const pitchTolerance = 0.5;
const surest = 0.8;
const clearShare = 0.7;
/** A note this far under the loudest is not sung any more. */
const faintDb = 18;
/** Fewer notes than this are chance. */
const fewestNotes = 4;

/** Sings the scale. @returns samples at the voice's own rate */
export async function singScale(
  voice: RvcVoice,
  runModel: RunModel,
  onProgress: (doneRatio: number) => void,
): Promise<Float32Array> {
  const f0Hz = Float64Array.from({ length: scaleFrames }, (_, frame) =>
    midiToHz(scaleMidi[Math.floor(frame / noteFrames)]),
  );
  const sing = singPhrase(voice, f0Hz, runModel);
  const sound = new Float32Array(scaleFrames * voice.samplesPerFrame);
  for (let start = 0; start < scaleFrames; start += notesAtOnce * noteFrames) {
    const end = Math.min(scaleFrames, start + notesAtOnce * noteFrames);
    sound.set(await sing(start, end), start * voice.samplesPerFrame);
    onProgress(end / scaleFrames);
  }
  return sound;
}

/**
 * The longest run of notes that were heard as they were asked for, MIDI; null where nothing was clear.
 * @param sound the scale at 16 kHz
 * @param listen finds its pitch, a frame every 16 ms
 */
export async function heardRange(
  sound: Float32Array,
  listen: (signal: PiecewiseSignal) => Promise<NetworkPitch>,
): Promise<readonly [number, number] | null> {
  const pitch = await listen({
    sampleCount: sound.length,
    read: (start, count) => Promise.resolve(paddedSlice(sound, start, count)),
  });
  const notes = scaleMidi.map((midi, note) => heardNote(midi, note, sound, pitch));
  const loudestDb = Math.max(...notes.map(({ levelDb }) => levelDb));
  let best: readonly HeardNote[] = [];
  let run: HeardNote[] = [];
  for (const note of notes) {
    run = note.isClear && note.levelDb > loudestDb - faintDb ? [...run, note] : [];
    if (run.length > best.length) best = run;
  }
  const low = best[0];
  const high = best.at(-1);
  return best.length >= fewestNotes && low && high ? [low.midi, high.midi] : null;
}

function heardNote(midi: number, note: number, sound: Float32Array, { f0Hz, confidence }: NetworkPitch): HeardNote {
  const startSec = (note * noteFrames + heardFrames.start) / 100;
  const endSec = (note * noteFrames + heardFrames.end) / 100;
  const part = sound.subarray(Math.round(startSec * probeRate), Math.round(endSec * probeRate));
  const power = part.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, part.length);
  const frames = { start: Math.ceil(startSec / 0.016), end: Math.floor(endSec / 0.016) };
  const isRight = Array.from(f0Hz.subarray(frames.start, frames.end), (hz, i) => {
    return Math.abs(hzToMidi(hz) - midi) <= pitchTolerance && confidence[frames.start + i] >= surest ? 1 : 0;
  });
  const rightCount = isRight.reduce((sum: number, one) => sum + one, 0);
  return { midi, isClear: rightCount >= clearShare * isRight.length, levelDb: 10 * Math.log10(power + 1e-12) };
}

function paddedSlice(sound: Float32Array, start: number, count: number): Float32Array {
  const part = new Float32Array(count);
  part.set(sound.subarray(Math.max(0, start), Math.max(0, start + count)), Math.max(0, -start));
  return part;
}
