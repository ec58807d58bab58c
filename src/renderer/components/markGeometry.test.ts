import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markBlobs, markMineral, markRays, minerals } from './markGeometry.ts';

const harmonics = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });

describe('a voice mark', () => {
  it('is the same for the same voice and another for another voice', () => {
    const one = [1, 0.6, 0.3, 0.2];
    expect(markRays(one)).toEqual(markRays([...one]));
    expect(markRays(one)).not.toEqual(markRays([0.2, 0.3, 0.6, 1]));
  });

  it('stays inside its box for any voice', () => {
    fc.assert(
      fc.property(harmonics, (strengths) => {
        for (const ray of markRays(strengths)) {
          for (const place of [ray.x1, ray.y1, ray.x2, ray.y2]) {
            expect(place).toBeGreaterThanOrEqual(5);
            expect(place).toBeLessThanOrEqual(95);
          }
        }
      }),
    );
  });

  it('has nested shapes inside its box for an RVC voice, the same for the same voice', () => {
    fc.assert(
      fc.property(harmonics, (strengths) => {
        const blobs = markBlobs(strengths);
        expect(blobs).toEqual(markBlobs([...strengths]));
        expect(blobs).toHaveLength(3);
        const reachOf = (path: string): number =>
          Math.max(
            ...[...path.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => Math.hypot(Number(x) - 50, Number(y) - 50)),
          );
        const reaches = blobs.map(({ path }) => reachOf(path));
        expect(reaches[0]).toBeLessThanOrEqual(45);
        expect(reaches).toEqual([...reaches].sort((a, b) => b - a));
      }),
    );
  });

  it('has one of the mineral colours for any voice', () => {
    fc.assert(fc.property(harmonics, (strengths) => minerals.includes(markMineral(strengths))));
  });
});
