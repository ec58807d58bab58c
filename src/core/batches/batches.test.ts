import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createBatchBench, createMemoryBatchBench, batchVoice } from '../../../tests/suites/batchBench.ts';
import { createMemoryLog } from '../../../tests/suites/memoryLog.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { openDatabase } from '../../adapters/db/openDatabase.ts';
import { createRepositories } from '../../adapters/db/repositories.ts';
import type { Batch } from '../../contract/batches.ts';
import type { QueueMemory } from '../jobs/ports.ts';
import { AppError } from '../../contract/errors.ts';
import { batchIdSchema, voiceIdSchema, type BatchId } from '../../contract/ids.ts';

/** Over a real database. */
function openBench(memory?: QueueMemory) {
  const folder = temporaryFolder();
  const log = createMemoryLog();
  const migrationsFolder = path.resolve('resources/migrations');
  const database = openDatabase({ dataFolder: temporaryFolder(), migrationsFolder, nowMs: Date.now, log });
  const rows = createRepositories(database, log);
  if (memory) rows.queueMemory.save(memory);
  const bench = createBatchBench(folder, rows);
  onTestFinished(async () => {
    await bench.app.stop();
    database.close();
  });
  return { folder, queueMemory: rows.queueMemory, ...bench };
}

describe('a batch', () => {
  it('of a folder and files gives each file its own job and result, whatever becomes of the others', async () => {
    const { app, call, write, order, ended, folder } = openBench();
    for (const name of ['talks/10.wav', 'talks/2.wav', 'talks/b/1.mp3']) write(name);
    write('talks/broken.wav', 'no audio');
    const single = write('single.bin');
    app.start();
    const batch = await order([path.join(folder, 'talks'), single, path.join(folder, 'gone.wav'), single]);
    expect(batch).toMatchObject({ name: 'talks', total: 6, voiceId: batchVoice });
    const files = await ended(batch.id);
    expect(files.map(({ name, status, error }) => [name, status, error?.code])).toEqual([
      ['2.wav', 'completed', undefined],
      ['10.wav', 'completed', undefined],
      ['broken.wav', 'failed', 'NOT_AUDIO'],
      ['1.mp3', 'completed', undefined],
      ['single.bin', 'completed', undefined],
      ['gone.wav', 'failed', 'FILE_NOT_FOUND'],
    ]);
    const counts = { waiting: 0, queued: 0, processing: 0, completed: 4, failed: 2, cancelled: 0 };
    expect(await call('batches.get', { batchId: batch.id })).toMatchObject({
      counts,
      strip: 'ccfccf',
      remainingSec: 0,
    });
    const jobs = await call('jobs.list', { batchId: batch.id });
    expect(jobs.map(({ id }) => id).sort()).toEqual(files.flatMap(({ jobId }) => jobId ?? []).sort());
    expect(await call('batches.items', { batchId: batch.id, status: 'failed', offset: 1 })).toHaveLength(1);
  });

  it('is refused at once, with nothing queued, where what holds for all files is wrong', async () => {
    const { call, write, order, folder } = openBench();
    const file = write('a.wav');
    mkdirSync(path.join(folder, 'empty'));
    write('text/readme.txt');
    const nobody = voiceIdSchema.parse('nobody');
    const refused = [
      [() => order([file], { voiceId: nobody }), 'VOICE_UNKNOWN'],
      [() => order([file], { settings: { retuneMs: -1 } }), 'SETTING_OUT_OF_RANGE'],
      [() => order([file], { settings: { mode: 'melody' } }), 'MELODY_MISSING'],
      [() => order([file], { names: ['a', 'b'] }), 'INVALID_INPUT'],
      [() => order([file], { export: { format: 'mp3', quality: '24' } }), 'SETTING_OUT_OF_RANGE'],
      [() => order([file], { export: { format: 'wav', template: '{nobody}' } }), 'INVALID_INPUT'],
      [() => order([file], { export: { format: 'wav', path: file } }), 'FOLDER_NOT_WRITABLE'],
      [() => order([path.join(folder, 'empty'), path.join(folder, 'text')]), 'BATCH_EMPTY'],
      [() => order([]), 'INVALID_INPUT'],
    ] as const;
    for (const [make, code] of refused) await expect(make(), code).rejects.toMatchObject({ code });
    expect(await call('batches.list', {})).toEqual([]);
    expect(await call('jobs.list', {})).toEqual([]);
  });

  it('asked for twice with one id is made once', async () => {
    const { call, write, order } = openBench();
    const file = write('a.wav');
    const batchId = batchIdSchema.parse(crypto.randomUUID());
    const [first, second] = await Promise.all([order([file], { batchId }), order([file], { batchId })]);
    expect([first.id, second.id]).toEqual([batchId, batchId]);
    expect(await order([file], { batchId })).toMatchObject({ id: batchId, total: 1 });
    expect(await call('batches.list', {})).toHaveLength(1);
    const gone = batchIdSchema.parse(crypto.randomUUID());
    await expect(call('batches.get', { batchId: gone })).rejects.toMatchObject({ code: 'BATCH_UNKNOWN' });
  });

  it('of a restored library waits, as every job does, until somebody says that it shall go on here', async () => {
    const learned = { machine: '', machineSince: '', lanes: {}, jobsSinceMeasured: {} };
    const restored = { isPaused: false, isRestored: true, ...learned };
    const { app, call, write, order, ended, renders, queueMemory } = openBench(restored);
    const { id } = await order([write('a.wav')]);
    app.start();
    expect(await call('queue.get', undefined)).toMatchObject({ pausedBy: 'restored' });
    expect(await call('batches.get', { batchId: id })).toMatchObject({ counts: { waiting: 1 } });
    await call('queue.pause', undefined);
    await call('queue.resume', undefined);
    expect((await ended(id)).map(({ status }) => status)).toEqual(['completed']);
    expect(renders()).toHaveLength(1);
    expect(queueMemory.get()).toMatchObject({ isRestored: false, isPaused: false });
  });

  it('draws a seed for each file, unless one was asked for', async () => {
    const { app, call, write, order, ended } = openBench();
    app.start();
    const files = [write('a.wav'), write('b.wav'), write('c.wav')];
    const seedsOf = async (id: BatchId): Promise<number[]> => {
      await ended(id);
      const jobs = await call('jobs.list', { batchId: id });
      const takes = await Promise.all(jobs.map(({ takeId }) => call('takes.get', { takeId })));
      return takes.map(({ recipe }) => recipe.seed);
    };
    expect(new Set(await seedsOf((await order(files)).id)).size).toBe(3);
    expect(await seedsOf((await order(files, { seed: 9 })).id)).toEqual([9, 9, 9]);
  });

  it('writes into one folder without one name twice, and what it chose holds whatever is preferred meanwhile', async () => {
    const { app, call, write, order, ended, folder } = openBench();
    const files = [write('a/talk.wav', 'sound 1'), write('b/talk.wav', 'sound 2'), write('c/talk.wav', 'sound 1')];
    const sung = path.join(folder, 'new', 'sung');
    const batch = await order(files, { export: { format: 'flac', path: sung, template: '{name} {n}' } });
    expect(batch.exportFormat).toBe('flac');
    await call('settings.set', { nameTemplate: '{voice}', exportFolder: folder });
    app.start();
    const outputs = (await ended(batch.id)).map(({ outputPath }) => path.basename(outputPath ?? ''));
    expect(outputs).toEqual(['talk 1.flac', 'talk 1 (2).flac', 'talk 2.flac']);
    expect(readdirSync(sung)).toHaveLength(3);
    expect(new Set(readdirSync(sung).map((name) => readFileSync(path.join(sung, name), 'utf8'))).size).toBe(3);
  });

  it('writes beside its recordings where no folder is named', async () => {
    const { app, write, order, ended, folder } = openBench();
    app.start();
    const batch = await order([write('a/x.wav'), write('b/y.wav')], { export: { format: 'wav' } });
    expect((await ended(batch.id)).map(({ outputPath }) => outputPath)).toEqual([
      path.join(folder, 'a', 'x-Deep-1.wav'),
      path.join(folder, 'b', 'y-Deep-1.wav'),
    ]);
  });

  it('of a folder that is brought again leaves out what was sung before, unless it is named', async () => {
    const { app, write, order, ended, folder } = openBench();
    app.start();
    write('talks/a.wav');
    const talks = path.join(folder, 'talks');
    const [first] = await ended((await order([talks], { export: { format: 'wav' } })).id);
    expect(readdirSync(talks)).toHaveLength(2);
    expect((await ended((await order([talks])).id)).map(({ name }) => name)).toEqual(['a.wav']);
    const named = await ended((await order([first?.outputPath ?? ''])).id);
    expect(named.map(({ name }) => name)).toEqual(['a-Deep-1.wav']);
  });

  it('can be paused, also while files are opened, and goes on when it is resumed', async () => {
    const { app, call, write, order, ended, renders } = openBench();
    const batch = await order([write('a.wav'), write('b.wav')]);
    expect(await call('batches.pause', { batchId: batch.id })).toMatchObject({ state: 'paused' });
    app.start();
    await expect
      .poll(async () => (await call('batches.get', { batchId: batch.id })).counts)
      .toMatchObject({ waiting: 0, queued: 2 });
    expect(renders()).toEqual([]);
    expect(await call('batches.resume', { batchId: batch.id })).not.toMatchObject({ state: 'paused' });
    expect((await ended(batch.id)).map(({ status }) => status)).toEqual(['completed', 'completed']);
  });

  it('that is cancelled makes no job any more; what is done stays, and a retry does the rest', async () => {
    const { app, call, answers, write, order, ended, items, renders } = openBench();
    const probe = answers.probe;
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    answers.probe = async (input, ...rest) => {
      if (input.name === 'b.wav') await held;
      if (!probe) throw new Error('no probe');
      return probe(input, ...rest);
    };
    app.start();
    const batch = await order([write('a.wav'), write('b.wav'), write('c.wav')]);
    await expect.poll(async () => (await items(batch.id))[0]?.status).toBe('completed');
    // Cancelled while a file is being opened: no job comes of it.
    expect(await call('batches.cancel', { batchId: batch.id })).toMatchObject({ state: 'done', strip: 'cxx' });
    letGo();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await items(batch.id)).map(({ status, jobId }) => [status, jobId === null])).toEqual([
      ['completed', false],
      ['cancelled', true],
      ['cancelled', true],
    ]);
    await call('batches.retry', { batchId: batch.id });
    expect((await ended(batch.id)).map(({ status }) => status)).toEqual(['completed', 'completed', 'completed']);
    expect(renders()).toHaveLength(3);
  });

  it('tries failed files again: those that could not be opened, and those that could not be sung', async () => {
    const { app, call, answers, write, order, ended } = openBench();
    const render = answers.render;
    answers.render = () => Promise.reject(new Error('a fault'));
    app.start();
    const late = path.join(path.dirname(write('a.wav')), 'late.wav');
    const batch = await order([write('a.wav'), late]);
    expect((await ended(batch.id)).map(({ status }) => status)).toEqual(['failed', 'failed']);
    if (render) answers.render = render;
    writeFileSync(late, 'sound, at last');
    await call('batches.retry', { batchId: batch.id });
    expect((await ended(batch.id)).map(({ status, error }) => [status, error])).toEqual([
      ['completed', null],
      ['completed', null],
    ]);
  });

  it('of more files than are written down at once is listed in the background', async () => {
    const { app, call, write, order, ended, folder } = openBench();
    for (let count = 0; count < 230; count++) write(`many/${String(count)}.wav`, 'no audio');
    const batch = await order([path.join(folder, 'many')]);
    expect(batch).toMatchObject({ state: 'gathering', total: 0 });
    app.start();
    await ended(batch.id);
    const all = await call('batches.get', { batchId: batch.id });
    expect(all).toMatchObject({ total: 230, counts: { failed: 230 }, strip: 'f'.repeat(60) });
    const page = await call('batches.items', { batchId: batch.id, offset: 228 });
    expect(page.map(({ name }) => name)).toEqual(['228.wav', '229.wav']);
  });

  it('is told of at most four times a second, and always as it was left', async () => {
    const { app, told, write, order, ended } = openBench();
    app.start();
    const startedMs = performance.now();
    const batch = await order(Array.from({ length: 30 }, (_, index) => write(`${String(index)}.wav`)));
    await ended(batch.id);
    const changes = () => told.flatMap(({ name, payload }): Batch[] => (name === 'batch.changed' ? [payload] : []));
    await expect.poll(() => changes().at(-1)).toMatchObject({ state: 'done', strip: 'c'.repeat(30) });
    expect(changes().length).toBeGreaterThan(1);
    expect(changes().length).toBeLessThanOrEqual(2 + (performance.now() - startedMs) / 250);
  });

  it('on a disk that is full or became read-only waits, says so, and loses nothing', async () => {
    const folder = temporaryFolder();
    const { app, call, answers, repositories, write, order, ended } = createMemoryBatchBench(folder);
    onTestFinished(() => app.stop());
    const files = [write('a.wav'), write('b.wav')];
    const batch = await order(files);
    repositories.isDiskFull = true;
    app.start();
    await expect
      .poll(() => call('batches.get', { batchId: batch.id }))
      .toMatchObject({ state: 'gathering', counts: { waiting: 2 }, obstacle: { code: 'DISK_FULL' } });
    await expect(order(files)).rejects.toMatchObject({ code: 'DISK_FULL' });
    repositories.isDiskFull = false;
    expect((await ended(batch.id)).map(({ status }) => status)).toEqual(['completed', 'completed']);
    expect((await call('batches.get', { batchId: batch.id })).obstacle).toBeNull();
    const { probe } = answers;
    const shut = new AppError('FOLDER_NOT_WRITABLE', { folder: path.join(folder, 'data', 'cache') });
    answers.probe = () => Promise.reject(shut);
    const next = await order([write('c.wav')]);
    await expect
      .poll(() => call('batches.get', { batchId: next.id }))
      .toMatchObject({ counts: { waiting: 1 }, obstacle: { code: 'FOLDER_NOT_WRITABLE' } });
    if (probe) answers.probe = probe;
    // Whoever brings something asks for the rest, too.
    await order([write('d.wav')]);
    expect((await ended(next.id)).map(({ status }) => status)).toEqual(['completed']);
  });
});
