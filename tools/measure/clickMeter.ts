/** Largest absolute second difference of samples [from, to): a click is a spike in it. */
function roughness(samples: ArrayLike<number>, from: number, to: number): number {
  let largest = 0;
  for (let i = Math.max(1, from); i < Math.min(samples.length - 1, to); i++) {
    largest = Math.max(largest, Math.abs(samples[i - 1] - 2 * samples[i] + samples[i + 1]));
  }
  return largest;
}

/**
 * How much rougher the wave is within 1.5 ms of each joint than in the 60 ms around it. A joint nobody hears
 * stays near or below 1; a click is far above 2.
 * @returns the worst ratio, 0 without joints
 */
export function worstJointRatio(
  samples: ArrayLike<number>,
  sampleRate: number,
  jointSamples: readonly number[],
): number {
  const near = Math.round(0.0015 * sampleRate);
  const around = Math.round(0.03 * sampleRate);
  const floor = 1e-5;
  let worst = 0;
  for (const joint of jointSamples) {
    const atJoint = roughness(samples, joint - near, joint + near);
    const beside = Math.max(
      roughness(samples, joint - around, joint - near),
      roughness(samples, joint + near, joint + around),
    );
    worst = Math.max(worst, atJoint / Math.max(beside, floor));
  }
  return worst;
}
