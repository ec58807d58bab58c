import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHostClient, type HostClient } from '../src/adapters/inference/hostClient.ts';
import { forkHost } from '../src/adapters/inference/forkHost.ts';
import { resourcesIn } from '../src/adapters/program/resources.ts';
import type { RenderResult } from '../src/contract/inference.ts';
import { defaultsOf } from '../src/contract/settings/defaults.ts';
import { rvc } from '../src/engine/converters/rvc/rvc.ts';
import { writeFullSizeFiles, type FullSizeFiles } from '../tests/suites/fullSizeFiles.ts';
import { renderRequestOf, sourceOfFile } from '../tests/suites/host.ts';
import type { BudgetRow } from './budgets.ts';
import { childCpuSec, peakChildMemoryMb } from './children.ts';
import { writeModelsFor } from './modelsFor.ts';
import { writeSpeech } from './speech.ts';
import { measureThreads, type ThreadsRow } from './threads.ts';

/*
 * An RVC voice of full size and random weights, through the real host of the built program. Processor time is held against
 * that of the same networks run by ONNX Runtime alone, each on the whole recording, in the same run.
 */
const programFolder = fileURLToPath(new URL('..', import.meta.url));

type Place = { readonly folder: string; readonly files: FullSizeFiles; readonly voiceFolder: string };

function openHost(folder: string): HostClient {
  const { hostEntry } = resourcesIn(programFolder);
  const config = {
    cacheFolder: path.join(folder, 'cache'),
    modelsFolder: path.join(folder, 'models'),
    baseModelsFolder: path.join(folder, 'base-models'),
    logsFolder: path.join(folder, 'logs'),
    devicesFile: path.join(folder, 'devices.json'),
    ffmpegPath: null,
  };
  return createHostClient({ entry: hostEntry, config, launch: forkHost });
}

