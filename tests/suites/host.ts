import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { forkHost } from '../../src/adapters/inference/forkHost.ts';
import { createHostClient, type HostClient, type HostClientOptions } from '../../src/adapters/inference/hostClient.ts';
import type { HostProcess } from '../../src/adapters/inference/hostProcess.ts';
import { voiceIdSchema } from '../../src/contract/ids.ts';
import type { HostConfig, PerformanceExtras, RecordingSource, RenderRequest } from '../../src/contract/inference.ts';
import { defaultsOf } from '../../src/contract/settings/defaults.ts';
import { converters } from '../../src/engine/converters/registry.ts';
import { finishSettings } from '../../src/engine/finish/registry.ts';
import { performSettings } from '../../src/engine/perform/registry.ts';
import { pitchExtractors } from '../../src/engine/pitch/registry.ts';
import { engineVersion } from '../../src/engine/registry.ts';
import { builtInVoices } from '../../src/engine/voices/registry.ts';
import { hostEntry } from './builtPrograms.ts';

/** A data folder of its own and a host run from source, whose process can be killed. */
export type TestHost = {
  readonly client: HostClient;
  readonly config: HostConfig;
  readonly folder: string;
  /** The process running now, or the last one that ran. */
  readonly process: () => HostProcess;
  /** Processes started so far. */
  readonly startCount: () => number;
  close(): Promise<void>;
};

type TestHostOptions = Partial<Omit<HostClientOptions, 'config'>> & { readonly config?: Partial<HostConfig> };

export async function openTestHost(options: TestHostOptions = {}): Promise<TestHost> {
  const folder = await mkdtemp(join(tmpdir(), 'cantado-host-'));
  const config: HostConfig = {
    cacheFolder: join(folder, 'cache'),
    modelsFolder: resolve('models'),
    baseModelsFolder: join(folder, 'base-models'),
    logsFolder: join(folder, 'logs'),
    devicesFile: join(folder, 'devices.json'),
    ffmpegPath: null,
    ...options.config,
  };
  const started: HostProcess[] = [];
  const client = createHostClient({
    entry: hostEntry,
    restartDelayMs: 10,
    launch(path, hostConfig) {
      const host = forkHost(path, hostConfig);
      started.push(host);
      return host;
    },
    ...options,
    config,
  });
  return {
    client,
    config,
    folder,
    process() {
      const host = started.at(-1);
      if (!host) throw new Error('no host was started yet');
      return host;
    },
    startCount: () => started.length,
    async close() {
      await client.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Where a clip of tests/fixtures/audio lies: austen-0870 (7.1 s), austen-0880 (3.0 s), austen-0890 (5.3 s). */
export function clipPath(name: string): string {
  return resolve('tests/fixtures/audio', `${name}.wav`);
}

/** A clip repeated, written into the folder: enough seconds for several chunks. */
export async function loopClip(folder: string, name: string, times: number): Promise<string> {
  const clip = await readFile(clipPath(name));
  const samples = clip.subarray(44);
  const header = Buffer.from(clip.subarray(0, 44));
  header.writeUInt32LE(36 + samples.length * times, 4);
  header.writeUInt32LE(samples.length * times, 40);
  const path = join(folder, `${name}-x${String(times)}.wav`);
  await writeFile(path, Buffer.concat([header, ...Array.from({ length: times }, () => samples)]));
  return path;
}

export async function sourceOfFile(path: string): Promise<RecordingSource> {
  const bytes = await readFile(path);
  return { path, name: basename(path), sha256: sha256(bytes), sizeBytes: bytes.length };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A complete request for the first built-in voice, with every setting at its default. */
export function renderRequestOf(
  source: RecordingSource,
  takeFolder: string,
  changes: Partial<Pick<RenderRequest, 'exportTo'>> & {
    readonly settings?: RenderRequest['recipe']['settings'];
    readonly extras?: Partial<PerformanceExtras>;
  } = {},
): RenderRequest {
  const [voice] = builtInVoices;
  const [extractor] = pitchExtractors;
  const [converter] = converters;
  const defaults = { ...defaultsOf(performSettings), ...defaultsOf(converter.settings), ...defaultsOf(finishSettings) };
  return {
    jobId: randomUUID(),
    takeFolder,
    source,
    voice: { converterId: voice.converterId, preset: voice.preset, rangeMidi: voice.rangeMidi, folder: null },
    recipe: {
      app: 'cantado',
      engineVersion,
      recordingSha256: source.sha256,
      voiceId: voiceIdSchema.parse(voice.id),
      voiceHash: 'test',
      converterId: voice.converterId,
      pitchExtractor: { id: extractor.id, version: extractor.version },
      settings: { ...defaults, notes: 'scale', ...changes.settings },
      seed: 7,
    },
    melody: null,
    lyrics: null,
    backing: null,
    ...changes.extras,
    exportTo: changes.exportTo ?? null,
    voiceLabel: { name: voice.name.en, consent: null, licence: null },
  };
}
