import { frameSec } from '../../contract/recordings.ts';
import type { Analysis, FrameSpan } from '../analysis/types.ts';
import { isNaturalAt } from '../perform/sourcePlace.ts';
import type { Performance } from '../perform/types.ts';

/** Frames over which the recording's own sound fades in and out, inside an unvoiced stretch. */
const fadeFrames = 3;
/** Unvoiced sound this close to a phrase belongs to its first or last consonant, not to a breath. */
const consonantReachFrames = Math.round(0.12 / frameSec);
/** Where the pitch extractor half hears a voice, the spoken pitch would shine through: faded out over this range. */
const confidenceFade = [0.15, 0.35] as const;

/** Where, and how strongly, the recording itself is heard in place of the converter. */
export type PassThroughPlan = {
  /** [frameCount] share 0–1 of the recording, interpolated between frames and laid on an equal-power crossfade. */
  readonly shares: Float32Array;
  /** Stretches of output frames with a share above 0. */
  readonly spans: readonly FrameSpan[];
};

export type PassThroughMix = { readonly breathMix: number; readonly consonantMix: number };

/**
 * Unvoiced sound has no pitch to change, and a vocoder's noise is never as sharp as the real thing. So where neither
 * the recording nor the performance is voiced, the recording passes: its consonants inside and near phrases, its
 * breaths and room between them. Where it would be played faster or slower than it was spoken its colour would change, so
 * there the converter is heard.
 */
export function planPassThrough(analysis: Analysis, performance: Performance, mix: PassThroughMix): PassThroughPlan {
  const wanted = smoothed(wantedShares(analysis, performance, mix));
  const shares = new Float32Array(performance.frameCount);
  const spans: FrameSpan[] = [];
  for (const run of unvoicedRuns(analysis, performance)) {
    for (let frame = run.start; frame < run.end; frame++) {
      shares[frame] =
        wanted[frame] * fadeAt(frame, run, performance.frameCount) * sureUnvoiced(analysis, performance, frame);
    }
    spans.push(...audibleSpans(shares, run));
  }
  return { shares, spans };
}

function sourceIndex(analysis: Analysis, performance: Performance, frame: number): number {
  return Math.max(0, Math.min(analysis.frameCount - 1, Math.round(performance.sourceFrame[frame])));
}

function wantedShares(analysis: Analysis, performance: Performance, mix: PassThroughMix): Float32Array {
  const shareOfSource = new Float32Array(analysis.frameCount).fill(mix.breathMix);
  for (const phrase of analysis.phrases) {
    shareOfSource.fill(
      mix.consonantMix,
      Math.max(0, phrase.start - consonantReachFrames),
      Math.min(analysis.frameCount, phrase.end + consonantReachFrames),
    );
  }
  return Float32Array.from(
    { length: performance.frameCount },
    (_, frame) => shareOfSource[sourceIndex(analysis, performance, frame)],
  );
}

/** Triangular smoothing over ±3 frames: the change from a consonant's share to a breath's makes no step. */
function smoothed(shares: Float32Array): Float32Array {
  const last = shares.length - 1;
  return shares.map((_, frame) => {
    let sum = 0;
    for (let i = -3; i <= 3; i++) sum += (4 - Math.abs(i)) * shares[Math.max(0, Math.min(last, frame + i))];
    return sum / 16;
  });
}

/** Stretches without voice that pass at the speed they were spoken. */
function unvoicedRuns(analysis: Analysis, performance: Performance): FrameSpan[] {
  const runs: FrameSpan[] = [];
  let start = -1;
  for (let frame = 0; frame <= performance.frameCount; frame++) {
    const isUnvoiced =
      frame < performance.frameCount &&
      performance.f0Hz[frame] === 0 &&
      analysis.f0Hz[sourceIndex(analysis, performance, frame)] === 0 &&
      isNaturalAt(performance.sourceFrame, frame);
    if (isUnvoiced && start < 0) start = frame;
    if (!isUnvoiced && start >= 0) {
      runs.push({ start, end: frame });
      start = -1;
    }
  }
  return runs;
}

/** 0 at the first and last frame of a run, where the voice may still sound; no fade at the ends of the take. */
function fadeAt(frame: number, run: FrameSpan, frameCount: number): number {
  const fromStart = run.start === 0 ? Infinity : frame - run.start;
  const toEnd = run.end === frameCount ? Infinity : run.end - 1 - frame;
  return Math.min(1, fromStart / fadeFrames, toEnd / fadeFrames);
}

function sureUnvoiced(analysis: Analysis, performance: Performance, frame: number): number {
  const [sure, doubtful] = confidenceFade;
  const confidence = analysis.confidence[sourceIndex(analysis, performance, frame)];
  return Math.max(0, Math.min(1, (doubtful - confidence) / (doubtful - sure)));
}

function audibleSpans(shares: Float32Array, run: FrameSpan): FrameSpan[] {
  const spans: FrameSpan[] = [];
  let start = -1;
  for (let frame = run.start; frame <= run.end; frame++) {
    const isAudible = frame < run.end && shares[frame] > 0;
    if (isAudible && start < 0) start = frame;
    if (!isAudible && start >= 0) {
      spans.push({ start, end: frame });
      start = -1;
    }
  }
  return spans;
}
