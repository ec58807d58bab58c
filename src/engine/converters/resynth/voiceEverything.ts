import type { Analysis } from '../../analysis/types.ts';
import type { Performance } from '../../perform/types.ts';

/** Pitch where a whole performance has none, Hz. */
const defaultHz = 110;
/** Below the loudest frame by more than this, a frame is a pause. */
const activeRangeDb = 40;

/**
 * Pitch for every frame that is not a pause: the pitch sung before it, else the next one.
 * @returns [frames] Hz, 0 in pauses
 */
export function voiceEverything(
  analysis: Pick<Analysis, 'frameCount' | 'levelDb'>,
  performance: Pick<Performance, 'f0Hz' | 'sourceFrame'>,
): Float64Array {
  const f0Hz = performance.f0Hz.slice();
  let loudestDb = -Infinity;
  for (const levelDb of analysis.levelDb) loudestDb = Math.max(loudestDb, levelDb);
  let heldHz = f0Hz.find((hz) => hz > 0) ?? defaultHz;
  for (let frame = 0; frame < f0Hz.length; frame++) {
    if (f0Hz[frame] > 0) {
      heldHz = f0Hz[frame];
      continue;
    }
    const source = Math.min(Math.max(Math.round(performance.sourceFrame[frame]), 0), analysis.frameCount - 1);
    if (analysis.levelDb[source] > loudestDb - activeRangeDb) f0Hz[frame] = heldHz;
  }
  return f0Hz;
}
