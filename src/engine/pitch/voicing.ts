import { framesPerSec, voicedRuns } from '../analysis/frames.ts';
import type { FrameSpan } from '../analysis/types.ts';
import { median, quantile } from '../dsp/statistics.ts';
import type { RawPitch } from './types.ts';

/** A voiced run starts at the first confidence and lasts while the second is kept. */
const startConfidence = 0.5;
const keepConfidence = 0.25;
/** What lies this far under the loud parts, or under full scale, is not heard as a voice. */
const quietBelowLoudDb = 45;
const quietBelowFullScaleDb = 75;
/** Shorter holes (40 ms) inside a vowel are filled when the level does not fall by more than this. */
const gapFrames = 8;
const gapFallDb = 6;
const gapStepOctaves = 0.25;
/** A run of less than 30 ms is one hit of a 16 ms network frame. */
const blipFrames = 6;
/** A step of more than this between two frames is no voice but a change of guess. */
const jumpOctaves = 0.35;
/** Pieces shorter than 0.2 s are compared with what is sung within 1.5 s of them. */
const pieceFrames = 0.2 * framesPerSec;
const surroundingFrames = 1.5 * framesPerSec;

/**
 * Whether nothing in a recording is loud enough to be heard as a voice: no frame reaches -75 dB re full scale.
 * @param levelDb [frames] short-time level, dB re full scale
 */
export function holdsOnlySilence(levelDb: Float32Array): boolean {
  return levelDb.every((frameDb) => frameDb <= -quietBelowFullScaleDb);
}

/**
 * Decides which frames are voiced and mends gross errors of the extractor.
 *
 * 1. Hysteresis on confidence, .5 to start and .25 to last, so that weak ends of phrases stay voiced; frames too quiet to
 *    hear are never voiced (digital silence makes some networks confident).
 * 2. A short piece that jumps away by about an octave is moved back; a short piece that lies more than an octave from
 *    everything around it is dropped.
 * 3. Holes of less than 40 ms inside a vowel are filled log-linearly; runs of less than 30 ms are dropped.
 *
 * @param levelDb [frames] short-time level, dB re full scale
 * @returns [frames] Hz, 0 where unvoiced
 */
export function decideVoicing(pitch: RawPitch, levelDb: Float32Array): Float64Array {
  const f0Hz = confidentPitch(pitch, levelDb);
  mendOctaves(f0Hz);
  fillGaps(f0Hz, levelDb);
  for (const { start, end } of voicedRuns(f0Hz)) {
    if (end - start < blipFrames) f0Hz.fill(0, start, end);
  }
  return f0Hz;
}

function confidentPitch(pitch: RawPitch, levelDb: Float32Array): Float64Array {
  const quietDb = Math.max(-quietBelowFullScaleDb, quantile(levelDb, 0.95) - quietBelowLoudDb);
  const f0Hz = new Float64Array(pitch.f0Hz.length);
  let isVoiced = false;
  for (let frame = 0; frame < f0Hz.length; frame++) {
    const needed: number = isVoiced ? keepConfidence : startConfidence;
    isVoiced = pitch.confidence[frame] >= needed && levelDb[frame] > quietDb;
    if (isVoiced) f0Hz[frame] = pitch.f0Hz[frame];
  }
  return f0Hz;
}

function mendOctaves(f0Hz: Float64Array): void {
  for (const piece of smoothPieces(f0Hz)) {
    if (piece.end - piece.start >= pieceFrames) continue;
    const surrounding = surroundingOctave(f0Hz, piece);
    if (Number.isNaN(surrounding)) continue;
    const distance = median(f0Hz.subarray(piece.start, piece.end).map(Math.log2)) - surrounding;
    const octaves = Math.round(distance);
    if (octaves === 0 || Math.abs(distance) < 0.6) continue;
    const isOctaveError = Math.abs(octaves) === 1 && Math.abs(distance - octaves) < 0.4;
    for (let frame = piece.start; frame < piece.end; frame++) f0Hz[frame] *= isOctaveError ? 2 ** -octaves : 0;
  }
}

/** Voiced runs, cut where the pitch jumps. */
function smoothPieces(f0Hz: Float64Array): FrameSpan[] {
  return voicedRuns(f0Hz).flatMap(({ start, end }) => {
    const pieces: FrameSpan[] = [];
    let from = start;
    for (let frame = start + 1; frame <= end; frame++) {
      if (frame === end || Math.abs(Math.log2(f0Hz[frame] / f0Hz[frame - 1])) > jumpOctaves) {
        pieces.push({ start: from, end: frame });
        from = frame;
      }
    }
    return pieces;
  });
}

/** Median log2 pitch of the voiced frames around a piece, itself left out; NaN when there are none. */
function surroundingOctave(f0Hz: Float64Array, piece: FrameSpan): number {
  const octaves: number[] = [];
  const end = Math.min(f0Hz.length, piece.end + surroundingFrames);
  for (let frame = Math.max(0, piece.start - surroundingFrames); frame < end; frame++) {
    const isOutside = frame < piece.start || frame >= piece.end;
    if (isOutside && f0Hz[frame] > 0) octaves.push(Math.log2(f0Hz[frame]));
  }
  return median(octaves);
}

function fillGaps(f0Hz: Float64Array, levelDb: Float32Array): void {
  const runs = voicedRuns(f0Hz);
  for (let i = 1; i < runs.length; i++) {
    const left = runs[i - 1].end - 1;
    const right = runs[i].start;
    const step = Math.log2(f0Hz[right] / f0Hz[left]);
    if (right - left - 1 >= gapFrames || Math.abs(step) > gapStepOctaves) continue;
    const lowest = Math.min(...levelDb.subarray(left + 1, right));
    if (lowest < Math.min(levelDb[left], levelDb[right]) - gapFallDb) continue;
    for (let frame = left + 1; frame < right; frame++) {
      f0Hz[frame] = f0Hz[left] * 2 ** ((step * (frame - left)) / (right - left));
    }
  }
}
