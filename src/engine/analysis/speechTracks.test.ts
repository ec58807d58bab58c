import { describe, expect, it } from 'vitest';
import { sourceOf } from '../../../tests/suites/dspGoldens.ts';
import { readMonoWave } from '../../../tests/suites/wav.ts';
import { frameCountOf } from './frames.ts';
import { cepstrumCount } from './melCepstra.ts';
import { measureSignal } from './signalFeatures.ts';
import { measureTracks } from './speechTracks.ts';

const { samples, sampleRate } = readMonoWave('tests/fixtures/audio/austen-0870.wav');
const source = sourceOf(samples, sampleRate);

describe('the speech tracks of a recording', () => {
  const tracks = measureTracks(source, () => undefined);
  const frameCount = frameCountOf(samples.length, sampleRate);

  it('have one row of cepstra a frame, and what the analysis measures of the band and its change', () => {
    const features = measureSignal(source);
    expect(tracks.cepstra).toHaveLength(frameCount * cepstrumCount);
    expect(tracks.vowelBandDb).toEqual(features.vowelBandDb);
    expect(tracks.spectralChange).toEqual(features.spectralChange);
  });

  it('hold in every row the cepstra whose distance is the change', () => {
    // Frames on both sides of the borders of the blocks that are read, at every 1000.
    for (const frame of [4, 37, 995, 996, 999, 1000, 1001, 1003, frameCount - 5]) {
      let sum = 0;
      for (let i = 0; i < cepstrumCount; i++) {
        const after = tracks.cepstra[(frame + 4) * cepstrumCount + i] ?? NaN;
        const before = tracks.cepstra[(frame - 4) * cepstrumCount + i] ?? NaN;
        sum += (after - before) ** 2;
      }
      expect(Math.sqrt(sum), `frame ${String(frame)}`).toBeCloseTo(tracks.spectralChange[frame] ?? NaN, 3);
    }
  });

  it('are measured in blocks, with progress that ends at 1 and can be stopped', () => {
    const progress: number[] = [];
    let longestRead = 0;
    const long = sourceOf(new Float32Array(30 * 16_000), 16_000);
    measureTracks(
      {
        ...long,
        read: (start, count) => {
          longestRead = Math.max(longestRead, count);
          return long.read(start, count);
        },
      },
      (doneRatio) => progress.push(doneRatio),
    );
    expect(longestRead).toBeLessThan(6 * 16_000);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    const stop = (): never => {
      throw new Error('stopped');
    };
    expect(() => measureTracks(long, stop)).toThrow('stopped');
  });
});
