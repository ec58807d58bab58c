import { execFileSync } from 'node:child_process';
import { appendFile, copyFile, open, readFile, readdir, rm, symlink, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  clipPath,
  loopClip,
  openTestHost,
  renderRequestOf,
  sourceOfFile,
  type TestHost,
} from '../../tests/suites/host.ts';
import { watchChanges } from '../../tests/suites/watchedChanges.ts';
import { forkWatchedHost } from '../../tests/suites/watchedHost.ts';
import type { Progress } from '../contract/jobs.ts';

let host: TestHost;
beforeAll(async () => {
  host = await openTestHost();
});
afterAll(async () => {
  await host.close();
});

describe('the inference host', () => {
  it('analyses a recording once for all who ask at the same time, and finds it in the cache afterwards', async () => {
    const source = await sourceOfFile(clipPath('austen-0890'));
    const heard: number[] = [];
    const onProgress = ({ doneRatio }: { doneRatio: number }) => heard.push(doneRatio);
    const [first, second, view] = await Promise.all([
      host.client.request('analyse', { source }, { onProgress }),
      host.client.request('analyse', { source }),
      host.client.request('analysisView', { source, maxPoints: null }),
    ]);
    expect(first).toEqual(second);
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(await readdir(join(host.config.cacheFolder, 'analysis'))).toHaveLength(1);
    expect(view.durationSec).toBeCloseTo(5.3, 2);
    expect(view.pitch.f0Hz).toHaveLength(Math.floor(view.durationSec / 0.005) + 1);
    expect(view.syllables.length).toBeGreaterThan(10);
    // The file is not needed any more.
    expect(await host.client.request('analyse', { source: { ...source, path: '/nowhere.wav' } })).toEqual(first);
  });

  it('thins an analysis and a preview to the number of points that was asked for', async () => {
    const source = await sourceOfFile(clipPath('austen-0880'));
    const { voice, recipe } = renderRequestOf(source, '');
    const view = await host.client.request('analysisView', { source, maxPoints: 100 });
    const settings = { ...recipe.settings, mode: 'snap', key: 'A minor' };
    const extras = { melody: null, lyrics: null, backing: null };
    const preview = await host.client.request('preview', { source, voice, settings, ...extras, maxPoints: 100 });
    for (const points of [view.pitch.f0Hz, view.confidence, preview.pitch.f0Hz]) {
      expect(points.length).toBeGreaterThan(50);
      expect(points.length).toBeLessThanOrEqual(100);
    }
    expect(Math.abs(view.peaks.length / 2 - view.pitch.f0Hz.length)).toBeLessThanOrEqual(1);
    expect(preview.key).toBe('A minor');
  });

  it('refuses a file that changed, went away or is no audio, by name', async () => {
    const path = await loopClip(host.folder, 'austen-0880', 2);
    const source = await sourceOfFile(path);
    await appendFile(path, 'more');
    const failing = { FILE_CHANGED: source, FILE_NOT_FOUND: { ...source, path: `${path}.gone` } };
    for (const [code, changed] of Object.entries(failing)) {
      await expect(host.client.request('analyse', { source: changed })).rejects.toMatchObject({
        code,
        details: { file: 'austen-0880-x2.wav' },
      });
    }
    await expect(host.client.request('probe', { path: 'package.json', name: 'package.json' })).rejects.toMatchObject({
      code: 'NOT_AUDIO',
    });
  });

  it('renders a take, shows it, exports it, and needs neither recording nor cache for that any more', async () => {
    const path = await loopClip(host.folder, 'austen-0880', 2);
    const source = await sourceOfFile(path);
    const takeFolder = join(host.folder, 'takes/a');
    const heard: Progress[] = [];
    const exportTo = { path: join(host.folder, 'sung.wav'), format: 'wav', quality: '24' } as const;
    const request = renderRequestOf(source, takeFolder, { exportTo });
    const result = await host.client.request('render', request, { onProgress: (progress) => heard.push(progress) });
    expect(result).toMatchObject({
      durationSec: expect.closeTo(5.98, 1) as number,
      outputPath: exportTo.path,
      notices: [],
    });
    expect(result.stages.map(({ stage }) => stage)).toEqual([
      'decode',
      'analyse',
      'perform',
      'convert',
      'finish',
      'encode',
    ]);
    expect(result.stages.every(({ realTimeFactor }) => (realTimeFactor ?? 0) > 0)).toBe(true);
    const overall = heard.map(({ overallRatio }) => overallRatio);
    expect(overall).toEqual([...overall].sort((a, b) => a - b));
    expect((await readdir(takeFolder)).sort()).toEqual(
      ['export.json', 'finished.json', 'journal.jsonl', 'master.wav', 'peaks.f32', 'pitch.f32', 'take.json'].sort(),
    );

    await rm(path);
    await rm(host.config.cacheFolder, { recursive: true });
    const view = await host.client.request('takeView', { takeFolder, maxPoints: null });
    expect(view.playableSec).toBeCloseTo(5.98, 1);
    expect(view.loudnessLufs).toBeLessThan(-10);
    expect(view.truePeakDb).toBeLessThanOrEqual(-1);
    expect(Math.abs(view.peaks.length / 2 - view.pitch.f0Hz.length)).toBeLessThanOrEqual(1);
    const again = await host.client.request('render', request);
    expect(again.outputPath).toBe(exportTo.path);
    expect(again.stages.every(({ realTimeFactor }) => realTimeFactor === null)).toBe(true);
    const { recipe, voiceLabel } = request;
    const target = exportTo;
    const last = { takeFolder, recipe, voiceLabel, title: 'x', backing: null, target };
    const second = await host.client.request('exportTake', last);
    expect(second.path).not.toBe(exportTo.path);
  });

  it('runs no analysis for a second take of the same recording, and logs every stage of each job', async () => {
    const source = await sourceOfFile(clipPath('austen-0880'));
    const first = renderRequestOf(source, join(host.folder, 'takes/b'));
    const second = renderRequestOf(source, join(host.folder, 'takes/c'), { settings: { transposeSt: 3 } });
    await host.client.request('render', first);
    const { stages } = await host.client.request('render', second);
    expect(stages.slice(0, 2).map(({ realTimeFactor }) => realTimeFactor)).toEqual([null, null]);
    expect(stages.slice(2, 5).every(({ realTimeFactor }) => (realTimeFactor ?? 0) > 0)).toBe(true);
    const log = (await readFile(join(host.config.logsFolder, `${first.jobId}.jsonl`), 'utf8')).trim().split('\n');
    const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map((line) => line['stage'] ?? line['event'])).toEqual([
      'decode',
      'analyse',
      'perform',
      'convert',
      'finish',
      'completed',
    ]);
    expect(lines[0]).toMatchObject({ device: 'cpu', versions: { engine: first.recipe.engineVersion } });
  });

  it('stops a render soon after the cancel, keeps its whole chunks, and lives on', async () => {
    const source = await sourceOfFile(await loopClip(host.folder, 'austen-0870', 8));
    const takeFolder = join(host.folder, 'takes/d');
    const request = renderRequestOf(source, takeFolder);
    const stop = new AbortController();
    let playableAtCancelSec = 0;
    const onProgress = ({ playableSec }: Progress): void => {
      if (playableSec === 0 || stop.signal.aborted) return;
      playableAtCancelSec = playableSec;
      stop.abort();
    };
    await expect(host.client.request('render', request, { signal: stop.signal, onProgress })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect((await readFile(join(takeFolder, 'journal.jsonl'), 'utf8')).split('\n').length).toBeGreaterThan(2);
    const view = await host.client.request('takeView', { takeFolder, maxPoints: 500 });
    expect(view.playableSec).toBeGreaterThanOrEqual(2);
    // In sound and not in time, since how long a second of it takes is the machine's affair.
    expect(view.playableSec - playableAtCancelSec).toBeLessThan(view.durationSec / 3);
    expect(host.startCount()).toBe(1);
  });

  it.skipIf(process.platform === 'win32')(
    'opens a recording and exports a take while a base model is prepared',
    async () => {
      const source = await sourceOfFile(clipPath('austen-0880'));
      const takeFolder = join(host.folder, 'takes/b');
      const { recipe, voiceLabel } = renderRequestOf(source, takeFolder);
      await host.client.request('render', renderRequestOf(source, takeFolder));
      const file = join(host.folder, 'rmvpe.pt');
      execFileSync('mkfifo', [file]);
      const folder = join(host.config.baseModelsFolder, 'rmvpe');
      const order: string[] = [];
      const preparation = host.client.request('prepareBaseModel', { modelId: 'rmvpe', file, folder }).catch((error) => {
        order.push('preparation ended');
        return error as unknown;
      });
      // Open as soon as the preparation reads at its other end, which waits for bytes until this one is closed.
      const end = await open(file, 'w');
      await host.client.request('probe', { path: clipPath('austen-0890'), name: 'austen-0890.wav' });
      order.push('opened');
      const target = { path: join(host.folder, 'meanwhile.wav'), format: 'wav', quality: '24' } as const;
      const wish = { takeFolder, recipe, voiceLabel, title: 'x', backing: null, target };
      await host.client.request('exportTake', wish);
      order.push('exported');
      await end.close();
      expect(await preparation).toMatchObject({ code: 'BASE_MODEL_WRONG_FILE' });
      expect(order).toEqual(['opened', 'exported', 'preparation ended']);
    },
  );

  it('opens a recording while a take is exported', async () => {
    const watched = watchChanges();
    const watchedHost = await openTestHost({ launch: forkWatchedHost(watched) });
    onTestFinished(() => watchedHost.close());
    const { client, folder } = watchedHost;
    const takeFolder = join(folder, 'takes/b');
    const request = renderRequestOf(await sourceOfFile(clipPath('austen-0880')), takeFolder);
    await client.request('render', request);
    const { recipe, voiceLabel } = request;
    const target = { path: join(folder, 'meanwhile.wav'), format: 'wav', quality: '24' } as const;
    watched.holdBefore(/openSync .*\.part$/);
    const exporting = client.request('exportTake', {
      takeFolder,
      recipe,
      voiceLabel,
      title: 'x',
      backing: null,
      target,
    });
    await expect.poll(watched.isHeld).toBe(true);
    await client.request('probe', { path: clipPath('austen-0890'), name: 'austen-0890.wav' });
    watched.goOn();
    expect(await exporting).toMatchObject({ path: target.path });
  });

  it.runIf(process.platform === 'linux')('says which folder is full when the disk is', async () => {
    const source = await sourceOfFile(clipPath('austen-0880'));
    const takeFolder = join(host.folder, 'takes/e');
    await mkdir(takeFolder, { recursive: true });
    await symlink('/dev/full', join(takeFolder, 'raw.f32'));
    await expect(host.client.request('render', renderRequestOf(source, takeFolder))).rejects.toMatchObject({
      code: 'DISK_FULL',
    });
  });

  it('says which model has the wrong hash', async () => {
    const modelsFolder = join(host.folder, 'models');
    await mkdir(join(modelsFolder, 'swift-f0'), { recursive: true });
    await copyFile('models/manifest.json', join(modelsFolder, 'manifest.json'));
    await copyFile(clipPath('austen-0880'), join(modelsFolder, 'swift-f0/swift-f0.onnx'));
    const other = await openTestHost({
      config: { ...host.config, modelsFolder, cacheFolder: join(host.folder, 'other cache') },
    });
    try {
      const source = await sourceOfFile(clipPath('austen-0880'));
      await expect(other.client.request('analyse', { source })).rejects.toMatchObject({
        code: 'MODEL_WRONG_HASH',
        details: { model: 'SwiftF0' },
      });
    } finally {
      await other.close();
    }
  });
});
