import { hzToMidi, pitchClassesOf, type MusicalKey } from '../../src/contract/music.ts';

/** Pitch measured in finished audio, per 5 ms frame. */
export type MeasuredPitch = { readonly f0Hz: Float64Array; readonly confidence: Float32Array };

/** Meters count only frames the extractor is sure of. */
const sureConfidence = 0.9;

export function isSure(pitch: MeasuredPitch, frame: number): boolean {
  return (pitch.confidence[frame] ?? 0) > sureConfidence && (pitch.f0Hz[frame] ?? 0) > 0;
}

function median(values: number[]): number | null {
  if (values.length === 0) return null;
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/**
 * How far the sung pitch is from the authored one, over frames that are authored as voiced and measured with confidence.
 * @returns median absolute error in cents and the share of frames within 50 cents
 */
export function pitchErrorOf(measured: MeasuredPitch, authoredF0Hz: ArrayLike<number>) {
  const errors: number[] = [];
  for (let frame = 0; frame < Math.min(authoredF0Hz.length, measured.f0Hz.length); frame++) {
    const wanted = authoredF0Hz[frame] ?? 0;
    if (wanted > 0 && isSure(measured, frame)) errors.push(Math.abs(1200 * Math.log2(measured.f0Hz[frame] / wanted)));
  }
  const within50 = errors.filter((cents) => cents <= 50).length;
  return {
    frameCount: errors.length,
    medianCents: median(errors),
    within50Ratio: within50 / Math.max(1, errors.length),
  };
}

/** Cents to the nearest note among pitch classes. */
function centsToScale(midi: number, pitchClasses: readonly number[]): number {
  let nearest = Infinity;
  for (const pitchClass of pitchClasses) {
    const distance = Math.abs(((((midi - pitchClass) % 12) + 18) % 12) - 6);
    nearest = Math.min(nearest, distance);
  }
  return nearest * 100;
}

/** Share of sure frames within 25 cents of a note of the key. */
export function onScaleRatioOf(measured: MeasuredPitch, key: MusicalKey): number {
  const pitchClasses = pitchClassesOf(key);
  let sure = 0;
  let onScale = 0;
  for (let frame = 0; frame < measured.f0Hz.length; frame++) {
    if (!isSure(measured, frame)) continue;
    sure++;
    if (centsToScale(hzToMidi(measured.f0Hz[frame]), pitchClasses) <= 25) onScale++;
  }
  return onScale / Math.max(1, sure);
}
