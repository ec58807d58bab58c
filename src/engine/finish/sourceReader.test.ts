import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceOf } from '../../../tests/suites/dspGoldens.ts';
import type { AudioSource } from '../converters/types.ts';
import type { Performance } from '../perform/types.ts';
import { MappedSource } from './sourceReader.ts';

const rate = 16_000;
/** Each sample is its own place, so that what is heard says where it was taken from. */
const samples = Float32Array.from({ length: 4 * rate }, (_, i) => i);
const source = sourceOf(samples, rate);

function performanceOf(sourceFrame: Float64Array): Performance {
  const frameCount = sourceFrame.length;
  return {
    frameCount,
    f0Hz: new Float64Array(frameCount),
    sourceFrame,
    formantRatio: 1,
    gain: new Float32Array(frameCount).fill(1),
    notes: [],
    key: { root: 0, scale: 'major' },
    transposeSt: 0,
    suggestedTransposeSt: 0,
  };
}
const read = (places: Float64Array, start: number, count: number, from: AudioSource = source): Float32Array =>
  new MappedSource(from, performanceOf(places), rate).read(start, count);

describe('the recording along a time map', () => {
  const leaping = Float64Array.from({ length: 400 }, (_, frame) => (frame < 200 ? 300 + frame : frame - 200));

  it('is copied to the sample on both sides of a leap, and nothing between is heard', () => {
    const heard = read(leaping, 0, 400 * 80);
    heard.forEach((place, i) => {
      const wanted = i < 199.5 * 80 ? 300 * 80 + i : i - 200 * 80;
      if (i >= 200 * 80 || i < 199.5 * 80) expect(place).toBe(wanted);
    });
    const pass = (place: number): boolean => place > 500 * 80 || (place > 200 * 80 && place < 300 * 80);
    expect([...heard].some(pass)).toBe(false);
  });

  it('reads no more of the recording than is heard, wherever the map leaps', () => {
    let samplesRead = 0;
    const counting: AudioSource = {
      ...source,
      read(start, count) {
        samplesRead += count;
        return source.read(start, count);
      },
    };
    read(leaping, 199 * 80, 160, counting);
    expect(samplesRead).toBeLessThan(300);
  });

  it('is the same however it is cut, for maps that rest, stretch, hurry and leap', () => {
    const steps = fc.array(fc.oneof(fc.constantFrom(0, 0.5, 1, 1, 2), fc.integer({ min: -200, max: 200 })), {
      minLength: 4,
      maxLength: 40,
    });
    const sine = sourceOf(
      samples.map((i) => Math.sin(i / 9)),
      rate,
    );
    fc.assert(
      fc.property(steps, fc.nat(), (increments, cutAt) => {
        let place = 300;
        const places = Float64Array.from(increments, (step) => (place = Math.min(790, Math.max(0, place + step))));
        const count = places.length * 80;
        const whole = read(places, 0, count, sine);
        const cut = cutAt % count;
        expect([...read(places, 0, cut, sine), ...read(places, cut, count - cut, sine)]).toEqual([...whole]);
        expect(whole.every((value) => Math.abs(value) < 1.2)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
