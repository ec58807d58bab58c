/** One ray of a mark, in a box of 100 × 100. */
export type Ray = {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly isStrong: boolean;
};

const rayCount = 26;
const innerRadius = 11;
const shortestRay = 8;
const longestRay = 30;
/** Every other ray is paler and shorter. */
const paleRatio = 0.7;

/** The six mineral colours a mark may have. */
export const minerals = ['sand', 'moss', 'clay', 'steel', 'shell', 'slate'] as const;

/** The voice's first harmonics as a closed wave around the centre, stretched to 0–1. */
function outline(harmonics: readonly number[]): number[] {
  const mean = harmonics.reduce((sum, strength) => sum + strength, 0) / Math.max(1, harmonics.length);
  const wave = Array.from({ length: rayCount }, (_, ray) => {
    const angle = (ray / rayCount) * 2 * Math.PI;
    return harmonics.reduce(
      (sum, strength, index) => sum + (strength - mean) * Math.cos((index + 1) * angle + index * index),
      0,
    );
  });
  const low = Math.min(...wave);
  const span = Math.max(...wave) - low;
  return wave.map((value) => (span > 0 ? (value - low) / span : 0.5));
}

/**
 * The rays of a built-in voice's mark. The same harmonics give the same mark on every computer.
 * @param harmonics strengths 0–1 of the first harmonics
 */
export function markRays(harmonics: readonly number[]): Ray[] {
  return outline(harmonics).map((reach, ray) => {
    const angle = (ray / rayCount) * 2 * Math.PI;
    const isStrong = ray % 2 === 0;
    const length = (shortestRay + (longestRay - shortestRay) * reach) * (isStrong ? 1 : paleRatio);
    const outer = innerRadius + length;
    return {
      x1: 50 + innerRadius * Math.cos(angle),
      y1: 50 + innerRadius * Math.sin(angle),
      x2: 50 + outer * Math.cos(angle),
      y2: 50 + outer * Math.sin(angle),
      isStrong,
    };
  });
}

/** The colour of a voice's mark, drawn from the same harmonics, so that it never changes either. */
export function markMineral(harmonics: readonly number[]): (typeof minerals)[number] {
  const weight = harmonics.reduce((sum, strength, index) => sum + strength * (index + 1) ** 2, 0);
  return minerals[Math.round(Math.abs(weight) * 11) % minerals.length] ?? 'sand';
}
