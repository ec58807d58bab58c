import { describe, expect, it } from 'vitest';
import { networkFrameCount } from '../../contentVec/frames.ts';
import { originalPipeline, type OriginalMode, type OriginalOptions, type SungSegment } from './originalPipeline.ts';

/*
 * Its numbers are held against the original's in tests/golden/rvc.test.ts. Here: what each mode does, with a voice that is
 * a formula, so that lengths and pitch can be told by hand.
 */

const voiceRate = 40_000;
const options = (mode: OriginalMode, changed: Partial<OriginalOptions> = {}): OriginalOptions => ({
  mode,
  padSec: 1,
  split: { querySec: 6, centreSec: 38, longestSec: 41 },
  pitchShiftSemitones: 0,
  retrieval: null,
  protectRatio: 0.5,
  loudnessMix: 1,
  outputRate: null,
  ...changed,
});

/** Sings a quiet tone of its own; says what it was asked to sing. */
async function convert(durationSec: number, opts: OriginalOptions) {
  const recording = Float32Array.from({ length: Math.round(durationSec * 16_000) }, (_, i) => Math.sin(i / 7) / 2);
  const asked: SungSegment[] = [];
  const result = await originalPipeline(
    recording,
    {
      voiceRate,
      contentFeatures: (audio) => {
        const values = new Float32Array(2 * networkFrameCount(audio.length)).fill(1);
        return Promise.resolve({ values, width: 2 });
      },
      // Unvoiced from frame 120 to 139 of the padded signal.
      extractPitch: (audio) =>
        Promise.resolve(
          Float64Array.from({ length: Math.floor(audio.length / 160) + 1 }, (_, frame) =>
            frame >= 120 && frame < 140 ? 0 : 200,
          ),
        ),
      sing: (segment) => {
        asked.push(segment);
        const frameCount = segment.features.values.length / segment.features.width;
        return Promise.resolve(
          Float32Array.from(
            { length: frameCount * 400 },
            (_, i) => 0.3 * Math.sin((2 * Math.PI * 220 * i) / voiceRate),
          ),
        );
      },
    },
    opts,
  );
  return { ...result, asked };
}

describe('the original’s conversion', () => {
  it('loses the 20 ms that its feature network has no frame for: 3.0 s give 119 200 samples at 40 kHz', async () => {
    expect((await convert(3, options('original'))).samples).toHaveLength(119_200);
  });

  it('cuts a long recording near each centre and loses a frame or two at every joint', async () => {
    const split = { querySec: 1, centreSec: 3, longestSec: 4 };
    const { samples, asked } = await convert(7.05, options('original', { split }));
    expect(asked).toHaveLength(3);
    const lostFrames = (7.05 * voiceRate - samples.length) / 400;
    expect(lostFrames).toBeGreaterThanOrEqual(1);
    expect(lostFrames).toBeLessThanOrEqual(5);
  });

  it('fills the pitch of unvoiced frames, and ends in 16 bits', async () => {
    const { samples, asked } = await convert(1, options('original'));
    expect(asked[0].pitch?.f0Hz.every((hz) => hz === 200)).toBe(true);
    expect(samples.every((sample) => Number.isInteger(sample * 32_768))).toBe(true);
  });

  it('as the newer program does it, leaves unvoiced frames unvoiced and ends in floats', async () => {
    const { samples, asked } = await convert(1, options('applio'));
    const unvoiced = asked[0].pitch?.f0Hz.reduce((count, hz) => count + (hz === 0 ? 1 : 0), 0);
    expect(unvoiced).toBe(20);
    expect(samples.every((sample) => Number.isInteger(sample * 32_768))).toBe(false);
  });

  it('transposes voiced frames only', async () => {
    const { asked } = await convert(1, options('applio', { pitchShiftSemitones: 12 }));
    expect(new Set(asked[0].pitch?.f0Hz)).toEqual(new Set([400, 0]));
  });

  it('has another rate when asked for one', async () => {
    const { samples, sampleRate } = await convert(1, options('applio', { outputRate: 44_100 }));
    expect(sampleRate).toBe(44_100);
    expect(samples).toHaveLength(Math.ceil((39_200 * 44_100) / voiceRate));
  });
});
