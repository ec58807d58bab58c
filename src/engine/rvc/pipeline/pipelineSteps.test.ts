import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coarsePitch } from './coarsePitch.ts';
import { limitedPeak, sixteenBits } from './finalScale.ts';
import { highPass } from './highPass.ts';
import { mixLoudness } from './loudnessMix.ts';
import { mirrored } from './mirrored.ts';
import { protectConsonants } from './protect.ts';
import { resampleWhole } from './resampleWhole.ts';
import { segmentsBetween } from './segment.ts';
import { splitPoints } from './splitPoints.ts';
import { fillUnvoiced } from './unvoicedPitch.ts';

/* Their numbers are held against the original's in tests/golden/rvc.test.ts; here is what must be so for any input. */

const sine = (hz: number, count: number, sampleRate = 16_000) =>
  Float64Array.from({ length: count }, (_, i) => Math.sin((2 * Math.PI * hz * i) / sampleRate));
const f0Curve = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 50, max: 1100, noNaN: true })), { maxLength: 60 });

describe('the high-pass', () => {
  it('takes a constant away whole', () => {
    const rest = highPass(new Float64Array(5000).fill(0.5));
    expect(Math.max(...rest.map(Math.abs))).toBeLessThan(1e-6);
  });

  it('moves nothing in time: a signal played backwards comes out backwards', () => {
    // Silent towards its ends: what lies beyond them is guessed, differently for each direction.
    const signal = sine(60, 8000).map((value, i) => (value + Math.sin(i ** 1.3)) * Math.sin((Math.PI * i) / 8000) ** 8);
    const forwards = highPass(signal);
    const backwards = highPass(signal.toReversed()).reverse();
    expect(Math.max(...forwards.map((value, i) => Math.abs(value - backwards[i])))).toBeLessThan(1e-5);
  });

  it('leaves 200 Hz as it is', () => {
    const filtered = highPass(sine(200, 8000));
    const middle = filtered.subarray(2000, 6000);
    expect(Math.max(...middle)).toBeCloseTo(1, 3);
  });

  it('bears signals shorter than its own extension', () => {
    for (const count of [0, 1, 2, 17, 18, 19]) expect(highPass(sine(100, count))).toHaveLength(count);
  });
});

describe('split points', () => {
  const options = { querySec: 1, centreSec: 3, longestSec: 4 };

  it.each(['sum-of-magnitudes', 'magnitude-of-sum'] as const)('fall into a pause near the centre (%s)', (rule) => {
    const signal = sine(171.3, 7 * 16_000).map((value, i) => (i > 50_000 && i < 51_000 ? 0 : value));
    const [point] = splitPoints(signal, options, rule);
    expect(point).toBeGreaterThan(50_000);
    expect(point).toBeLessThan(51_000);
  });

  it('do not exist in a signal that is short enough', () => {
    expect(splitPoints(sine(100, 4 * 16_000 - 160), options, 'sum-of-magnitudes')).toEqual([]);
  });

  it('make segments that follow each other without a gap, on whole frames', () => {
    const segments = segmentsBetween([53_935, 95_051]);
    expect(segments).toEqual([
      { startSample: 0, endSample: 53_920 },
      { startSample: 53_920, endSample: 95_040 },
      { startSample: 95_040, endSample: null },
    ]);
  });
});

describe('pitch', () => {
  it('stays where it is voiced and lies between its neighbours where it is filled', () => {
    fc.assert(
      fc.property(f0Curve, (curve) => {
        const f0Hz = Float64Array.from(curve);
        const voiced = curve.filter((hz) => hz > 0);
        fillUnvoiced(f0Hz).forEach((hz, frame) => {
          if (f0Hz[frame] > 0 || voiced.length === 0) expect(hz).toBe(f0Hz[frame]);
          else {
            expect(hz).toBeGreaterThanOrEqual(Math.min(...voiced) - 1e-9);
            expect(hz).toBeLessThanOrEqual(Math.max(...voiced) + 1e-9);
          }
        });
      }),
    );
  });

  it('has a class from 1 to 255 that never falls when it rises', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 3000, noNaN: true }), { minLength: 1 }), (hertz) => {
        const classes = coarsePitch(Float64Array.from(hertz).sort());
        classes.forEach((value, i) => {
          expect(Number.isInteger(value) && value >= 1 && value <= 255).toBe(true);
          if (i > 0) expect(value).toBeGreaterThanOrEqual(classes[i - 1]);
        });
      }),
    );
  });
});

