import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createResampler } from '../../../adapters/audio/resample.ts';
import { analyseSamples } from '../../../../tests/suites/analysisOf.ts';
import { WrittenNetworks } from '../../../../tests/suites/golden/networks.ts';
import { runModel } from '../../../../tests/suites/runModel.ts';
import {
  analysisWith,
  fixtureVoice,
  madeUpContent,
  openRvc,
  performanceOf,
  singRvc,
} from '../../../../tests/suites/singRvc.ts';
import type { RunModel } from '../../models/types.ts';
import type { RvcVoice } from './types.ts';

const recordingSec = 6;
const recordingSamples = recordingSec * 16_000;
let networks: WrittenNetworks;
let voice: RvcVoice;
beforeAll(() => {
  networks = new WrittenNetworks();
  voice = fixtureVoice('v1_f0_40k', networks);
});
afterAll(() => {
  networks.close();
});

const analysis = analysisWith(recordingSamples, () => 130);
const content = madeUpContent(recordingSamples / 320, 256);

/** Notes of half a second with vibrato, a pause of 0.1 s after every second one. */
const authoredAt = (sec: number): number => {
  if (sec % 1 > 0.9) return 0;
  const midi = 57 + [0, 4, 7, 12, 3, -5][Math.floor(sec / 0.5) % 6] + 0.3 * Math.sin(2 * Math.PI * 5 * sec);
  return 440 * 2 ** ((midi - 69) / 12);
};

function performanceAlong({ stretch = 1, formantRatio = 1 }) {
  const frameCount = Math.round((analysis.frameCount - 1) * stretch) + 1;
  return performanceOf(analysis, {
    f0Hz: Float64Array.from({ length: frameCount }, (_, frame) => authoredAt(frame / 200)),
    sourceFrame: Float64Array.from({ length: frameCount }, (_, frame) => frame / stretch),
    formantRatio,
  });
}

async function at16k(samples: Float32Array, sampleRate: number): Promise<Float32Array> {
  const resampler = await createResampler(sampleRate, 16_000);
  try {
    return Float32Array.from([...resampler.process(samples), ...resampler.flush()]);
  } finally {
    resampler.close();
  }
}

describe('the pitch that is authored', () => {
  it.each([
    ['as recorded', {}],
    ['stretched 1.7 times', { stretch: 1.7 }],
    ['compressed to 0.6', { stretch: 0.6 }],
    ['with formants 4 st up', { formantRatio: 2 ** (4 / 12) }],
    ['with formants 5 st down', { formantRatio: 2 ** (-5 / 12) }],
  ])('is the pitch that is heard, %s', async (_, changed) => {
    const performance = performanceAlong(changed);
    const { samples, sampleRate } = await singRvc({
      voice,
      samples: new Float32Array(recordingSamples),
      analysis,
      performance,
      content,
    });
    const { stretch = 1 } = changed as { stretch?: number };
    expect(samples.length / sampleRate).toBeCloseTo(recordingSec * stretch, 4);
    const heard = await analyseSamples(await at16k(samples, sampleRate));
    const cents: number[] = [];
    let sure = 0;
    let voiced = 0;
    for (let frame = 0; frame < heard.frameCount; frame++) {
      const authored = performance.f0Hz[frame];
      if (!(authored > 0)) continue;
      voiced++;
      if (heard.f0Hz[frame] > 0) {
        sure++;
        cents.push(Math.abs(1200 * Math.log2(heard.f0Hz[frame] / authored)));
      }
    }
    cents.sort((a, b) => a - b);
    // Measured: 99 % of the frames heard, 6 to 9 cents off in the median, 17 to 24 in nine of ten.
    expect(sure / voiced).toBeGreaterThan(0.97);
    expect(cents[cents.length >> 1]).toBeLessThan(12);
    expect(cents[Math.floor(0.9 * cents.length)]).toBeLessThan(32);
  });

  it('stays when formants move: the voice sings slower and lower and is played faster', async () => {
    const formantRatio = 1.25;
    const f0Hz = (hz: number) => new Float64Array(Math.round((analysis.frameCount - 1) * formantRatio) + 1).fill(hz);
    const take = { voice, samples: new Float32Array(recordingSamples), analysis, content };
    const moved = await singRvc({ ...take, performance: performanceOf(analysis, { f0Hz: f0Hz(200), formantRatio }) });
    const slow = await singRvc({
      ...take,
      performance: { ...performanceAlong({ stretch: formantRatio }), f0Hz: f0Hz(200 / formantRatio) },
    });
    expect(moved.sampleRate).toBe(formantRatio * slow.sampleRate);
    expect(moved.samples).toEqual(slow.samples);
  });

  it('keeps its phase over blocks and stretches: neighbours share the source of their context, bit for bit', async () => {
    const sources: Float32Array[] = [];
    const run: RunModel = (model, inputs) => {
      if (inputs['source']) sources.push(Float32Array.from(inputs['source'].data));
      return runModel(model, inputs);
    };
    const performance = performanceAlong({});
    const converter = await openRvc({
      voice,
      samples: new Float32Array(recordingSamples),
      analysis,
      performance,
      content,
      run,
    });
    const chunks = converter.render({ startSample: 0, resume: null }, () => 40_000);
    for await (const chunk of chunks) expect(chunk.samples.length).toBeGreaterThan(0);
    expect(sources.length).toBeGreaterThan(2);
    const shared = voice.network.kind === 'split' ? 2 * voice.network.reach.whole * voice.samplesPerFrame : 0;
    for (let i = 1; i < sources.length; i++) {
      expect(sources[i].subarray(0, shared)).toEqual(sources[i - 1].subarray(sources[i - 1].length - shared));
    }
  });
});
