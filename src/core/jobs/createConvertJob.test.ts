import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAppBench } from '../../../tests/suites/appBench.ts';
import { settle } from '../../../tests/suites/queueBench.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { jobIdSchema, recordingIdSchema, voiceIdSchema } from '../../contract/ids.ts';
import { recipeSchema } from '../../contract/jobs.ts';
import type { RenderRequest } from '../../contract/inference.ts';
import { builtInVoices } from '../../engine/voices/registry.ts';

const voiceId = voiceIdSchema.parse('deep');

async function benchWithRecording(name = 'interview.m4a') {
  const folder = temporaryFolder();
  const file = path.join(folder, name);
  writeFileSync(file, 'sound');
  const bench = createAppBench(folder);
  const recording = await bench.call('recordings.open', { path: file });
  await settle();
  const renders = (): RenderRequest[] =>
    bench.asked.filter(({ operation }) => operation === 'render').map(({ input }) => input as RenderRequest);
  /** Resolves when so many renders were asked for, with the files they are to write. */
  const rendered = async (count: number) => {
    await expect.poll(renders).toHaveLength(count);
    return renders().map(({ exportTo }) => exportTo);
  };
  return { ...bench, folder, recording, recordingId: recording.id, renders, rendered };
}

describe('creating a conversion', () => {
  it('writes down the complete recipe, with a seed drawn once', async () => {
    const { app, call, recordingId, recording, renders } = await benchWithRecording();
    app.start();
    const { takeId } = await call('jobs.create', { recordingId, voiceId, settings: { mode: 'keep' } });
    await settle();
    const { recipe, number, status } = await call('takes.get', { takeId });
    expect(recipeSchema.parse(recipe)).toEqual(recipe);
    expect(recipe).toMatchObject({ recordingSha256: recording.sha256, voiceId, settings: { mode: 'keep' } });
    expect(recipe.seed).toBe(renders()[0]?.recipe.seed);
    expect([number, status]).toEqual([1, 'completed']);
    const second = await call('jobs.create', { recordingId, voiceId, seed: 42 });
    await settle();
    expect(await call('takes.list', { recordingId })).toHaveLength(2);
    expect(await call('takes.get', { takeId: second.takeId })).toMatchObject({ number: 2, recipe: { seed: 42 } });
  });

  it('that waited over an update of the program is rendered, and recorded, as the program is now', async () => {
    const { app, call, recordingId, renders, repositories } = await benchWithRecording();
    const { jobId, takeId } = await call('jobs.create', { recordingId, voiceId, seed: 1 });
    const { recipe } = await call('takes.get', { takeId });
    const waiting = repositories.jobs.get(jobId);
    if (!waiting) throw new Error('a job');
    repositories.jobs.save({ ...waiting, recipe: { ...recipe, engineVersion: 'older', voiceHash: 'older' } });
    app.start();
    await settle();
    expect(renders()[0]?.recipe).toEqual(recipe);
    expect((await call('takes.get', { takeId })).recipe).toEqual(recipe);
  });

  it('asked twice with the same id makes one job', async () => {
    const { call, recordingId } = await benchWithRecording();
    const jobId = jobIdSchema.parse(crypto.randomUUID());
    const request = { recordingId, voiceId, jobId, export: { format: 'wav' as const } };
    const [first, second] = await Promise.all([call('jobs.create', request), call('jobs.create', request)]);
    expect(second).toEqual(first);
    expect(await call('jobs.create', request)).toEqual(first);
    expect(await call('jobs.list', {})).toHaveLength(1);
    expect(await call('takes.list', { recordingId })).toHaveLength(1);
  });

  it('refuses what does not exist and names the range of what is out of it', async () => {
    const { call, recordingId } = await benchWithRecording();
    const gone = recordingIdSchema.parse(crypto.randomUUID());
    await expect(call('jobs.create', { recordingId: gone, voiceId })).rejects.toMatchObject({
      code: 'RECORDING_UNKNOWN',
    });
    const nobody = voiceIdSchema.parse('nobody');
    await expect(call('jobs.create', { recordingId, voiceId: nobody })).rejects.toMatchObject({
      code: 'VOICE_UNKNOWN',
      details: { voice: 'nobody', known: builtInVoices.map(({ id }) => id).join(', ') },
    });
    await expect(call('jobs.create', { recordingId, voiceId, settings: { retuneMs: -1 } })).rejects.toMatchObject({
      code: 'SETTING_OUT_OF_RANGE',
      details: { setting: 'retuneMs', value: '-1', allowed: expect.stringMatching(/^0 … \d+ ms/) as unknown },
    });
    await expect(call('jobs.create', { recordingId, voiceId, settings: { loudnes: 1 } })).rejects.toMatchObject({
      code: 'SETTING_UNKNOWN',
    });
    await expect(
      call('jobs.create', { recordingId, voiceId, export: { format: 'mp3', quality: '24' } }),
    ).rejects.toMatchObject({ code: 'SETTING_OUT_OF_RANGE', details: { flag: 'bits', allowed: 'V0, 320' } });
    expect(await call('jobs.list', {})).toEqual([]);
    expect(await call('takes.list', { recordingId })).toEqual([]);
  });
});

