import { frameSec } from '../../../contract/recordings.ts';
import { gaussianSmooth } from '../../dsp/statistics.ts';
import type { VoiceLayer } from '../../effects/types.ts';

/*
 * A layer that comes late is the performance seen through a clock that runs behind: no sample is moved, only the frame that is
 * sung. So a delay may be any fraction and may drift, and costs nothing.
 */

/** Frames over which gains that need a voice come and go. */
const voicingSigmaFrames = 1;

/** Frame of the performance that a layer sings at a frame of the take; 0 where it has not begun. */
export function placeOf(frame: number, delaySec: Float64Array | null): number {
  if (!delaySec) return frame;
  const below = Math.min(Math.floor(frame), delaySec.length - 1);
  const above = Math.min(below + 1, delaySec.length - 1);
  const part = Math.min(1, frame - below);
  const sec = delaySec[below] + part * (delaySec[above] - delaySec[below]);
  return Math.max(0, frame - sec / frameSec);
}

/** [frames of the take] pitch of a layer: as voiced as the nearest frame, linear only between two that are voiced. */
export function delayedPitch({ f0Hz, delaySec }: VoiceLayer): Float64Array {
  if (!delaySec) return f0Hz;
  return f0Hz.map((_, frame) => {
    const place = placeOf(frame, delaySec);
    const below = Math.floor(place);
    const above = Math.min(below + 1, f0Hz.length - 1);
    if (f0Hz[below] > 0 && f0Hz[above] > 0) return f0Hz[below] + (place - below) * (f0Hz[above] - f0Hz[below]);
    return f0Hz[Math.min(Math.round(place), f0Hz.length - 1)];
  });
}

/** [frames of the take] gain of the performance; silent where the layer has not begun. */
export function delayedGain(gain: Float32Array, delaySec: Float64Array | null): Float32Array {
  if (!delaySec) return gain;
  return gain.map((_, frame) => {
    const place = placeOf(frame, delaySec);
    if (place === 0) return 0;
    const below = Math.floor(place);
    const above = Math.min(below + 1, gain.length - 1);
    return gain[below] + (place - below) * (gain[above] - gain[below]);
  });
}

/** [frames of the take] 1 where a layer is voiced, 0 where not, with soft borders inside the voice. */
export function delayedVoicing(layer: VoiceLayer): Float32Array {
  const isVoiced = Float32Array.from(delayedPitch(layer), (hz) => (hz > 0 ? 1 : 0));
  return gaussianSmooth(isVoiced, voicingSigmaFrames).map(
    (share, frame) => Math.max(0, 2 * share - 1) * isVoiced[frame],
  );
}
