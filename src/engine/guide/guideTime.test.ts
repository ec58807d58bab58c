import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { featureCount } from './alignmentFeatures.ts';
import { followGuideTime } from './guideTime.ts';
import { warp } from './warp.ts';

/** Steps of a way through a recording, and what is heard of both. */
const ways = fc
  .array(
    fc.record({
      step: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 6, noNaN: true })),
      db: fc.constantFrom(-20, -35, -90),
    }),
    {
      minLength: 3,
      maxLength: 400,
    },
  )
  .map((frames) => {
    let at = 0;
    const place = Float64Array.from(frames, ({ step }) => (at += step));
    const levelDb = Float32Array.from(frames, ({ db }) => db);
    return { place, levelDb, recordingFrames: Math.ceil(at) + 2 };
  });

describe('the time map along a guide', () => {
  it('rises in the take, never falls in the recording and covers the guide, whatever way was found', () => {
    fc.assert(
      fc.property(ways, fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 30 }), (way, starts) => {
        const vowelStarts = [...new Set(starts)].sort((a, b) => a - b).filter((start) => start < way.recordingFrames);
        const guide = { levelDb: way.levelDb, f0Hz: Float64Array.from(way.levelDb, (db) => (db > -30 ? 100 : 0)) };
        const recording = {
          levelDb: new Float32Array(way.recordingFrames).fill(-30),
          f0Hz: new Float64Array(way.recordingFrames),
        };
        const anchors = followGuideTime(way.place, vowelStarts, { guide, recording }).flat();
        expect(anchors[0]?.[0]).toBe(0);
        expect(anchors.at(-1)?.[0]).toBeCloseTo((way.place.length - 1) / 200, 5);
        anchors.forEach(([takeSec, recordingSec], index) => {
          const [takeBefore, recordingBefore] = anchors[index - 1] ?? [-1, 0];
          expect(takeSec).toBeGreaterThan(takeBefore);
          expect(recordingSec).toBeGreaterThanOrEqual(recordingBefore);
          expect(recordingSec).toBeLessThanOrEqual((way.recordingFrames - 1) / 200 + 1e-6);
        });
      }),
      { numRuns: 300 },
    );
  });
});

describe('the way through two recordings', () => {
  it('never falls and ends where both end, however different they are', () => {
    const rowsOf = fc.array(
      fc.array(fc.float({ min: -3, max: 3, noNaN: true }), { minLength: featureCount, maxLength: featureCount }),
      {
        minLength: 1,
        maxLength: 90,
      },
    );
    fc.assert(
      fc.property(rowsOf, rowsOf, (guide, recording) => {
        const features = (rows: readonly number[][]) => ({
          frameCount: rows.length,
          rows: Float32Array.from(rows.flat()),
        });
        const { place, distance } = warp(features(guide), features(recording));
        expect(place).toHaveLength(guide.length);
        place.forEach((value, frame) => expect(value).toBeGreaterThanOrEqual(place[frame - 1] ?? 0));
        expect(place[guide.length - 1]).toBeLessThanOrEqual(recording.length - 1);
        expect(Number.isFinite(distance)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('is the diagonal between a recording and itself', () => {
    const frameCount = 1000;
    const rows = Float32Array.from({ length: frameCount * featureCount }, (_, i) =>
      Math.sin(i * 1.7 + Math.sin(i / 300)),
    );
    const { place, distance } = warp({ frameCount, rows }, { frameCount, rows });
    place.forEach((value, frame) => expect(Math.abs(value - frame)).toBeLessThanOrEqual(1));
    expect(distance).toBeLessThan(1e-6);
  });
});
