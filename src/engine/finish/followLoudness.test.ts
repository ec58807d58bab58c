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
