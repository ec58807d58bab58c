import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byteTools } from '../../../adapters/voices/byteTools.ts';
import { openByteSource } from '../../../adapters/voices/openByteSource.ts';
import { WrittenNetworks } from '../../../../tests/suites/golden/networks.ts';
import { sourceOf } from '../../../../tests/suites/dspGoldens.ts';
import { runModel } from '../../../../tests/suites/runModel.ts';
import { AppError } from '../../../contract/errors.ts';
import type { Analysis } from '../../analysis/types.ts';
import type { RunModel } from '../../models/types.ts';
import type { Performance } from '../../perform/types.ts';
import type { Converter, ImportedVoice } from '../types.ts';
import { buildDecoder } from '../../rvc/synthesizer/decoder.ts';
import { buildEncoder } from '../../rvc/synthesizer/encoder.ts';
import { sourceMix } from '../../rvc/synthesizer/harmonicSource.ts';
import { decoderReach } from '../../rvc/synthesizer/reach.ts';
import { readRvcVoice } from '../../voiceFiles/rvcVoice.ts';
import { rvc } from './rvc.ts';
import { planSegments } from './segments.ts';
import type { RvcVoice } from './types.ts';

const seconds = 13;
const recordingRate = 16_000;
const frameCount = seconds * 200 + 1;
const fixtures = 'tests/fixtures/rvc/voices';
let networks: WrittenNetworks;
let voice: RvcVoice;

beforeAll(() => {
  networks = new WrittenNetworks();
  const source = openByteSource(`${fixtures}/v1_f0_40k/v1_f0_40k.pth`);
  const file = readRvcVoice(source, byteTools);
  voice = {
    featureWidth: 256,
    hasPitch: true,
    sampleRate: file.sampleRate,
    samplesPerFrame: file.sampleRate / 100,
    interChannels: file.interChannels,
    speakerCount: 2,
    network: {
      kind: 'split',
      encoder: networks.write(buildEncoder(file)),
      decoder: networks.write(buildDecoder(file, { canTrim: true })),
      reach: decoderReach(file),
      source: sourceMix(file.weights),
    },
    index: null,
  };
  source.close();
});
afterAll(() => {
  networks.close();
});

/** Speech of a kind: syllables of a quarter of a second, a pause every four. */
const isVoiced = (sec: number): boolean => sec % 0.25 < 0.17 && Math.floor(sec / 0.25) % 5 !== 4;

const analysis: Analysis = {
  sampleRate: recordingRate,
  sampleCount: seconds * recordingRate,
  frameCount,
  f0Hz: Float64Array.from({ length: frameCount }, (_, frame) => (isVoiced(frame / 200) ? 140 : 0)),
  confidence: new Float32Array(frameCount).fill(1),
  levelDb: Float32Array.from({ length: frameCount }, (_, frame) => (isVoiced(frame / 200) ? -20 : -60)),
  syllables: [],
  phrases: [],
  key: null,
  medianMidi: 49,
  lowMidi: 48,
  highMidi: 50,
};

function performanceOf(stretch = 1): Performance {
  const frames = Math.round((frameCount - 1) * stretch) + 1;
  const places = Float64Array.from({ length: frames }, (_, frame) => frame / stretch);
  return {
    frameCount: frames,
    f0Hz: places.map((place, frame) => (isVoiced(place / 200) ? 150 * 2 ** (Math.sin(frame / 300) / 6) : 0)),
    sourceFrame: places,
    formantRatio: 1,
    gain: new Float32Array(frames).fill(1),
    notes: [],
    key: { root: 0, scale: 'major' },
    transposeSt: 0,
    suggestedTransposeSt: 0,
  };
}

/** Deterministic rows, the size of real features. */
function contentOf(width: number) {
  const rows = Math.ceil((seconds * recordingRate) / 320);
  const values = Float32Array.from({ length: rows * width }, (_, i) => 0.4 * Math.sin(0.37 * i + (i % 97)));
  return {
    width,
    frameCount: rows,
    read: (start: number, count: number) => values.slice(start * width, (start + count) * width),
  };
}

type OpenOptions = {
  readonly performance?: Performance;
  readonly settings?: Record<string, number | string>;
  readonly run?: RunModel;
  readonly seed?: number;
};

