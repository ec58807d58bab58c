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

/** One of the nested shapes of a filled mark, largest first. */
export type Blob = { readonly path: string; readonly opacity: number };

const pointCount = 72;
/** Reach of the outer shape, in the box of 100 × 100, and of the two inside it as parts of it. */
const smallestReach = 20;
const largestReach = 42;
const nested = [
  { size: 1, opacity: 0.36 },
  { size: 0.67, opacity: 0.6 },
  { size: 0.36, opacity: 1 },
] as const;

/** The six mineral colours a mark may have. */
export const minerals = ['sand', 'moss', 'clay', 'steel', 'shell', 'slate'] as const;

/** The voice's first harmonics as a closed wave around the centre, stretched to 0–1, at so many angles. */
function outline(harmonics: readonly number[], count: number): number[] {
  const mean = harmonics.reduce((sum, strength) => sum + strength, 0) / Math.max(1, harmonics.length);
  const wave = Array.from({ length: count }, (_, point) => {
    const angle = (point / count) * 2 * Math.PI;
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
  return outline(harmonics, rayCount).map((reach, ray) => {
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

/**
 * The nested shapes of an RVC voice's mark. Strong overtones would make hedgehogs of it, so the outline takes only the
 * first six, each next one weaker.
 * @param harmonics strengths 0–1 of the first harmonics
 */
export function markBlobs(harmonics: readonly number[]): Blob[] {
  const reaches = outline(
    harmonics.slice(0, 6).map((strength, index) => strength / (index + 1)),
    pointCount,
  );
  return nested.map(({ size, opacity }) => {
    const points = reaches.map((reach, point) => {
      const angle = (point / pointCount) * 2 * Math.PI;
      // Inner shapes are rounder, as contours of a hill are.
      const softened = 0.5 + (reach - 0.5) * Math.sqrt(size);
      const radius = (smallestReach + (largestReach - smallestReach) * softened) * size;
      return `${(50 + radius * Math.cos(angle)).toFixed(1)} ${(50 + radius * Math.sin(angle)).toFixed(1)}`;
    });
    return { path: `M${points.join('L')}Z`, opacity };
  });
}

/** The colour of a voice's mark, drawn from the same harmonics, so that it never changes either. */
export function markMineral(harmonics: readonly number[]): (typeof minerals)[number] {
  const weight = harmonics.reduce((sum, strength, index) => sum + strength * (index + 1) ** 2, 0);
  return minerals[Math.round(Math.abs(weight) * 11) % minerals.length] ?? 'sand';
}
