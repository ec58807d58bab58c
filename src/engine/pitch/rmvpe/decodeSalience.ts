/** Pitch bins of the network, 20 cents apart. */
export const salienceBinCount = 360;
/** A frame whose greatest salience is not above this has no pitch. */
export const voicedSalience = 0.03;

const binCents = 20;
/** Pitch of bin 0 in cents above 10 Hz. */
const lowestCents = 1997.3794084376191;
/** Bins on either side of the greatest that are averaged. */
const reachBins = 4;

/** Greatest salience of each frame and the pitch there, Hz; never 0, whether or not there is a voice. */
export type SaliencePitch = { readonly f0Hz: Float64Array; readonly salience: Float32Array };

/**
 * The pitch of each frame: the mean of the nine bins around the greatest, weighted by their salience (first of equals; bins
 * outside count nothing).
 * @param salience [frameCount × 360], 0–1
 */
export function decodeSalience(salience: ArrayLike<number>, frameCount: number): SaliencePitch {
  const f0Hz = new Float64Array(frameCount);
  const greatest = new Float32Array(frameCount);
  for (let frame = 0; frame < frameCount; frame++) {
    const row = frame * salienceBinCount;
    let peak = 0;
    for (let bin = 1; bin < salienceBinCount; bin++) if (salience[row + bin] > salience[row + peak]) peak = bin;
    greatest[frame] = salience[row + peak];
    f0Hz[frame] = 10 * 2 ** (centsAround(salience, row, peak) / 1200);
  }
  return { f0Hz, salience: greatest };
}

function centsAround(salience: ArrayLike<number>, row: number, peak: number): number {
  let weighted = 0;
  let weight = 0;
  const end = Math.min(salienceBinCount - 1, peak + reachBins);
  for (let bin = Math.max(0, peak - reachBins); bin <= end; bin++) {
    weighted += salience[row + bin] * (binCents * bin + lowestCents);
    weight += salience[row + bin];
  }
  return weight > 0 ? weighted / weight : binCents * peak + lowestCents;
}
