import { AppError } from '../../contract/errors.ts';
import { scoreLimits, type Score } from '../../contract/melody/score.ts';
import { frameSec } from '../../contract/recordings.ts';
import type { Guide } from '../perform/melody/types.ts';
import { guideNotes } from './guideNotes.ts';

/**
 * What was hummed or sung as a score whose beats are seconds of the guide: 60 a minute, and what was silent stays silent.
 * Pitches are whole semitones of concert pitch; what lies outside the limits moves by octaves.
 *
 * @throws AppError GUIDE_WITHOUT_NOTES where nothing is sung, MELODY_TOO_LONG beyond the limits of a score
 */
export function guideScore(guide: Guide): Score {
  const notes = guideNotes(guide);
  if (notes.length === 0) throw new AppError('GUIDE_WITHOUT_NOTES', { file: guide.name });
  if (notes.length > scoreLimits.notes) {
    const details = { file: guide.name, what: 'notes', found: notes.length, limit: scoreLimits.notes };
    throw new AppError('MELODY_TOO_LONG', details);
  }
  return {
    version: 1,
    tempos: [{ beat: 0, bpm: 60 }],
    notes: notes.map(({ start, end, midi }) => ({
      startBeat: start * frameSec,
      lengthBeats: (end - start) * frameSec,
      midi: withinLimits(midi),
      lyric: null,
      isMelisma: false,
    })),
  };
}

function withinLimits(midi: number): number {
  const { lowestMidi, highestMidi } = scoreLimits;
  if (midi < lowestMidi) return midi + 12 * Math.ceil((lowestMidi - midi) / 12);
  if (midi > highestMidi) return midi - 12 * Math.ceil((midi - highestMidi) / 12);
  return midi;
}
