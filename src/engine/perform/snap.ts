import { frameSec } from '../../contract/recordings.ts';
import { voicedRuns } from '../analysis/frames.ts';
import type { FrameSpan } from '../analysis/types.ts';
import { median } from '../dsp/statistics.ts';
import { nearestNote, type AllowedNotes } from './scale.ts';

export type SnapSettings = {
  /** Time constant of the correction, 0 = at once. */
  readonly retuneMs: number;
  /** 0–1: how much held notes are let go. */
  readonly humanise: number;
  /** Pitch further than this from its note is left alone; 0 = everything is corrected. */
  readonly flexCents: number;
  /** Notes shorter than this join the nearer neighbour; 0 keeps them all. */
  readonly shortestNoteMs: number;
};

export type Snapped = {
  /** [frames] MIDI, NaN where unvoiced. */
  readonly midi: Float64Array;
  /** [frames] the note each frame is pulled to, NaN where unvoiced. */
  readonly note: Float64Array;
};

const frameMs = 1000 * frameSec;
/** The note is chosen by the median of 75 ms, so that a short wobble does not change it. */
const medianReach = 7;
/** A new note must be this much nearer than the old one (semitones). */
const hysteresis = 0.3;
/** A note counts as held from 150 ms on and fully after 400 ms. */
const heldFromMs = 150;
const heldRampMs = 250;
/** With full humanise a held note is corrected with this time constant even where retune is 0. */
const humaneMs = 60;

/**
 * Pulls voiced pitch to the nearest allowed note ("auto-tune"). The correction starts at its goal at every onset and
 * follows it with the time constant; on notes held longer than 150 ms humanise slows it down up to five times.
 *
 * @param f0Hz [frames] 0 where unvoiced, already transposed
 */
export function snap(f0Hz: Float64Array, allowed: AllowedNotes, settings: SnapSettings): Snapped {
  const midi = f0Hz.map((frequencyHz) => (frequencyHz > 0 ? 69 + 12 * Math.log2(frequencyHz / 440) : Number.NaN));
  const snapped: Snapped = { midi, note: new Float64Array(f0Hz.length).fill(Number.NaN) };
  for (const { start, end } of voicedRuns(f0Hz)) {
    const notes = snapped.note.subarray(start, end);
    chooseNotes(midi.subarray(start, end), notes, allowed);
    joinShortNotes(midi.subarray(start, end), notes, settings.shortestNoteMs / frameMs);
    correct(midi.subarray(start, end), notes, settings);
  }
  return snapped;
}

function chooseNotes(midi: Float64Array, notes: Float64Array, allowed: AllowedNotes): void {
  const around = new Float64Array(2 * medianReach + 1);
  let current = Number.NaN;
  for (let frame = 0; frame < midi.length; frame++) {
    for (let i = -medianReach; i <= medianReach; i++) {
      around[i + medianReach] = midi[Math.min(midi.length - 1, Math.max(0, frame + i))];
    }
    const middle = median(around);
    const nearest = nearestNote(middle, allowed);
    const isClearlyNearer = Math.abs(middle - nearest) + hysteresis < Math.abs(middle - current);
    if (Number.isNaN(current) || isClearlyNearer) current = nearest;
    notes[frame] = current;
  }
}

/** Gives the shortest note, again and again, to the neighbour that is nearer in pitch, until none is too short. */
function joinShortNotes(midi: Float64Array, notes: Float64Array, shortestFrames: number): void {
  for (;;) {
    const runs = runsOfOneNote(notes);
    const shortest = runs.reduce((least, run) => (run.end - run.start < least.end - least.start ? run : least));
    if (runs.length === 1 || shortest.end - shortest.start >= shortestFrames) return;
    const pitch = median(midi.subarray(shortest.start, shortest.end));
    const before = shortest.start > 0 ? notes[shortest.start - 1] : Infinity;
    const after = shortest.end < notes.length ? notes[shortest.end] : Infinity;
    notes.fill(Math.abs(before - pitch) <= Math.abs(after - pitch) ? before : after, shortest.start, shortest.end);
  }
}

function runsOfOneNote(notes: Float64Array): FrameSpan[] {
  const runs: FrameSpan[] = [];
  let start = 0;
  for (let frame = 1; frame <= notes.length; frame++) {
    if (frame < notes.length && notes[frame] === notes[start]) continue;
    runs.push({ start, end: frame });
    start = frame;
  }
  return runs;
}

function correct(midi: Float64Array, notes: Float64Array, settings: SnapSettings): void {
  let correction = Number.NaN;
  let heldMs = 0;
  for (let frame = 0; frame < midi.length; frame++) {
    heldMs = frame > 0 && notes[frame] === notes[frame - 1] ? heldMs + frameMs : 0;
    const distance = notes[frame] - midi[frame];
    const isLeftAlone = settings.flexCents > 0 && 100 * Math.abs(distance) > settings.flexCents;
    const goal = isLeftAlone ? 0 : distance;
    const timeMs = timeConstant(settings, heldMs);
    const step = timeMs > 0 ? 1 - Math.exp(-frameMs / timeMs) : 1;
    correction = Number.isNaN(correction) ? goal : correction + step * (goal - correction);
    midi[frame] += correction;
  }
}

function timeConstant({ retuneMs, humanise }: SnapSettings, heldMs: number): number {
  const held = Math.min(1, Math.max(0, (heldMs - heldFromMs) / heldRampMs));
  return retuneMs * (1 + 4 * humanise * held) + humaneMs * humanise * held;
}
