import { hzToMidi } from '../../contract/music.ts';
import { voicedRuns } from '../analysis/frames.ts';
import { median } from '../dsp/statistics.ts';
import type { Guide } from '../perform/melody/types.ts';
import { heardStart, newStarts, strengthOf } from './loudnessDips.ts';
import { findPitchSteps, type PitchStep } from './pitchSteps.ts';
import { centres, steadiness } from './steadiness.ts';
import { tuningAt, type TunedPitch } from './tuning.ts';
import type { GuideNote } from './types.ts';

/** What lasts less than 60 ms is no note. */
const leastNoteFrames = 12;
/** A hole in the voice shorter than this, at one pitch and without a dip, does not end a note. */
const holeFrames = 14;
const holeDipDb = 5;
/** Tuning before notes are known is heard every 50 ms. */
const tuningStepFrames = 10;
/**
 * A step that the pitch crosses from end to end by this much on its way from the note before to the one after is a glide, if
 * it is crossed within 200 ms and the middle third takes part: a short note stands still there.
 */
const crossedSt = 0.7;
const crossedFrames = 40;
const middleShare = 0.2;
/** Under this, what was found is breath or noise that happens to have a pitch. */
const leastConfidence = 0.3;

type Segment = { start: number; end: number; midi: number };

/**
 * The notes of something hummed or sung. Each voiced run is cut where the pitch steps to another semitone of the singer's own
 * tuning (vibrato and glides do not) and where the voice dips and rises again on the same pitch; what is left is rounded to
 * the semitone that is meant.
 */
export function guideNotes(guide: Guide): readonly GuideNote[] {
  const known = notesOf.get(guide) ?? findNotes(guide);
  notesOf.set(guide, known);
  return known;
}

/** Laying words and following the guide's expression both ask. */
const notesOf = new WeakMap<Guide, readonly GuideNote[]>();

function findNotes(guide: Guide): GuideNote[] {
  const { f0Hz } = guide.analysis;
  const midi = f0Hz.map(hzToMidi);
  const strengthDb = strengthOf(guide);
  const tuning = firstTuning(midi);
  const segments = voicedRuns(f0Hz).flatMap(({ start, end }) => {
    const tuned = midi.slice(start, end).map((value, frame) => value - tuning(start + frame));
    const steps = withoutBlips(withoutGlides(findPitchSteps(tuned), tuned));
    return steps.map((step) => ({ start: start + step.start, end: start + step.end, midi: step.midi }));
  });
  const notes = joinAcrossHoles(segments, strengthDb)
    .flatMap((segment) => splitAt(segment, newStarts(strengthDb, segment.start, segment.end)))
    .filter(({ start, end }) => end - start >= leastNoteFrames)
    .map((segment) => beginWhereHeard(segment, strengthDb, f0Hz))
    .map(({ start, end }) => measureNote(guide, midi, start, end))
    .filter(({ confidence }) => confidence >= leastConfidence);
  return meantPitches(notes);
}

/** Tuning at any frame, from the pitch itself: where it stands still it is on a note. */
function firstTuning(midi: Float64Array): (frame: number) => number {
  const pitches: TunedPitch[] = [];
  for (const { start, end } of voicedRuns(midi.map((value) => (Number.isNaN(value) ? 0 : value)))) {
    const centre = centres(midi.subarray(start, end));
    for (let frame = 0; frame < end - start; frame += tuningStepFrames) {
      pitches.push({ frame: start + frame, midi: centre.midi[frame], weight: centre.weight[frame] ** 2 });
    }
  }
  const tuning = tuningAt(pitches);
  let index = 0;
  return (frame) => {
    while (index > 0 && pitches[index].frame > frame) index--;
    while (index + 1 < pitches.length && pitches[index + 1].frame <= frame) index++;
    return tuning[index] ?? 0;
  };
}

/** Steps that are only passed through on the way from one note to another, shared between both. */
function withoutGlides(steps: readonly PitchStep[], midi: Float64Array): Segment[] {
  const kept: Segment[] = [];
  steps.forEach((step, index) => {
    const before = steps[index - 1];
    const after = steps[index + 1];
    const isBetween =
      index > 0 && index + 1 < steps.length && Math.sign(step.midi - before.midi) === Math.sign(after.midi - step.midi);
    const previous = kept.at(-1);
    if (!isBetween || !previous || !isCrossed(midi, step)) {
      kept.push({ ...step, start: previous ? previous.end : step.start });
      return;
    }
    previous.end = Math.round((step.start + step.end) / 2);
  });
  return mergeEqual(kept);
}

