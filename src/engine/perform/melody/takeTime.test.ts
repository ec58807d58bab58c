import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLeap } from '../sourcePlace.ts';
import { planFrameCount, sourceFramesOf } from './takeTime.ts';

describe('places in the recording along a plan', () => {
  it('are the whole frames of the recording where time is its own', () => {
    const plan = { lengthSec: 12.345, passes: [[[0, 0] as [number, number], [12.345, 12.345] as [number, number]]] };
    const places = sourceFramesOf(plan, 5000);
    expect(places).toHaveLength(2470);
    places.forEach((place, frame) => expect(place).toBe(frame));
  });

  it('follow every anchor, leap back where a pass begins, and run on as spoken before the first and after the last', () => {
    const plan: Parameters<typeof sourceFramesOf>[0] = {
      lengthSec: 4,
      passes: [
        [
          [0.5, 1],
          [1.5, 1.5],
          [2, 2],
        ],
        [
          [2, 0.25],
          [3, 1.25],
        ],
      ],
    };
    const places = sourceFramesOf(plan, 10_000);
    const at = (sec: number): number => places[Math.round(sec * 200)] ?? NaN;
    expect([at(0.25), at(0.5), at(1), at(1.5), at(1.75)]).toEqual([150, 200, 250, 300, 350]);
    expect([at(1.995), at(2), at(2.5), at(3.5)]).toEqual([399, 50, 150, 350]);
    expect([...places].filter((place, frame) => isLeap(places[frame - 1] ?? place, place))).toEqual([50]);
  });

  it('stay in the recording and never fall inside a pass, whatever the anchors', () => {
    const steps = fc.array(
      fc.tuple(fc.double({ min: 0, max: 0.8, noNaN: true }), fc.double({ min: 0, max: 0.8, noNaN: true })),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: 4 }), (passSteps) => {
        let takeSec = 0;
        const begins: number[] = [];
        const passes = passSteps.map((increments) => {
          begins.push(takeSec);
          let sourceSec = 0;
          const anchors: [number, number][] = [[takeSec, sourceSec]];
          for (const [take, source] of increments) anchors.push([(takeSec += take), (sourceSec += source)]);
          return anchors;
        });
        const plan = { lengthSec: takeSec, passes };
        const places = sourceFramesOf(plan, 1000);
        expect(places).toHaveLength(planFrameCount(plan));
        places.forEach((place, frame) => {
          expect(place).toBeGreaterThanOrEqual(0);
          expect(place).toBeLessThanOrEqual(999);
          const isBorder = begins.some((sec) => sec > (frame - 1) / 200 && sec <= frame / 200 + 1e-8);
          if (frame > 0 && !isBorder) expect(place).toBeGreaterThanOrEqual(places[frame - 1] ?? NaN);
        });
      }),
      { numRuns: 100 },
    );
  });
});
