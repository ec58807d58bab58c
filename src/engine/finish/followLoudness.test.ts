import { expect, test } from 'vitest';
import { sourceOf } from '../../../tests/suites/dspGoldens.ts';
import type { Performance } from '../perform/types.ts';
import { followLoudness } from './followLoudness.ts';

const seconds = 8;
const takeRate = 4000;
const recordingRate = 2000;
/** Soft for four seconds, then twenty times as loud. */
const recording = tone(recordingRate, (sec) => (sec < 4 ? 0.02 : 0.4));
const steadyTake = tone(takeRate, () => 0.2);

function tone(sampleRate: number, levelAt: (sec: number) => number) {
  const samples = Float32Array.from({ length: seconds * sampleRate }, (_, i) => {
    const sec = i / sampleRate;
    return levelAt(sec) * Math.sin(2 * Math.PI * 200 * sec);
  });
  return sourceOf(samples, sampleRate);
}

function performanceOf(mapFrame: (frame: number) => number): Performance {
  const frameCount = seconds * 200;
  return {
    frameCount,
    f0Hz: new Float64Array(frameCount),
    sourceFrame: Float64Array.from({ length: frameCount }, (_, frame) => mapFrame(frame)),
    formantRatio: 1,
    gain: new Float32Array(frameCount).fill(1),
    notes: [],
    key: { root: 0, scale: 'major' },
    transposeSt: 0,
    suggestedTransposeSt: 0,
  };
}

