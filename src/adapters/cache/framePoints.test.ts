import { describe, expect, it } from 'vitest';
import { framePointsOf, thinLine, thinPeaks } from './framePoints.ts';

describe('lines thinned for drawing', () => {
  it('have one point per frame unless fewer are asked for, and never more than asked', () => {
    expect(framePointsOf(1000, null)).toEqual({ framesPerPoint: 1, stepSec: 0.005 });
    expect(framePointsOf(1000, 300)).toEqual({ framesPerPoint: 4, stepSec: 0.02 });
    expect(thinLine(Float64Array.from([1, 2, 3, 4, 5]), framePointsOf(5, 3), 0)).toEqual([1, 3, 5]);
  });

  it('keep the lowest and highest of the peaks they join', () => {
    const peaks = Float32Array.from([-0.5, 0.25, -0.75, 0.125, 0, 0.5]);
    expect(thinPeaks(peaks, framePointsOf(3, 2))).toEqual([-0.75, 0.25, 0, 0.5]);
  });
});
