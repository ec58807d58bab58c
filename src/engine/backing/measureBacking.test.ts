import { describe, expect, it } from 'vitest';
import { backing, backingRate, cadence, type BackingStyle } from '../../../tests/suites/backing.ts';
import { sourceOf } from '../../../tests/suites/dspGoldens.ts';
import { seededRatio } from '../../../tests/suites/seededRatio.ts';
import { readMonoWave } from '../../../tests/suites/wav.ts';
import { backingMeasureSchema, type BackingMeasure } from '../../contract/melodies.ts';
import { measureBacking } from './measureBacking.ts';

const ignore = (): undefined => undefined;

function measured(style: BackingStyle): BackingMeasure {
  const measure = measureBacking(sourceOf(backing(style), backingRate), ignore);
  expect(backingMeasureSchema.parse(measure)).toEqual(measure);
  return measure;
}

describe('the tempo of a backing', () => {
  it.each([60, 72, 85.5, 96, 104, 120, 128, 137.3, 150, 165, 180])(
    'is found within a thousandth at %f with drums and chords',
    (bpm) => {
      const { tempoBpm, confidence } = measured({ bpm, chords: cadence(57, 'minor') });
      expect(Math.abs((tempoBpm ?? 0) / bpm - 1), String(tempoBpm)).toBeLessThan(0.001);
      expect(confidence).toBeGreaterThan(0.5);
    },
  );

  it.each([60, 90, 120, 150, 180])('is found at %i with one drum on every beat', (bpm) => {
    expect(Math.abs((measured({ bpm, drums: 'pulse' }).tempoBpm ?? 0) / bpm - 1)).toBeLessThan(0.001);
  });

  it('is a beat, its half or its double, where only chords change', () => {
    const { tempoBpm } = measured({ bpm: 100, drums: 'none', chords: cadence(60, 'major'), lengthSec: 60 });
    const octaves = Math.log2((tempoBpm ?? 0) / 100);
    expect(Math.abs(octaves - Math.round(octaves)), String(tempoBpm)).toBeLessThan(0.01);
  });

  it.each([
    ['silence', () => 0],
    ['steady noise', (i: number) => 0.2 * (seededRatio(i) - 0.5)],
    ['one long tone', (i: number) => 0.2 * Math.sin(i / 20)],
  ])('is none in %s', (_, sample) => {
    const samples = Float32Array.from({ length: 20 * backingRate }, (_value, i) => sample(i));
    expect(measureBacking(sourceOf(samples, backingRate), ignore)).toMatchObject({ tempoBpm: null, firstBeatSec: 0 });
  });

  it('is none in speech', () => {
    const { samples, sampleRate } = readMonoWave('tests/fixtures/audio/austen-0870.wav');
    expect(measureBacking(sourceOf(samples, sampleRate), ignore).tempoBpm).toBeNull();
  });
});

describe('the first beat of a backing', () => {
  it.each([
    [60, 0.5],
    [96, 0.1],
    [120, 2.37],
    [128, 0],
    [150, 1.111],
    [180, 0.731],
    [110, 55.4],
  ])('is found within 25 ms at %i after %f s of silence', (bpm, silenceSec) => {
    const { firstBeatSec } = measured({ bpm, silenceSec, lengthSec: silenceSec + 20, chords: cadence(52, 'major') });
    expect(Math.abs(firstBeatSec - silenceSec), String(firstBeatSec)).toBeLessThan(0.025);
  });
});

describe('a backing that is far from clean', () => {
  const clean = backing({ bpm: 104, chords: cadence(57, 'minor') });
  const { samples: speech } = readMonoWave('tests/fixtures/audio/austen-0870.wav');
  it.each([
    ['is noisy', (sample: number, i: number) => sample + 0.2 * (seededRatio(i) - 0.5)],
    ['is 40 dB softer', (sample: number) => 0.01 * sample],
    [
      'is spoken over',
      (sample: number, i: number) => sample + 0.8 * (speech[Math.floor((16 * i) / 22.05) % speech.length] ?? 0),
    ],
  ])('keeps its tempo, first beat and key where it %s', (_, change) => {
    const { tempoBpm, firstBeatSec, key } = measureBacking(sourceOf(clean.map(change), backingRate), ignore);
    expect(Math.abs((tempoBpm ?? 0) / 104 - 1)).toBeLessThan(0.001);
    expect(Math.abs(firstBeatSec - 0.5), String(firstBeatSec)).toBeLessThan(0.025);
    expect(key?.key).toBe('A minor');
  });
});

describe('the key of a backing', () => {
  it.each(Array.from({ length: 12 }, (_, root) => root))('is that of its cadence over %i', (root) => {
    const names = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
    for (const scale of ['major', 'minor'] as const) {
      const { key } = measured({ bpm: 110, chords: cadence(60 + root, scale), lengthSec: 9 });
      expect(key?.key).toBe(`${names[root] ?? ''} ${scale}`);
    }
  });

  it('is the same a third of a semitone off concert pitch', () => {
    expect(measured({ bpm: 110, chords: cadence(62, 'minor'), tuningSt: -0.35 }).key?.key).toBe('D minor');
  });

  it('is none in silence', () => {
    expect(measureBacking(sourceOf(new Float32Array(backingRate), backingRate), ignore).key).toBeNull();
  });
});

describe('measuring a backing', () => {
  it('reads in blocks that do not grow with it, tells how far it is and can be stopped', () => {
    const long = sourceOf(new Float32Array(90 * backingRate), backingRate);
    const progress: number[] = [];
    let longestRead = 0;
    const watched = {
      ...long,
      read: (start: number, count: number) => {
        longestRead = Math.max(longestRead, count);
        return long.read(start, count);
      },
    };
    measureBacking(watched, (doneRatio) => progress.push(doneRatio));
    expect(longestRead).toBeLessThan(12 * backingRate);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    const stop = (): never => {
      throw new Error('stopped');
    };
    expect(() => measureBacking(long, stop)).toThrow('stopped');
  });

  it('takes the shortest recordings', () => {
    for (const length of [1, 100, 4000]) {
      expect(measureBacking(sourceOf(new Float32Array(length).fill(0.1), backingRate), ignore).tempoBpm).toBeNull();
    }
  });
});
