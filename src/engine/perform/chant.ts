import { hzToMidi } from '../../contract/music.ts';
import { frameSec } from '../../contract/recordings.ts';
import { voicedRuns } from '../analysis/frames.ts';
import type { Analysis } from '../analysis/types.ts';
import { median } from '../dsp/statistics.ts';
import { driftAt, gaussianAt } from './chance.ts';
import { chanceStreams, humane, vibratoRateSpread, vibratoSwell } from './humane.ts';
import { foldNote } from './pitchLimits.ts';
import { glideBetweenNotes, vibratoCents } from './pitchModel.ts';
import { nearestNote, type AllowedNotes } from './scale.ts';
import type { AuthoredPitch, TargetNote } from './types.ts';

export type ChantSettings = {
  /** How far notes spread from the speaker's median compared with the speech. */
  readonly expression: number;
  readonly glideMs: number;
  /** Depth on notes held for more than half a second, cents. */
  readonly vibratoCents: number;
  /** 0–1 */
  readonly humanise: number;
  readonly seed: number;
};

/** A syllable as chant sees it: its note lasts [start, end), its pitch is taken from, and steady in, the vowel. */
type SungSyllable = Pick<TargetNote, 'start' | 'end'> & { readonly vowelStart: number; readonly vowelEnd: number };

/**
 * Syllables are short, so the pitch settles sooner than in long notes: measured on speech, 0.75 brings the median error
 * inside vowels under 5 cents where the 0.54 of sustained singing leaves up to 12.
 */
const damping = 0.75;
const vibrato = { rateHz: 5.5, delaySec: 0.3, ...vibratoSwell } as const;
/** A voiced stretch without a nucleus becomes a note of its own from 60 ms on. */
const leastRunFrames = 12;

/**
 * One note on each syllable, in the rhythm of the speech: the allowed note nearest to the speaker's median plus the
 * syllable's own distance from it, spread. The pitch moves from note to note like a voice, halfway between the start of a
 * syllable and of its vowel.
 *
 * @param f0Hz [frames] transposed, 0 where unvoiced
 * @param syllables of the same frames
 */
export function chant(
  f0Hz: Float64Array,
  syllables: Analysis['syllables'],
  allowed: AllowedNotes,
  settings: ChantSettings,
): AuthoredPitch {
  const sung = sungSyllables(f0Hz, syllables);
  const midi = new Float64Array(f0Hz.length).fill(Number.NaN);
  if (sung.length === 0) return { midi, notes: [] };
  const notes = chooseNotes(f0Hz, sung, allowed, settings.expression);
  const line = singNotes(notes, sung, f0Hz.length, settings);
  for (let frame = 0; frame < midi.length; frame++) {
    if (f0Hz[frame] > 0) midi[frame] = line[frame];
  }
  return { midi, notes };
}

/** The syllables, and what is voiced without belonging to any. */
function sungSyllables(f0Hz: Float64Array, syllables: Analysis['syllables']): SungSyllable[] {
  const isCovered = new Uint8Array(f0Hz.length);
  for (const { start, end } of syllables) isCovered.fill(1, start, end);
  const uncovered = voicedRuns(f0Hz)
    .filter(
      ({ start, end }) => end - start >= leastRunFrames && isCovered.subarray(start, end).every((flag) => flag === 0),
    )
    .map(({ start, end }) => ({ start, end, vowelStart: start, vowelEnd: end }));
  return [...syllables, ...uncovered].sort((a, b) => a.start - b.start);
}

function chooseNotes(
  f0Hz: Float64Array,
  sung: readonly SungSyllable[],
  allowed: AllowedNotes,
  expression: number,
): TargetNote[] {
  const voicedMidi = (start: number, end: number): number =>
    hzToMidi(median(f0Hz.subarray(start, end).filter((frequencyHz) => frequencyHz > 0)));
  const speakerMidi = voicedMidi(0, f0Hz.length);
  return sung.map(({ start, end, vowelStart, vowelEnd }) => {
    const spread = speakerMidi + expression * (voicedMidi(vowelStart, vowelEnd) - speakerMidi);
    return { start, end, midi: foldNote(nearestNote(spread, allowed)) };
  });
}

/** The pitch line through the notes, voiced or not, MIDI. */
function singNotes(
  notes: readonly TargetNote[],
  sung: readonly SungSyllable[],
  frameCount: number,
  { glideMs, humanise, seed, vibratoCents: depthCents }: ChantSettings,
): Float64Array {
  const modelNotes = notes.map(({ start, end, midi }, index) => {
    const turnFrame = (start + sung[index].vowelStart) / 2;
    const lateSec = (humanise * humane.startMs * gaussianAt(seed, chanceStreams.start, index)) / 1000;
    const detuneCents = humanise * humane.detuneCents * gaussianAt(seed, chanceStreams.detune, index);
    return { startSec: turnFrame * frameSec + lateSec, endSec: end * frameSec, midi: midi + detuneCents / 100 };
  });
  const line = glideBetweenNotes(modelNotes, frameCount, { portamentoMs: glideMs, damping });
  for (let frame = 0; humanise > 0 && frame < frameCount; frame++) {
    line[frame] +=
      (humanise * humane.driftCents * driftAt(seed, chanceStreams.drift, frame * frameSec, humane.knotSec)) / 100;
  }
  sung.forEach(({ vowelStart, vowelEnd }, index) => {
    const span = { startSec: vowelStart * frameSec, endSec: vowelEnd * frameSec };
    const rateHz = vibrato.rateHz * (1 + vibratoRateSpread * gaussianAt(seed, chanceStreams.vibrato, index));
    for (let frame = vowelStart; frame < vowelEnd; frame++) {
      line[frame] += vibratoCents(span, frame * frameSec, { ...vibrato, depthCents, rateHz }) / 100;
    }
  });
  return line;
}