function isCrossed(midi: Float64Array, { start, end }: PitchStep): boolean {
  if (end - start > crossedFrames) return false;
  const rise = lineRise(midi, start, end);
  const third = Math.ceil((end - start) / 3);
  const middleRise = lineRise(midi, start + third, end - third);
  return Math.abs(rise) >= crossedSt && middleRise / rise >= middleShare;
}

/** How far the straight line through a stretch rises from its start to its end. */
function lineRise(values: Float64Array, start: number, end: number): number {
  const middle = (start + end - 1) / 2;
  let rise = 0;
  let run = 0;
  for (let i = start; i < end; i++) {
    rise += (i - middle) * values[i];
    run += (i - middle) ** 2;
  }
  return run > 0 ? (rise / run) * (end - start) : 0;
}

/** Gives what is too short to be a note to the neighbour that is nearer in pitch. */
function withoutBlips(segments: Segment[]): Segment[] {
  const kept = segments.map((segment) => ({ ...segment }));
  for (let i = 0; i < kept.length && kept.length > 1;) {
    const { start, end, midi } = kept[i];
    if (end - start >= leastNoteFrames) {
      i++;
      continue;
    }
    const before = kept[i - 1];
    const after = kept[i + 1];
    const isBefore = i > 0 && (i + 1 === kept.length || Math.abs(before.midi - midi) <= Math.abs(after.midi - midi));
    if (isBefore) before.end = end;
    else after.start = start;
    kept.splice(i, 1);
    if (isBefore) i--;
  }
  return mergeEqual(kept);
}

function mergeEqual(segments: readonly Segment[]): Segment[] {
  const merged: Segment[] = [];
  for (const segment of segments) {
    const last = merged.at(-1);
    if (last?.end === segment.start && last.midi === segment.midi) last.end = segment.end;
    else merged.push({ ...segment });
  }
  return merged;
}

/** A dropout of the pitch inside a note is no rest. */
function joinAcrossHoles(segments: readonly Segment[], strengthDb: Float32Array): Segment[] {
  const joined: Segment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (last && isHole(last, segment, strengthDb)) last.end = segment.end;
    else joined.push({ ...segment });
  }
  return joined;
}

function isHole(before: Segment, after: Segment, strengthDb: Float32Array): boolean {
  const length = after.start - before.end;
  if (length <= 0 || length > holeFrames || before.midi !== after.midi) return false;
  const edgeDb = Math.min(strengthDb[before.end - 1], strengthDb[after.start]);
  return strengthDb.subarray(before.end, after.start).every((db) => db > edgeDb - holeDipDb);
}

function splitAt({ start, end, midi }: Segment, starts: readonly number[]): Segment[] {
  return [start, ...starts].map((from, index) => ({ start: from, end: starts[index] ?? end, midi }));
}

/**
 * After a rest, a note is heard from its vowel on, not from the consonant before. Inside a voiced run it begins where the
 * pitch has gone to it.
 */
function beginWhereHeard(segment: Segment, strengthDb: Float32Array, f0Hz: Float64Array): Segment {
  const isAfterRest = segment.start === 0 || f0Hz[segment.start - 1] === 0;
  if (!isAfterRest) return segment;
  const start = heardStart(strengthDb, segment.start, segment.end);
  return segment.end - start < leastNoteFrames ? segment : { ...segment, start };
}

function measureNote({ analysis }: Guide, midi: Float64Array, start: number, end: number): GuideNote {
  const sung: number[] = [];
  let sure = 0;
  for (let frame = start; frame < end; frame++) {
    if (Number.isNaN(midi[frame])) continue;
    sung.push(midi[frame]);
    sure += analysis.confidence[frame];
  }
  const weight = steadiness(Float64Array.from(sung));
  const steady = sung.filter((_, index) => weight[index] >= 0.5);
  const middle = median(2 * steady.length >= leastNoteFrames ? steady : sung);
  const steadyRatio = weight.reduce((sum, value) => sum + value, 0) / sung.length;
  return { start, end, midi: middle, sungMidi: middle, confidence: (sure / sung.length) * Math.sqrt(steadyRatio) };
}

function meantPitches(notes: readonly GuideNote[]): GuideNote[] {
  const tuning = tuningAt(
    notes.map(({ start, end, sungMidi, confidence }) => ({
      frame: (start + end) / 2,
      midi: sungMidi,
      weight: confidence * (end - start),
    })),
  );
  return notes.map((note, index) => ({ ...note, midi: Math.round(note.sungMidi - tuning[index]) }));
}
