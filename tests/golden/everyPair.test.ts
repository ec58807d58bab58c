import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishTake } from '../../src/workers/finish/finishTake.ts';
import { locateFfmpeg } from '../../src/adapters/audio/locateFfmpeg.ts';
import { openWav } from '../../src/adapters/audio/wavFile.ts';
import type { AnySettingValues, SettingDescriptor } from '../../src/contract/settings/descriptors.ts';
import { completeSettings } from '../../src/contract/settings/schema.ts';
import type { Analysis } from '../../src/engine/analysis/types.ts';
import type { VocoderFrames } from '../../src/engine/converters/types.ts';
import { finishSettings } from '../../src/engine/finish/registry.ts';
import { analyseSamples } from '../suites/analysisOf.ts';
import { sourceOf } from '../suites/dspGoldens.ts';
import { allSettings, sing, vocoderOf } from '../suites/sing.ts';
import { readMonoWave } from '../suites/wav.ts';

/*
 * A peer silently drops the transposition when pitch correction is on. Here every setting is rendered together with every
 * other that can be on at the same time, through analysis, performance, synthesis and finishing, and both must be heard.
 */

type SettingId = keyof typeof allSettings;

/** A value of each setting that is far from its default. */
const changed = {
  key: 'D blues',
  transposeSt: 5,
  retuneMs: 80,
  glideMs: 200,
  formantSt: 3,
  notes: [1, 2, 6, 9],
  humanise: 0.8,
  flexCents: 30,
  vibratoCents: 90,
  expression: 2.5,
  breathiness: 0.8,
  ringDb: 9,
  synthesis: 'smooth',
  gateDb: -30,
  loudnessLufs: -26,
  breathMix: 0,
  consonantMix: 0,
  effects: 'equaliser trebleDb=-12 bassDb=6',
} as const satisfies Partial<Record<SettingId, unknown>>;
type ChangedId = keyof typeof changed;
const ids = Object.keys(changed) as ChangedId[];

const descriptorOf = (id: ChangedId): SettingDescriptor => allSettings[id];
const modesOf = (id: ChangedId): readonly string[] => descriptorOf(id).modes ?? ['chant', 'snap', 'keep'];
const pairs = ids.flatMap((first, i) =>
  ids.slice(i + 1).flatMap((second) => {
    const mode = modesOf(first).find((one) => modesOf(second).includes(one));
    return mode === undefined ? [] : [{ first, second, mode }];
  }),
);
const neverTogether = ids.flatMap((first, i) =>
  ids
    .slice(i + 1)
    .filter((second) => !modesOf(first).some((one) => modesOf(second).includes(one)))
    .map((second) => `${first} ${second}`),
);

/** 0.9 s of a held, made vowel, long enough for vibrato, then real speech with its breaths and consonants. */
function testSignal(): Float32Array {
  const speech = readMonoWave('tests/fixtures/audio/austen-0880.wav').samples.subarray(3200, 22_400);
  const held = Float32Array.from({ length: 14_400 }, (_, i) => {
    const swell = Math.min(1, i / 1600, (14_400 - i) / 1600);
    let sample = 0;
    for (let harmonic = 1; harmonic <= 20; harmonic++)
      sample += Math.sin((2 * Math.PI * 180 * harmonic * i) / 16_000) / harmonic;
    return 0.15 * swell * sample;
  });
  const signal = new Float32Array(held.length + speech.length);
  signal.set(held);
  signal.set(speech, held.length);
  return signal;
}

const samples = testSignal();
const source = sourceOf(samples, 16_000);
const folder = mkdtempSync(join(tmpdir(), 'cantado-pairs-'));
const known = new Map<string, Promise<Float32Array>>();
const sungOnce = new Map<string, ReturnType<typeof sing>>();
let analysis: Analysis;
let vocoder: VocoderFrames;
let ffmpegPath: string;

beforeAll(async () => {
  analysis = await analyseSamples(samples);
  vocoder = vocoderOf(source, analysis.f0Hz);
  ffmpegPath = await locateFfmpeg(null);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The converter's raw output, or the master where a setting of the finish is in play. Each is rendered once. */
function render(partial: AnySettingValues, isFinished: boolean): Promise<Float32Array> {
  const name = JSON.stringify([partial, isFinished]);
  const take = known.get(name) ?? renderTake(partial, isFinished ? join(folder, `${String(known.size)}.wav`) : null);
  known.set(name, take);
  return take;
}

/** As in the program, what sings is not told the settings of the finish (workers/tasks/performance.ts). */
function singOnce(partial: AnySettingValues): ReturnType<typeof sing> {
  const told = Object.fromEntries(Object.entries(partial).filter(([id]) => !(id in finishSettings)));
  const name = JSON.stringify(told);
  const raw = sungOnce.get(name) ?? sing({ source, analysis, vocoder }, told);
  sungOnce.set(name, raw);
  return raw;
}

async function renderTake(partial: AnySettingValues, masterPath: string | null): Promise<Float32Array> {
  const { performance, sung } = await singOnce(partial);
  if (masterPath === null) return sung;
  const settings = completeSettings(allSettings, partial);
  await finishTake({
    ffmpegPath,
    raw: sourceOf(sung, 16_000),
    source,
    analysis,
    performance,
    settings,
    seed: 1,
    masterPath,
  });
  const master = openWav(masterPath);
  const whole = master.read(0, master.sampleCount).slice();
  master.close();
  return whole;
}

/** Level of the difference of two renders, dB below the louder one. */
function differenceDb(a: Float32Array, b: Float32Array): number {
  let difference = 0;
  let level = 0;
  for (let i = 0; i < a.length; i++) {
    difference += (a[i] - b[i]) ** 2;
    level += Math.max(a[i] ** 2, b[i] ** 2);
  }
  return 10 * Math.log10(difference / level + 1e-30);
}

describe('two settings at once', () => {
  it.each(pairs)('$first and $second are both heard in $mode', async ({ first, second, mode }) => {
    const isFinished = first in finishSettings || second in finishSettings;
    const onlyFirst = await render({ mode, [first]: changed[first] }, isFinished);
    const onlySecond = await render({ mode, [second]: changed[second] }, isFinished);
    const both = await render({ mode, [first]: changed[first], [second]: changed[second] }, isFinished);
    expect(differenceDb(both, onlyFirst), `${second} got lost`).toBeGreaterThan(-60);
    expect(differenceDb(both, onlySecond), `${first} got lost`).toBeGreaterThan(-60);
  });

  it('are only left out where no mode has both', () => {
    expect(neverTogether).toEqual([
      'retuneMs glideMs',
      'retuneMs vibratoCents',
      'retuneMs expression',
      'glideMs flexCents',
      'flexCents vibratoCents',
      'flexCents expression',
    ]);
  });
});
