import { AppError } from '../../contract/errors.ts';
import { hzToMidi, midiToHz } from '../../contract/music.ts';
import type { ConverterVoice } from '../../contract/inference.ts';
import type { Analysis } from '../analysis/types.ts';
import { chant } from './chant.ts';
import { clampPitch, foldNote, transposeWithin } from './pitchLimits.ts';
import type { PerformSettings } from './registry.ts';
import { allowedNotes, keyOf } from './scale.ts';
import { snap } from './snap.ts';
import { suggestTranspose } from './suggestTranspose.ts';
import type { AuthoredPitch, Performance, TargetNote } from './types.ts';

/**
 * Speech crosses the notes of a scale so fast that most would last 40 ms, heard as a warble. With none under 80 ms, the
 * share of sure frames on the scale in the rendered sound rose from 77–80 to 89–93 % on three real recordings.
 */
const shortestNoteMs = 80;

/**
 * Authors how a recording shall be sung: transposes, then keeps, snaps or chants, so that whatever the transposition the
 * result is in key. Pure: the same arguments give the same arrays. Timing stays that of the speech; words on a melody are
 * sung by melody/performMelody.ts.
 *
 * Pitch stays within 40–1600 Hz: what would leave these limits moves by whole octaves and so keeps its note.
 *
 * @param settings complete (see completeSettings)
 * @param seed of what humanise and vibrato leave to chance
 * @throws AppError MELODY_MISSING in mode melody
 */
export function perform(
  analysis: Analysis,
  settings: PerformSettings,
  voice: ConverterVoice,
  seed: number,
): Performance {
  const suggestedTransposeSt = suggestTranspose(analysis.medianMidi, voice.rangeMidi);
  const transposeSt = settings.transposeSt === 'auto' ? suggestedTransposeSt : settings.transposeSt;
  const key = keyOf(settings.key, analysis.key?.key ?? null);
  const f0Hz = transposeWithin(analysis.f0Hz, transposeSt);
  const { midi, notes } = author(f0Hz, analysis, settings, {
    allowed: allowedNotes(settings.key, key, settings.notes),
    seed,
  });
  return {
    frameCount: analysis.frameCount,
    f0Hz: midi.map((note) => (Number.isNaN(note) ? 0 : clampPitch(midiToHz(note)))),
    sourceFrame: Float64Array.from({ length: analysis.frameCount }, (_, frame) => frame),
    formantRatio: 2 ** (settings.formantSt / 12),
    gain: new Float32Array(analysis.frameCount).fill(1),
    notes,
    key,
    transposeSt,
    suggestedTransposeSt,
  };
}

function author(
  f0Hz: Float64Array,
  analysis: Analysis,
  settings: PerformSettings,
  { allowed, seed }: { readonly allowed: ReturnType<typeof allowedNotes>; readonly seed: number },
): AuthoredPitch {
  switch (settings.mode) {
    case 'keep':
      return { midi: f0Hz.map(hzToMidi), notes: [] };
    case 'snap':
      return withNotes(snap(f0Hz, allowed, { ...settings, shortestNoteMs }));
    case 'chant':
      return chant(f0Hz, analysis.syllables, allowed, { ...settings, seed });
    case 'melody':
      throw new AppError('MELODY_MISSING', {});
  }
}

/** Folds notes outside the limits, with the pitch that belongs to them, and lists the runs of one note. */
function withNotes({ midi, note }: ReturnType<typeof snap>): AuthoredPitch {
  const folded = note.map(foldNote);
  const notes: TargetNote[] = [];
  for (let frame = 0; frame < note.length; frame++) {
    if (Number.isNaN(folded[frame])) continue;
    const current = notes.at(-1);
    if (current?.end === frame && current.midi === folded[frame]) {
      notes[notes.length - 1] = { ...current, end: frame + 1 };
    } else {
      notes.push({ start: frame, end: frame + 1, midi: folded[frame] });
    }
  }
  return { midi: midi.map((value, frame) => value + folded[frame] - note[frame]), notes };
}
