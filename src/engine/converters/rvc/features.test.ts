import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SungFrames } from './sungFrames.ts';
import { featuresOf } from './features.ts';

const contentFrames = 50;
/** One value per row: its own number, so that a value read back is a place in the recording. */
const content = {
  width: 1,
  frameCount: contentFrames,
  read: (start: number, count: number) => {
    if (start < 0 || start + count > contentFrames) throw new RangeError(`${String(start)} + ${String(count)}`);
    return Float32Array.from({ length: count }, (_, i) => start + i);
  },
};
const settings = { retrievalRatio: 0, retrievalCount: 8, protectRatio: 0.5 };

function sungAt(sourceFrame: Float64Array<ArrayBuffer>): SungFrames {
  const frameCount = sourceFrame.length;
  const still = new Float32Array(frameCount);
  return { frameCount, f0Hz: new Float64Array(frameCount), sourceFrame, levelDb: still };
}

/** Places in the recording, in content frames, that are said along a map of `count` frames of 10 ms. */
function placesAlong(count: number, mapFrame: (frame: number) => number): number[] {
  const sung = sungAt(Float64Array.from({ length: count }, (_, frame) => mapFrame(frame)));
  return [...featuresOf({ content, index: null, sung, hasPitch: true, settings }, 0, count)];
}

describe('what is said along the time map', () => {
  it('is every row twice at natural speed, from the first frame to the last', () => {
    expect(placesAlong(100, (frame) => frame)).toEqual(
      Array.from({ length: 100 }, (_, frame) => Math.floor(frame / 2)),
    );
  });

  it('is the sound of each frame’s own middle, to half a frame, however time is stretched or compressed', () => {
    const slope = fc.double({ min: 0.4, max: 2.5, noNaN: true });
    fc.assert(
      fc.property(slope, fc.double({ min: 0, max: 9, noNaN: true }), (speed, offset) => {
        const count = Math.floor((2 * contentFrames - offset) / speed);
        placesAlong(count, (frame) => offset + speed * frame).forEach((place, frame) => {
          // Row i has its middle at frame 2 i + 1 of 10 ms.
          const middle = offset + speed * frame + 0.5;
          const wanted = Math.min(contentFrames - 1, Math.max(0, (middle - 1) / 2));
          expect(Math.abs(place - wanted)).toBeLessThan(0.51);
        });
      }),
    );
  });

  it('moves on without steps where time is stretched 1.5 to 2.5 times', () => {
    for (const stretch of [1.5, 2, 2.5]) {
      const places = placesAlong(80 * stretch, (frame) => frame / stretch);
      for (let frame = 2; frame < places.length; frame++) {
        const step = (places[frame] ?? 0) - (places[frame - 1] ?? 0);
        expect(step).toBeGreaterThanOrEqual(0);
        expect(step).toBeLessThanOrEqual(0.5 / stretch + 1e-5);
      }
    }
  });

  it('stays at the recording’s ends where the map reaches past them', () => {
    const places = placesAlong(160, (frame) => 1.5 * frame - 40);
    expect(places[0]).toBe(0);
    expect(places.at(-1)).toBe(contentFrames - 1);
  });

  it('is the same however a take is cut into stretches, for any map that does not run backwards', () => {
    const steps = fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { minLength: 2, maxLength: 90 });
    fc.assert(
      fc.property(steps, fc.nat(), (increments, cutAt) => {
        let place = 0;
        const sung = sungAt(Float64Array.from(increments, (step) => (place += step)));
        const parts = { content, index: null, sung, hasPitch: true, settings };
        const whole = featuresOf(parts, 0, sung.frameCount);
        const cut = 1 + (cutAt % (sung.frameCount - 1));
        expect([...featuresOf(parts, 0, cut), ...featuresOf(parts, cut, sung.frameCount)]).toEqual([...whole]);
        expect(whole.every((value, i) => value >= (whole[i - 1] ?? 0) - 0.51)).toBe(true);
      }),
    );
  });

  it('leaps back where words begin again, and reads nothing of what lies between', () => {
    const longContent = {
      width: 1,
      frameCount: 100_000,
      read: (start: number, count: number) => {
        rowsRead += count;
        return Float32Array.from({ length: count }, (_, i) => start + i);
      },
    };
    let rowsRead = 0;
    const sung = sungAt(Float64Array.from({ length: 40 }, (_, frame) => (frame < 20 ? 190_000 + frame : frame - 20)));
    const rows = featuresOf({ content: longContent, index: null, sung, hasPitch: true, settings }, 0, 40);
    expect([...rows]).toEqual(
      Array.from({ length: 40 }, (_, frame) =>
        frame < 20 ? 95_000 + Math.floor(frame / 2) : Math.floor((frame - 20) / 2),
      ),
    );
    expect(rowsRead).toBeLessThan(50);
  });
});