async function withHost<T>(folder: string, work: (host: HostClient) => Promise<T>): Promise<T> {
  const host = openHost(folder);
  try {
    return await work(host);
  } finally {
    await host.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<{ readonly wallSec: number; readonly cpuSec: number }> {
  const startMs = performance.now();
  const before = childCpuSec() ?? Number.NaN;
  await work();
  return { wallSec: (performance.now() - startMs) / 1000, cpuSec: (childCpuSec() ?? Number.NaN) - before };
}

/** Base models and the voice, as an app would have them. */
async function prepare(folder: string) {
  const files = writeFullSizeFiles(path.join(folder, 'files'));
  const { contentvec, rmvpe } = files;
  writeModelsFor(resourcesIn(programFolder).modelsFolder, path.join(folder, 'models'), { contentvec, rmvpe });
  const voiceFolder = path.join(folder, 'voices', 'random');
  mkdirSync(voiceFolder, { recursive: true });
  await withHost(folder, async (host) => {
    for (const [modelId, file] of Object.entries({ contentvec, rmvpe })) {
      const request = { modelId, file, folder: path.join(folder, 'base-models', modelId) };
      await host.request('prepareBaseModel', request);
    }
  });
  const imported = await withHost(folder, async (host) => {
    // The threads run, as in an app that is open.
    await host.request('nearbyVoiceFiles', { path: files.voice });
    await host.request('hashFile', { path: path.join(folder, 'models', 'manifest.json') });
    const request = { path: files.voice, name: 'random.pth', indexPath: null, indexName: null, folder: voiceFolder };
    return timed(() => host.request('importVoice', request));
  });
  return { place: { folder, files, voiceFolder } satisfies Place, imported };
}

type Take = {
  readonly result: RenderResult;
  readonly firstSoundSec: number;
  readonly cpuSec: number;
  readonly wallSec: number;
};

async function sing(host: HostClient, place: Place, recording: string, transposeSt: number): Promise<Take> {
  const takeFolder = path.join(place.folder, 'takes', crypto.randomUUID());
  const base = renderRequestOf(await sourceOfFile(recording), takeFolder, {
    exportTo: { path: path.join(takeFolder, 'sung.wav'), format: 'wav', quality: '24' },
    settings: { ...defaultsOf(rvc.settings), transposeSt },
  });
  const request = {
    ...base,
    voice: { ...base.voice, converterId: 'rvc', preset: {}, folder: place.voiceFolder },
    recipe: { ...base.recipe, converterId: 'rvc', pitchExtractor: { id: 'rmvpe', version: '1.0.0' } },
  };
  mkdirSync(takeFolder, { recursive: true });
  const startMs = performance.now();
  let firstSoundSec = Number.NaN;
  let result: RenderResult | undefined;
  const spent = await timed(async () => {
    result = await host.request('render', request, {
      onProgress: ({ playableSec }) => {
        if (playableSec > 0 && Number.isNaN(firstSoundSec)) firstSoundSec = (performance.now() - startMs) / 1000;
      },
    });
  });
  if (!result) throw new Error('nothing was sung');
  return { result, firstSoundSec, ...spent };
}

/** Processor seconds of the bare networks, by name. */
function bareNetworks(place: Place, recording16k: string): Readonly<Record<string, number>> {
  const script = fileURLToPath(new URL('./bareNetworks.ts', import.meta.url));
  const baseModels = path.join(place.folder, 'base-models');
  const args = [script, place.voiceFolder, baseModels, recording16k];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Record<string, number>;
}

function total(spent: Readonly<Record<string, number>>): number {
  return Object.values(spent).reduce((sum, seconds) => sum + seconds, 0);
}

/** A second in a built-in voice, so that the threads run, as in an app that is open; no network of a voice is loaded. */
async function warmUp(host: HostClient, { folder }: Place): Promise<void> {
  const recording = path.join(folder, `warm-up-${crypto.randomUUID()}.wav`);
  await writeSpeech(recording, 1, 48_000);
  const takeFolder = path.join(folder, 'takes', crypto.randomUUID());
  await host.request('render', renderRequestOf(await sourceOfFile(recording), takeFolder));
}

type Singing = { readonly takes: readonly Take[]; readonly peakMb: number | null };

/** Takes of one recording in a host of their own, so that memory is theirs alone, each with another pitch only. */
async function singTimes(place: Place, durationSec: number, times: number): Promise<Singing> {
  const recording = path.join(place.folder, `speech-${String(durationSec)}.wav`);
  await writeSpeech(recording, durationSec, 48_000);
  return withHost(place.folder, async (host) => {
    await warmUp(host, place);
    const takes: Take[] = [];
    for (let take = 0; take < times; take++) takes.push(await sing(host, place, recording, 2 * take));
    return { takes, peakMb: peakChildMemoryMb() };
  });
}

export type RvcFigures = {
  readonly rows: readonly BudgetRow[];
  readonly threads: readonly ThreadsRow[];
};

/** @param seconds of the shorter recording, and of the longer one, whose memory is compared */
export async function benchRvc(folder: string, [shortSec, longSec] = [60, 360] as const): Promise<RvcFigures> {
  const { place, imported } = await prepare(folder);
  const recording16k = path.join(folder, 'speech-16k.wav');
  await writeSpeech(recording16k, shortSec, 16_000);
  const before = bareNetworks(place, recording16k);
  const short = await singTimes(place, shortSec, 2);
  const [first, second] = short.takes;
  if (!first || !second) throw new Error('nothing was sung');
  const after = bareNetworks(place, recording16k);
  const long = await singTimes(place, longSec, 1);
  const { network } = JSON.parse(readFileSync(path.join(place.voiceFolder, 'voice.json'), 'utf8')) as {
    network: { decoder: { file: string } };
  };
  const threads = await measureThreads(path.join(place.voiceFolder, network.decoder.file));
  const bareSec = (total(before) + total(after)) / 2;
  const bareSpread = `${total(before).toFixed(1)} and ${total(after).toFixed(1)} s`;
  const stageOf = (take: Take, stage: string) => take.result.stages.find((measure) => measure.stage === stage);
  const isCached = stageOf(second, 'analyse')?.realTimeFactor === null;
  const rows: BudgetRow[] = [
    budget(`whole chain over the bare networks (${bareSpread}), processor time`, first.cpuSec / bareSec, 1.1, '×'),
    budget('import of a voice of 55 MB with its proof', imported.wallSec, 3, 's'),
    told('of that, processor time', `${imported.cpuSec.toFixed(2)} s`),
    budget('first sound, analysis cached', second.firstSoundSec, 3, 's'),
    {
      what: 'second take with another pitch listens again',
      figure: isCached ? 'no' : 'yes',
      budget: 'no',
      isMet: isCached,
    },
    ...(short.peakMb === null ? [] : [budget(`memory, ${String(shortSec)} s`, short.peakMb, 1500, 'MB')]),
    ...(long.peakMb === null || short.peakMb === null
      ? []
      : [
          budget(`memory, ${String(longSec)} s`, long.peakMb, 1500, 'MB'),
          budget(`memory, ${String(longSec)} s over ${String(shortSec)} s`, long.peakMb / short.peakMb, 1.15, '×'),
        ]),
    told('first take, processor seconds per second', (first.cpuSec / shortSec).toFixed(2)),
    told('second take, processor seconds per second', (second.cpuSec / shortSec).toFixed(2)),
    told('first take, seconds per second', (first.wallSec / shortSec).toFixed(2)),
    told('second take, seconds per second', (second.wallSec / shortSec).toFixed(2)),
    ...Object.entries(before).map(([name, seconds]) =>
      told(`bare: ${name}, processor seconds per second`, (seconds / shortSec).toFixed(3)),
    ),
    ...first.result.stages.map(({ stage, seconds }) => told(`first take: ${stage}`, `${seconds.toFixed(1)} s`)),
  ];
  return { rows, threads };
}

function told(what: string, figure: string): BudgetRow {
  return { what, figure, budget: '', isMet: null };
}

function budget(what: string, value: number, most: number, unit: string): BudgetRow {
  const digits = value < 100 ? 2 : 0;
  const figure = `${value.toFixed(digits)} ${unit}`;
  return { what, figure, budget: `≤ ${String(most)} ${unit}`, isMet: value <= most };
}

/** The threads' figures as a Markdown table. */
export function threadsTable(rows: readonly ThreadsRow[]): string {
  return [
    '| a voice’s decoder | × real time | processor seconds per second |',
    '| --- | --- | --- |',
    ...rows.map((row) => `| ${row.what} | ${row.realTimeFactor.toFixed(2)} | ${row.cpuSecPerAudioSec.toFixed(2)} |`),
  ].join('\n');
}