async function open({ performance = performanceOf(), settings = {}, run = runModel, seed = 7 }: OpenOptions = {}) {
  const imported: ImportedVoice = {
    voice,
    content: contentOf(voice.featureWidth),
    contentModel: 'contentvec',
    openSpeech: () => Promise.reject(new Error('not listened to')),
    runModel: run,
  };
  return rvc.open({
    source: sourceOf(new Float32Array(analysis.sampleCount), recordingRate),
    analysis,
    vocoder: {
      fftSize: 1024,
      bandCount: 1,
      read: () => ({ logEnvelope: new Float32Array(0), bandAperiodicityDb: new Float32Array(0) }),
    },
    performance,
    voice: { converterId: 'rvc', preset: {}, rangeMidi: null, folder: '' },
    imported,
    settings,
    seed,
  });
}

async function sung(converter: Converter, startSample = 0, chunkSamples = 100_000): Promise<Float32Array> {
  const whole = new Float32Array(converter.sampleCount - startSample);
  for await (const { startSample: start, samples } of converter.render(
    { startSample, resume: null },
    () => chunkSamples,
  )) {
    whole.set(samples, start - startSample);
  }
  return whole;
}

describe('an RVC voice', () => {
  test('sings exactly as long as the recording, at its own rate, within full scale', async () => {
    const converter = await open();
    const samples = await sung(converter);
    expect(converter).toMatchObject({ sampleRate: 40_000, sampleCount: seconds * 40_000 });
    expect(samples.every((sample) => Math.abs(sample) <= 1)).toBe(true);
    expect(samples.some((sample) => Math.abs(sample) > 0.01)).toBe(true);
  });

  test('sings the same bits however the take is cut, and from wherever it is taken up', async () => {
    const whole = await sung(await open());
    expect(await sung(await open(), 0, 33_333)).toEqual(whole);
    const from = 4 * 40_000 + 123;
    expect(await sung(await open(), from, 61_001)).toEqual(whole.slice(from));
  });

  test('another seed is another take, the same seed the same', async () => {
    const again = await sung(await open());
    expect(await sung(await open())).toEqual(again);
    expect(await sung(await open({ seed: 8 }))).not.toEqual(again);
  });

  test('the time map stretches what is said without changing the pitch that was authored', async () => {
    const converter = await open({ performance: performanceOf(1.5) });
    const samples = await sung(converter);
    expect(samples).toHaveLength(Math.round(1.5 * seconds * 40_000));
    expect(samples.every(Number.isFinite)).toBe(true);
  });

  test('has no click where stretches of the text encoder meet', async () => {
    const samples = await sung(await open());
    const borders = planSegments(Float32Array.from({ length: seconds * 100 }, (_, i) => analysis.levelDb[2 * i]));
    expect(borders.length).toBeGreaterThan(1);
    const largestStep = (from: number, to: number): number => {
      let largest = 0;
      for (let i = from + 1; i < to; i++) largest = Math.max(largest, Math.abs(samples[i] - samples[i - 1]));
      return largest;
    };
    for (const { start } of borders.slice(1)) {
      const sample = start * 400;
      expect(largestStep(sample - 20, sample + 20)).toBeLessThanOrEqual(
        1.5 * largestStep(sample - 8000, sample + 8000),
      );
    }
  });

  test('a device whose memory is too small gets half as much at once, and sings the same', async () => {
    const whole = await sung(await open());
    const longest = 120 * 400;
    let refusals = 0;
    const small: RunModel = async (model, inputs) => {
      if ((inputs['source']?.data.length ?? 0) > longest) {
        refusals++;
        throw new AppError('OUT_OF_MEMORY', { neededMb: 100 });
      }
      return runModel(model, inputs);
    };
    const halved = await sung(await open({ run: small }));
    expect(refusals).toBeGreaterThan(0);
    let largest = 0;
    for (let i = 0; i < whole.length; i++) largest = Math.max(largest, Math.abs(whole[i] - halved[i]));
    expect(largest).toBeLessThan(2e-6);
  });

  test('a speaker that the voice does not hold is refused with those it has', async () => {
    await expect(open({ settings: { speaker: 2 } })).rejects.toMatchObject({
      code: 'SETTING_OUT_OF_RANGE',
      details: { flag: 'speaker', allowed: '0 … 1' },
    });
  });
});
