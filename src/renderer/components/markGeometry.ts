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
const shortestRay = 9;
const longestRay = 29;

/** The six mineral colours a mark may have. */
export const minerals = ['sand', 'moss', 'clay', 'steel', 'shell', 'slate'] as const;

/** Outline radius at an angle: the voice's first harmonics as a closed wave, 0–1. */
function outline(harmonics: readonly number[], angle: number): number {
  const total = harmonics.reduce((sum, strength) => sum + Math.abs(strength), 0);
  if (total === 0) return 0.5;
  const wave = harmonics.reduce(
    (sum, strength, index) => sum + strength * Math.cos((index + 1) * angle + index * index),
    0,
  );
  return 0.5 + 0.5 * (wave / total);
}

/**
 * The rays of a built-in voice's mark. The same harmonics give the same mark on every computer.
 * @param harmonics strengths 0–1 of the first harmonics
 */
export function markRays(harmonics: readonly number[]): Ray[] {
  return Array.from({ length: rayCount }, (_, index) => {
    const angle = (index / rayCount) * 2 * Math.PI;
    const length = shortestRay + (longestRay - shortestRay) * outline(harmonics, angle);
    const outer = innerRadius + length;
    return {
      x1: 50 + innerRadius * Math.cos(angle),
      y1: 50 + innerRadius * Math.sin(angle),
      x2: 50 + outer * Math.cos(angle),
      y2: 50 + outer * Math.sin(angle),
      isStrong: index % 2 === 0,
    };
  });
}

/** The colour of a voice's mark, drawn from its hash so that it never changes. */
export function markMineral(hash: string): (typeof minerals)[number] {
  const sum = [...hash].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) >>> 0, 7);
  return minerals[sum % minerals.length] ?? 'sand';
}
