import type { ConverterVoice } from '../../contract/inference.ts';
import { frameSec } from '../../contract/recordings.ts';
import type { Analysis, FrameSpan } from '../analysis/types.ts';
import { perform } from './perform.ts';
import type { PerformSettings } from './registry.ts';
import type { Performance } from './types.ts';

/** As much of a recording as tells how a voice sounds. */
const excerptFrames = 5 / frameSec;
/** Heard before the first word, so that its consonant is whole. */
const leadFrames = 0.05 / frameSec;
/** The excerpt fades out over this, as it may end within a word. */
const fadeFrames = 0.05 / frameSec;

/** The first five seconds from the first phrase on; of a recording without words its first five seconds. */
export function excerptSpanOf({ phrases, frameCount }: Pick<Analysis, 'phrases' | 'frameCount'>): FrameSpan {
  const start = Math.max(0, (phrases[0]?.start ?? 0) - leadFrames);
  return { start, end: Math.min(frameCount, start + excerptFrames) };
}

/**
 * The performance of a stretch of a recording, as it is in a take of the whole; its frames begin with the stretch, its time
 * map still names places in the whole recording.
 * @throws AppError MELODY_MISSING in mode melody
 */
export function performExcerpt(
  analysis: Analysis,
  span: FrameSpan,
  { settings, voice, seed }: { settings: PerformSettings; voice: ConverterVoice; seed: number },
): Performance {
  const { start, end } = span;
  const whole = perform(analysis, settings, voice, seed);
  const gain = whole.gain.slice(start, end);
  for (let left = 0; left < Math.min(fadeFrames, gain.length); left++) {
    gain[gain.length - 1 - left] *= Math.sin((left / fadeFrames) * (Math.PI / 2)) ** 2;
  }
  return {
    ...whole,
    frameCount: end - start,
    f0Hz: whole.f0Hz.slice(start, end),
    sourceFrame: whole.sourceFrame.slice(start, end),
    gain,
    notes: whole.notes
      .filter((note) => note.end > start && note.start < end)
      .map((note) => ({ ...note, start: Math.max(0, note.start - start), end: Math.min(end, note.end) - start })),
  };
}