function rmsOf(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

const levelAt = (take: ReturnType<typeof sourceOf>, sec: number) => rmsOf(take.read(sec * takeRate, takeRate / 2));

test('at 0 the take is as loud as the recording, soft where it was soft', () => {
  const followed = followLoudness({ raw: steadyTake, source: recording, performance: performanceOf((f) => f), mix: 0 });
  expect(levelAt(followed, 2)).toBeCloseTo(0.02 / Math.SQRT2, 3);
  expect(levelAt(followed, 6)).toBeCloseTo(0.4 / Math.SQRT2, 2);
});

test('at 1 no sample changes', () => {
  const followed = followLoudness({ raw: steadyTake, source: recording, performance: performanceOf((f) => f), mix: 1 });
  expect(followed.read(0, takeRate)).toEqual(steadyTake.read(0, takeRate));
});

test('at a half the ratio between loud and soft is the root of the recording’s', () => {
  const followed = followLoudness({
    raw: steadyTake,
    source: recording,
    performance: performanceOf((f) => f),
    mix: 0.5,
  });
  expect(levelAt(followed, 6) / levelAt(followed, 2)).toBeCloseTo(Math.sqrt(20), 1);
});

test('the recording is followed along the time map', () => {
  const performance = performanceOf((frame) => frame / 4);
  const followed = followLoudness({ raw: steadyTake, source: recording, performance, mix: 0 });
  expect(levelAt(followed, 7)).toBeCloseTo(0.02 / Math.SQRT2, 3);
});

test('how it is read changes no sample', () => {
  const followed = followLoudness({
    raw: steadyTake,
    source: recording,
    performance: performanceOf((f) => f),
    mix: 0.3,
  });
  const whole = Float32Array.from(followed.read(0, steadyTake.sampleCount));
  expect(followed.read(12_345, 1000)).toEqual(whole.slice(12_345, 13_345));
});

const straight = performanceOf((frame) => frame);
/** Largest level of a second of the take from an instant on. */
const peakAt = (take: ReturnType<typeof sourceOf>, sec: number) =>
  take.read(sec * takeRate, takeRate).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

test('rumble and offset of the recording lift no pause', () => {
  const rumbling = sourceOf(
    Float32Array.from({ length: seconds * recordingRate }, (_, i) => {
      const sec = i / recordingRate;
      const speech = sec < 4 ? 0.2 * Math.sin(2 * Math.PI * 200 * sec) : 0;
      return speech + 0.1 + 0.1 * Math.sin(2 * Math.PI * 12 * sec);
    }),
    recordingRate,
  );
  const followed = followLoudness({ raw: steadyTake, source: rumbling, performance: straight, mix: 0 });
  expect(levelAt(followed, 2)).toBeCloseTo(0.2 / Math.SQRT2, 3);
  expect(20 * Math.log10(levelAt(followed, 6) / levelAt(followed, 2))).toBeLessThan(-35);
});

test('what the voice leaves silent stays silent, however loud the recording is', () => {
  const hush = tone(takeRate, (sec) => (sec < 4 ? 0.2 : 1e-6));
  const loud = tone(recordingRate, () => 0.9);
  for (const mix of [0, 0.25, 0.9]) {
    const followed = followLoudness({ raw: hush, source: loud, performance: straight, mix });
    expect(20 * Math.log10(peakAt(followed, 6))).toBeLessThan(-40);
  }
});

test('a silent recording silences the take, and silence follows silence without a number that is none', () => {
  const silent = tone(recordingRate, () => 0);
  const followed = followLoudness({ raw: steadyTake, source: silent, performance: straight, mix: 0.25 });
  expect(peakAt(followed, 3)).toBe(0);
  const nothing = followLoudness({ raw: tone(takeRate, () => 0), source: silent, performance: straight, mix: 0 });
  expect(nothing.read(0, nothing.sampleCount).every((sample) => sample === 0)).toBe(true);
});

test('a take of 0.2 s is as loud as its recording, to its first and last sample', () => {
  const brief = (sampleRate: number, level: number) =>
    sourceOf(
      Float32Array.from({ length: 0.2 * sampleRate }, (_, i) => level * Math.sin((2 * Math.PI * 200 * i) / sampleRate)),
      sampleRate,
    );
  const followed = followLoudness({
    raw: brief(takeRate, 0.5),
    source: brief(recordingRate, 0.05),
    performance: { ...straight, frameCount: 41 },
    mix: 0,
  });
  const samples = followed.read(0, 0.2 * takeRate);
  expect(rmsOf(samples.slice(0, 80))).toBeCloseTo(0.05 / Math.SQRT2, 3);
  expect(rmsOf(samples.slice(-80))).toBeCloseTo(0.05 / Math.SQRT2, 3);
});

test('what the performance makes louder or softer is not levelled away', () => {
  const swelling = tone(takeRate, (sec) => (sec < 4 ? 0.05 : 0.2));
  const gain = straight.gain.map((_, frame) => (frame < 800 ? 0.25 : 1));
  const level = tone(recordingRate, () => 0.3);
  const followed = followLoudness({ raw: swelling, source: level, performance: { ...straight, gain }, mix: 0 });
  expect(levelAt(followed, 6) / levelAt(followed, 2)).toBeCloseTo(4, 1);
});

test('a stretch of the recording counts for as long as it is sung', () => {
  // The take rests on the soft half for six of its seconds, and hurries through the loud one.
  const mapped = performanceOf((frame) => (frame < 1200 ? frame * (2 / 3) : 800 + (frame - 1200) * 2));
  const followed = followLoudness({ raw: steadyTake, source: recording, performance: mapped, mix: 0 });
  for (const sec of [1, 3, 5]) expect(levelAt(followed, sec)).toBeCloseTo(0.02 / Math.SQRT2, 3);
  expect(levelAt(followed, 7)).toBeCloseTo(0.4 / Math.SQRT2, 2);
});

test('where words begin again the loudness does too', () => {
  const again = performanceOf((frame) => (frame < 400 ? frame : frame < 1200 ? frame + 400 : frame - 1200));
  const followed = followLoudness({ raw: steadyTake, source: recording, performance: again, mix: 0 });
  expect(levelAt(followed, 1)).toBeCloseTo(0.02 / Math.SQRT2, 3);
  expect(levelAt(followed, 4)).toBeCloseTo(0.4 / Math.SQRT2, 2);
  expect(levelAt(followed, 7)).toBeCloseTo(0.02 / Math.SQRT2, 3);
});

test('a rest beside a note makes the note no softer', () => {
  const gain = straight.gain.map((_, frame) => (frame % 200 < 100 ? 1 : 0));
  const level = tone(recordingRate, () => 0.3);
  const resting = tone(takeRate, (sec) => (sec % 1 < 0.5 ? 0.1 : 0));
  const followed = followLoudness({ raw: resting, source: level, performance: { ...straight, gain }, mix: 0 });
  expect(rmsOf(followed.read(3 * takeRate, takeRate / 2))).toBeCloseTo(0.3 / Math.SQRT2, 2);
});
