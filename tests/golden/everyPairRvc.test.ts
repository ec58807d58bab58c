import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locateFfmpeg } from '../../src/adapters/audio/locateFfmpeg.ts';
import { openWav } from '../../src/adapters/audio/wavFile.ts';
import { openByteSource } from '../../src/adapters/voices/openByteSource.ts';
import type { AnySettingValues, SettingDescriptor } from '../../src/contract/settings/descriptors.ts';
import { completeSettings } from '../../src/contract/settings/schema.ts';
import type { Analysis } from '../../src/engine/analysis/types.ts';
import { rvc } from '../../src/engine/converters/rvc/rvc.ts';
import { rvcSettings } from '../../src/engine/converters/rvc/settings.ts';
import type { ContentFeatures, RvcVoice } from '../../src/engine/converters/rvc/types.ts';
import { followLoudness } from '../../src/engine/finish/followLoudness.ts';
import { finishSettings } from '../../src/engine/finish/registry.ts';
import type { ModelReference } from '../../src/engine/models/types.ts';
import type { AudioSource } from '../../src/engine/converters/types.ts';
import { perform } from '../../src/engine/perform/perform.ts';
import type { Performance } from '../../src/engine/perform/types.ts';
import { performSettings } from '../../src/engine/perform/registry.ts';
import { openRetrievalIndex } from '../../src/engine/voiceFiles/retrievalIndex/openRetrievalIndex.ts';
import { finishTake } from '../../src/workers/finish/finishTake.ts';
import { analyseSamples } from '../suites/analysisOf.ts';
import { sourceOf } from '../suites/dspGoldens.ts';
import { WrittenNetworks } from '../suites/golden/networks.ts';
import { contentOf, fixtureVoice, singRvc, smallContentModel } from '../suites/singRvc.ts';
import { readMonoWave } from '../suites/wav.ts';

/*
 * As everyPair.test.ts, for an RVC voice with an index: every setting of its converter together with every other setting that
 * can be on at the same time, through content features, networks and finishing, and both must be heard.
 */

const all = { ...performSettings, ...rvcSettings, ...finishSettings };
type SettingId = keyof typeof all;

/** A value of each of the converter's settings that is far from its default. */
const ownChanged = {
  retrievalRatio: 1,
  protectRatio: 0,
  loudnessMix: 0,
  retrievalCount: 1,
  pipeline: 'applio',
} as const satisfies Partial<Record<keyof typeof rvcSettings, unknown>>;
/** Vibrato is left out: it needs a longer vowel than fits here, and authors pitch as glide and expression do. */
const otherChanged = {
  key: 'D blues',
  transposeSt: 5,
  retuneMs: 80,
  glideMs: 200,
  formantSt: 3,
  notes: [1, 2, 6, 9],
  humanise: 0.8,
  flexCents: 30,
  expression: 2.5,
  gateDb: -24,
  loudnessLufs: -26,
  breathMix: 1,
  consonantMix: 1,
  effects: 'equaliser trebleDb=-12 bassDb=6',
} as const satisfies Partial<Record<SettingId, unknown>>;
const changed = { ...ownChanged, ...otherChanged };
type ChangedId = keyof typeof changed;

/** Told in the setting’s own sentence: the compatible pipelines leave formants alone. */
const toldApart = new Set(['pipeline formantSt']);
const ownIds = Object.keys(ownChanged) as ChangedId[];
const ids = Object.keys(changed) as ChangedId[];
const descriptorOf = (id: ChangedId): SettingDescriptor => all[id];
const pairs = ownIds
  .flatMap((first, i) => ids.slice(i + 1).map((second) => ({ first, second })))
  .filter(({ first, second }) => !toldApart.has(`${first} ${second}`))
  .map((pair) => ({ ...pair, mode: descriptorOf(pair.second).modes?.[0] ?? 'snap' }));

/** Speech with its consonants, 1.2 s. */
const samples = readMonoWave('tests/fixtures/audio/austen-0880.wav').samples.slice(3200, 22_400);
const source = sourceOf(samples, 16_000);
const folder = mkdtempSync(join(tmpdir(), 'cantado-pairs-'));
const indexSource = openByteSource('tests/fixtures/rvc/index/idx256/added_IVF10_Flat_nprobe_1_idx256_v1.index');
const networks = new WrittenNetworks();
const known = new Map<string, Promise<Float32Array>>();
const sungOnce = new Map<string, ReturnType<typeof sing>>();
let voice: RvcVoice;
let contentModel: ModelReference;
let content: ContentFeatures;
let analysis: Analysis;
let ffmpegPath: string;

beforeAll(async () => {
  voice = fixtureVoice('v1_f0_40k', networks, openRetrievalIndex(indexSource));
  contentModel = smallContentModel(networks);
  content = await contentOf(samples, contentModel);
  analysis = await analyseSamples(samples);
  ffmpegPath = await locateFfmpeg(null);
});

afterAll(() => {
  networks.close();
  indexSource.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What is heard, as the stages convert and finish make it. Each take is rendered once. */
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
  const raw = sungOnce.get(name) ?? sing(told);
  sungOnce.set(name, raw);
  return raw;
}

async function sing(
  partial: AnySettingValues,
): Promise<{ readonly performance: Performance; readonly raw: AudioSource }> {
  const settings = completeSettings(all, { ...rvc.settingDefaults, ...partial });
  const ownVoice = { converterId: 'rvc', preset: {}, rangeMidi: null, folder: null };
  const performance = perform(analysis, settings, ownVoice, 1);
  const own = Object.fromEntries(Object.keys(rvcSettings).map((id) => [id, settings[id as SettingId]]));
  const sung = await singRvc({ voice, samples, analysis, performance, content, contentModel, settings: own });
  const mix = settings.pipeline === 'exact' ? settings.loudnessMix : 1;
  return {
    performance,
    raw: followLoudness({ raw: sourceOf(sung.samples, sung.sampleRate), source, performance, mix }),
  };
}

async function renderTake(partial: AnySettingValues, masterPath: string | null): Promise<Float32Array> {
  const { performance, raw } = await singOnce(partial);
  if (masterPath === null) return raw.read(0, raw.sampleCount).slice();
  const settings = completeSettings(all, { ...rvc.settingDefaults, ...partial });
  await finishTake({ ffmpegPath, raw, source, analysis, performance, settings, seed: 1, masterPath });
  const master = openWav(masterPath);
  const whole = master.read(0, master.sampleCount).slice();
  master.close();
  return whole;
}

/** Level of the difference of two renders where both are, dB below the louder one. */
function differenceDb(a: Float32Array, b: Float32Array): number {
  let difference = 0;
  let level = 0;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    difference += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
    level += Math.max((a[i] ?? 0) ** 2, (b[i] ?? 0) ** 2);
  }
  return 10 * Math.log10(difference / level + 1e-30);
}

describe('two settings at once in an RVC voice', () => {
  it.each(pairs)('$first and $second are both heard in $mode', async ({ first, second, mode }) => {
    const isFinished = second in finishSettings;
    const onlyFirst = await render({ mode, [first]: changed[first] }, isFinished);
    const onlySecond = await render({ mode, [second]: changed[second] }, isFinished);
    const both = await render({ mode, [first]: changed[first], [second]: changed[second] }, isFinished);
    expect(differenceDb(both, onlyFirst), `${second} got lost`).toBeGreaterThan(-60);
    expect(differenceDb(both, onlySecond), `${first} got lost`).toBeGreaterThan(-60);
  });
});