describe('where an export goes', () => {
  it('is beside the recording, named after recording, voice and take', async () => {
    const { app, call, folder, recordingId, rendered } = await benchWithRecording();
    app.start();
    await call('jobs.create', { recordingId, voiceId, export: { format: 'flac' } });
    const path1 = path.join(folder, 'interview-Deep-1.flac');
    expect(await rendered(1)).toEqual([{ format: 'flac', quality: '24', path: path1 }]);
  });

  it('is never a file that exists', async () => {
    const { app, call, folder, recordingId, rendered } = await benchWithRecording();
    app.start();
    writeFileSync(path.join(folder, 'interview-Deep-1.wav'), 'precious');
    await call('jobs.create', { recordingId, voiceId, export: { format: 'wav' } });
    expect((await rendered(1))[0]?.path).toBe(path.join(folder, 'interview-Deep-1 (2).wav'));
    const taken = path.join(folder, 'interview.m4a');
    await expect(
      call('jobs.create', { recordingId, voiceId, export: { format: 'wav', path: taken } }),
    ).rejects.toMatchObject({ code: 'OUTPUT_EXISTS', details: { file: taken } });
  });

  it('is the folder of the preferences, or the one named', async () => {
    const { app, call, folder, recordingId, rendered } = await benchWithRecording();
    app.start();
    const chosen = path.join(folder, 'chosen');
    const named = path.join(folder, 'named');
    await expect(call('settings.set', { exportFolder: chosen })).rejects.toMatchObject({
      code: 'FOLDER_NOT_WRITABLE',
      details: { folder: chosen },
    });
    mkdirSync(chosen);
    mkdirSync(named);
    await call('settings.set', { exportFolder: chosen });
    await call('jobs.create', { recordingId, voiceId, export: { format: 'wav' } });
    await call('jobs.create', { recordingId, voiceId, export: { format: 'wav', path: named } });
    expect((await rendered(2)).map((target) => target?.path)).toEqual([
      path.join(chosen, 'interview-Deep-1.wav'),
      path.join(named, 'interview-Deep-2.wav'),
    ]);
    const nowhere = path.join(folder, 'nowhere', 'a.wav');
    await expect(
      call('jobs.create', { recordingId, voiceId, export: { format: 'wav', path: nowhere } }),
    ).rejects.toMatchObject({ code: 'FOLDER_NOT_WRITABLE', details: { folder: path.dirname(nowhere) } });
  });

  it('is a folder of its own for recordings that the program keeps itself', async () => {
    const folder = temporaryFolder();
    const { app, call, asked } = createAppBench(folder);
    app.start();
    mkdirSync(path.join(folder, 'data'));
    writeFileSync(path.join(folder, 'data', 'sample.wav'), 'sound');
    const { id: recordingId } = await call('recordings.openSample', undefined);
    await call('jobs.create', { recordingId, voiceId, export: { format: 'wav' } });
    const render = (): RenderRequest | undefined =>
      asked.find(({ operation }) => operation === 'render')?.input as RenderRequest | undefined;
    await expect.poll(render).toBeDefined();
    expect(render()?.exportTo?.path).toBe(path.join(folder, 'data', 'exports', 'sample-Deep-1.wav'));
    expect(existsSync(path.join(folder, 'data', 'exports'))).toBe(true);
  });

  it('keeps emoji and every script, and stays below what file systems take', async () => {
    const { app, call, recordingId, rendered, folder } = await benchWithRecording(`${'語'.repeat(70)}🎤 “a”.wav`);
    app.start();
    await call('jobs.create', { recordingId, voiceId, export: { format: 'wav' } });
    const target = (await rendered(1))[0]?.path ?? '';
    expect(path.dirname(target)).toBe(folder);
    expect(path.basename(target)).toMatch(/^語+-Deep-1\.wav$/u);
    expect(Buffer.byteLength(path.basename(target))).toBeLessThanOrEqual(200);
  });

  it('is named by the template that was asked for, or by the one of the preferences', async () => {
    const { app, call, answers, recordingId, rendered, repositories } = await benchWithRecording('É “isso”.wav');
    answers.preview = () => Promise.resolve({ key: 'C# minor' } as never);
    await call('settings.set', { nameTemplate: '{n} {voice}' });
    const order = (settings: Record<string, string>, template?: string) =>
      call('jobs.create', { recordingId, voiceId, settings, export: { format: 'wav', ...(template && { template }) } });
    await order({});
    const { jobId } = await order({ key: 'auto' }, '{name}-{voice}-{key}-{n}');
    await order({ key: 'A minor' }, '{key}: {name}');
    expect(repositories.jobs.get(jobId)?.exportTo).toMatchObject({ template: '{name}-{voice}-{key}-{n}' });
    app.start();
    const targets = await rendered(3);
    expect(targets.map((target) => path.basename(target?.path ?? ''))).toEqual([
      '1 Deep.wav',
      'É “isso”-Deep-C# minor-2.wav',
      'A minor_ É “isso”.wav',
    ]);
    // Kept before anything is rendered, so that a restart writes the same file.
    expect(repositories.jobs.get(jobId)?.exportTo).toEqual(targets[1]);
  });

  it('is refused at once where its template names what is not known', async () => {
    const { call, recordingId } = await benchWithRecording();
    for (const template of ['{who}', 'a/b', 'a\\b', ' ']) {
      const exported = call('jobs.create', { recordingId, voiceId, export: { format: 'wav', template } });
      await expect(exported, template).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });

  it('fails the job where its folder went away, and works again when it is back', async () => {
    const { app, call, folder, recordingId, rendered } = await benchWithRecording();
    const named = path.join(folder, 'named');
    mkdirSync(named);
    const { jobId } = await call('jobs.create', { recordingId, voiceId, export: { format: 'wav', path: named } });
    rmSync(named, { recursive: true });
    app.start();
    await expect
      .poll(() => call('jobs.get', { jobId }))
      .toMatchObject({ status: 'failed', error: { code: 'FOLDER_NOT_WRITABLE', details: { folder: named } } });
    mkdirSync(named);
    await call('jobs.retry', { jobId });
    expect((await rendered(1))[0]?.path).toBe(path.join(named, 'interview-Deep-1.wav'));
  });
});

describe('a take', () => {
  it('cannot be exported before it is finished, and is exported as its recipe says after', async () => {
    const { app, call, answers, asked, folder, recordingId } = await benchWithRecording();
    const { takeId } = await call('jobs.create', { recordingId, voiceId });
    const request = { takeId, export: { format: 'mp3' as const } };
    await expect(call('takes.export', request)).rejects.toMatchObject({ code: 'TAKE_NOT_READY' });
    answers.exportTake = ({ target }) => Promise.resolve({ path: target.path });
    app.start();
    await settle();
    expect(await call('takes.export', request)).toEqual({ path: path.join(folder, 'interview-Deep-1.mp3') });
    expect(asked.at(-1)?.input).toMatchObject({ title: 'interview-Deep-1', target: { quality: 'V0' } });
  });
});

describe('preferences', () => {
  it('change only where they are told to', async () => {
    const { call } = await benchWithRecording();
    await call('settings.set', { language: 'pt-BR', settings: { mode: 'snap' } });
    await call('settings.set', { exportFormat: 'mp3' });
    expect(await call('settings.get', undefined)).toMatchObject({
      version: 1,
      language: 'pt-BR',
      exportFolder: null,
      exportFormat: 'mp3',
      voiceId: null,
      settings: { mode: 'snap' },
    });
    await call('settings.set', { limits: { uploadMinutes: 10 }, storage: { takesExpireDays: 30 } });
    await call('settings.set', { limits: { uploadMb: 15 }, storage: { cacheLimitGb: 5 } });
    expect(await call('settings.get', undefined)).toMatchObject({
      limits: { uploadMb: 15, uploadMinutes: 10 },
      storage: { cacheLimitGb: 5, takesExpireDays: 30, takesLimitGb: null },
    });
    await expect(call('settings.set', { settings: { mode: 'sing' } })).rejects.toMatchObject({
      code: 'SETTING_OUT_OF_RANGE',
      details: { allowed: 'keep, snap, chant, melody' },
    });
  });
});

describe('a voice', () => {
  it('is found by id or by its name in any language, whatever the case', async () => {
    const { call } = await benchWithRecording();
    for (const voice of await call('voices.list', undefined)) {
      for (const name of [voice.id, voice.name.en.toUpperCase(), ` ${voice.name['pt-BR'].normalize('NFD')} `]) {
        expect(await call('voices.get', { voice: name })).toEqual(voice);
      }
    }
  });
});
