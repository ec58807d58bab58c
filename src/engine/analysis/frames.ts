import { frameSec } from '../../contract/recordings.ts';
import type { FrameSpan } from './types.ts';

/** Frames per second of everything in the engine. */
export const framesPerSec = Math.round(1 / frameSec);

/** Frames of a signal: floor(durationSec / 0.005) + 1, so the last frame still lies on the signal. */
export function frameCountOf(sampleCount: number, sampleRate: number): number {
  return Math.floor((sampleCount * framesPerSec) / sampleRate) + 1;
}

/** The sample at the centre of a frame. */
export function sampleOfFrame(frame: number, sampleRate: number): number {
  return Math.round((frame * sampleRate) / framesPerSec);
}

/** Runs of frames where f0 is not 0, in order. */
export function voicedRuns(f0Hz: Float64Array): FrameSpan[] {
  const runs: FrameSpan[] = [];
  let start = -1;
  for (let frame = 0; frame <= f0Hz.length; frame++) {
    const isVoiced = frame < f0Hz.length && f0Hz[frame] > 0;
    if (isVoiced && start < 0) start = frame;
    if (!isVoiced && start >= 0) {
      runs.push({ start, end: frame });
      start = -1;
    }
  }
  return runs;
}