describe('protection of consonants', () => {
  it('leaves voiced frames alone and gives unvoiced ones back at 0', () => {
    const features = Float32Array.of(1, 2, 3, 4);
    protectConsonants(features, Float32Array.of(5, 6, 7, 8), Float64Array.of(0, 100), 0);
    expect([...features]).toEqual([5, 6, 3, 4]);
  });
});

describe('the loudness mix', () => {
  const source = { samples: sine(200, 32_000).map((value) => 0.1 * value), sampleRate: 16_000 };
  const output = { samples: sine(200, 80_000, 40_000), sampleRate: 40_000 };
  const peak = (samples: Float32Array) => Math.max(...samples.subarray(30_000, 50_000));

  it('changes nothing at 1', () => {
    expect(mixLoudness(source, output, 1)).toEqual(Float32Array.from(output.samples));
  });

  it('gives the recording’s loudness at 0 and the geometric middle at 0.5', () => {
    expect(peak(mixLoudness(source, output, 0))).toBeCloseTo(0.1, 3);
    expect(peak(mixLoudness(source, output, 0.5))).toBeCloseTo(Math.sqrt(0.1), 3);
  });
});

describe('the final scaling', () => {
  it('turns down what would clip and leaves quiet signals alone', () => {
    expect(Math.max(...limitedPeak(Float32Array.of(2, -4)).map(Math.abs))).toBeCloseTo(0.99, 6);
    expect(limitedPeak(Float32Array.of(0.25, 0))).toEqual(Float32Array.of(0.25, 0));
    expect([...sixteenBits(Float32Array.of(0.5, -1e-5, 0))]).toEqual([16_384, 0, 0]);
    expect([...sixteenBits(Float32Array.of(1, -1))]).toEqual([32_440, -32_440]);
  });
});

describe('the last resampling', () => {
  const rates = fc.constantFrom(16_000, 22_050, 32_000, 40_000, 44_100, 48_000);

  it('keeps a tone that both rates can hold, in its place', () => {
    fc.assert(
      fc.property(rates, rates, fc.integer({ min: 100, max: 7000 }), (fromRate, toRate, hz) => {
        const resampled = resampleWhole(Float32Array.from(sine(hz, 4000, fromRate)), fromRate, toRate);
        expect(resampled).toHaveLength(Math.ceil((4000 * toRate) / fromRate));
        // Both ends ring against the silence outside.
        const ring = Math.ceil((150 * toRate) / Math.min(fromRate, toRate));
        const tone = sine(hz, resampled.length, toRate);
        const error = resampled.map((value, i) => value - tone[i]).subarray(ring, resampled.length - ring);
        expect(Math.max(...error.map(Math.abs))).toBeLessThan(1e-4);
      }),
      { numRuns: 30 },
    );
  });

  it('takes away what the lower rate cannot hold', () => {
    const resampled = resampleWhole(Float32Array.from(sine(9000, 8000, 48_000)), 48_000, 16_000);
    expect(Math.max(...resampled.subarray(200, 2400).map(Math.abs))).toBeLessThan(1e-5);
  });
});

describe('mirroring', () => {
  it('goes to and fro over a signal shorter than its padding', () => {
    expect([...mirrored(Float64Array.of(1, 2, 3), 4)]).toEqual([1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3]);
    expect([...mirrored(Float64Array.of(7), 2)]).toEqual([7, 7, 7, 7, 7]);
  });
});
