import { frameSec } from '../../contract/recordings.ts';

/** A note as the pitch model hears it. */
export type ModelNote = {
  readonly startSec: number;
  readonly endSec: number;
  readonly midi: number;
};

export type Vibrato = {
  readonly depthCents: number;
  readonly rateHz: number;
  /** After the onset, seconds. */
  readonly delaySec: number;
  readonly riseSec: number;
  readonly releaseSec: number;
};

export type PitchMovement = {
  /** 0 steps without moving, and so does what is shorter than a frame. */
  readonly portamentoMs: number;
  /**
   * Under 1 overshoots by e^(-πζ/√(1-ζ²)), 1 glides in without. Measured in singers: 0.5422 (13 %); 0.75 (3 %) for jumps of more
   * than 7 semitones.
   */
  readonly damping: number;
};

/** Speed of the model for a portamento of 80 ms, rad/ms. */
const naturalRadPerMs = 0.0348;
const naturalPortamentoMs = 80;
const stepsPerFrame = Math.round(1000 * frameSec);

/**
 * Moves pitch between notes like a voice: a damped second-order system follows the steps of the melody, after Saitou,
 * Unoki and Akagi (2005). Each step lies half a portamento before the onset of its note. Integrated in 1 ms steps,
 * starting at rest on the first note.
 *
 * @param notes in order; at least one
 * @param movement of all notes, or of the way to each
 * @param leadSec time before 0 of the first frame
 * @returns [frameCount] MIDI
 */
export function glideBetweenNotes(
  notes: readonly ModelNote[],
  frameCount: number,
  movement: PitchMovement | ((noteIndex: number) => PitchMovement),
  leadSec = 0,
): Float64Array {
  const midi = new Float64Array(frameCount);
  const movements = notes.map((_, noteIndex) => (typeof movement === 'function' ? movement(noteIndex) : movement));
  const omegas = movements.map(({ portamentoMs }) =>
    portamentoMs >= stepsPerFrame ? (naturalRadPerMs * naturalPortamentoMs) / portamentoMs : 0,
  );
  const stepMs = notes.map(({ startSec }, i) => 1000 * (startSec + leadSec) - movements[i].portamentoMs / 2);
  let index = 0;
  let position = notes[0].midi;
  let velocity = 0;
  for (let frame = 0; frame < frameCount; frame++) {
    for (let step = 0; step < stepsPerFrame; step++) {
      const timeMs = frame * stepsPerFrame + step;
      while (index + 1 < notes.length && timeMs >= stepMs[index + 1]) index++;
      const target = notes[index].midi;
      const omega = omegas[index];
      if (omega === 0) {
        position = target;
        velocity = 0;
      } else {
        velocity += omega * omega * (target - position) - 2 * movements[index].damping * omega * velocity;
        position += velocity;
      }
      if (step === 0) midi[frame] = position;
    }
  }
  return midi;
}

/**
 * Vibrato of a note at a time, cents: it enters after the delay, rises, and leaves before the note ends. Notes too short
 * for delay and rise have none.
 */
export function vibratoCents(note: Pick<ModelNote, 'startSec' | 'endSec'>, timeSec: number, vibrato: Vibrato): number {
  const sinceSec = timeSec - note.startSec - vibrato.delaySec;
  const isTooShort = note.endSec - note.startSec < vibrato.delaySec + vibrato.riseSec;
  if (isTooShort || sinceSec < 0 || timeSec > note.endSec) return 0;
  const clampRatio = (ratio: number): number => Math.min(1, Math.max(0, ratio));
  const swell = clampRatio(sinceSec / vibrato.riseSec) * clampRatio((note.endSec - timeSec) / vibrato.releaseSec);
  return vibrato.depthCents * swell * Math.sin(2 * Math.PI * vibrato.rateHz * sinceSec);
}
