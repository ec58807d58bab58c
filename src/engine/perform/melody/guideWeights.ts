import type { GuideExpression } from './types.ts';

/** Time over which the guide's movement comes and goes where the guide falls silent, frames to either side. */
const fadeFrames = 8;

/**
 * How much of the guide's own movement is followed at every frame: the ratio where the guide sings, fading to nothing where it
 * is silent, so that no step is heard.
 *
 * @param frameCount of the take; a guide that is shorter is silent after its end
 * @returns [frameCount]; null: nothing is followed
 */
export function guideWeights(
  expression: GuideExpression | null,
  guideRatio: number,
  frameCount: number,
): Float64Array | null {
  if (!expression || guideRatio <= 0) return null;
  const { cents } = expression;
  const length = Math.min(cents.length, expression.levelDb.length, frameCount);
  // One frame that happens to lie exactly on the note is no silence.
  const isSung = (frame: number): boolean =>
    frame < length &&
    (cents[frame] !== 0 || (frame > 0 && frame + 1 < length && cents[frame - 1] * cents[frame + 1] !== 0));
  const sungFrames = new Float64Array(frameCount);
  let run = fadeFrames;
  for (let frame = 0; frame < frameCount; frame++) {
    run = isSung(frame) ? Math.min(fadeFrames, run + 1) : 0;
    sungFrames[frame] = run;
  }
  run = fadeFrames;
  for (let frame = frameCount - 1; frame >= 0; frame--) {
    run = isSung(frame) ? Math.min(fadeFrames, run + 1) : 0;
    sungFrames[frame] = Math.min(run, sungFrames[frame]);
  }
  return sungFrames.map((frames) => (guideRatio * frames) / fadeFrames);
}
