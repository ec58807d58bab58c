import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAppBench, sampleProbe } from '../../../tests/suites/appBench.ts';
import { settle } from '../../../tests/suites/queueBench.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { AppError } from '../../contract/errors.ts';

function benchWithFile(name = 'a.wav') {
  const folder = temporaryFolder();
  const file = path.join(folder, name);
  writeFileSync(file, 'sound');
  return { folder, file, ...createAppBench(folder) };
}

describe('opening a recording', () => {
  it('measures it at once, in the background, and tells how far that is', async () => {
    const { call, file, answers, told, clock } = benchWithFile();
    answers.analyse = (_input, onProgress) => {
      for (let done = 0; done <= 10; done++) {
        clock.ms += 50;
        onProgress({ doneRatio: done / 10 });
      }
      return Promise.resolve({ notices: [{ code: 'NO_VOICE_FOUND', details: {} }] });
    };
    const opened = await call('recordings.open', { path: file });
    await settle();
    const states = told.flatMap(({ name, payload }) => (name === 'recording.changed' ? [payload.analysis.state] : []));
    expect(states).toEqual([...Array<string>(6).fill('running'), 'ready']);
    expect(await call('recordings.get', { recordingId: opened.id })).toMatchObject({
      name: 'a.wav',
      path: file,
      sha256: sampleProbe.sha256,
      analysis: { state: 'ready' },
      notices: [{ code: 'NO_VOICE_FOUND' }],
    });
  });

  it('again gives the same recording without probing or analysing again', async () => {
    const { call, file, asked } = benchWithFile();
    const first = await call('recordings.open', { path: file });
    await settle();
    const second = await call('recordings.open', { path: file });
    expect(second.id).toBe(first.id);
    expect(asked.map(({ operation }) => operation)).toEqual(['probe', 'analyse']);
  });

  it('that is no speech leaves measuring it to who uses it', async () => {
    const { call, file, asked } = benchWithFile('band.wav');
    const { id } = await call('recordings.open', { path: file, isSpeech: false });
    await settle();
    expect(asked.map(({ operation }) => operation)).toEqual(['probe']);
    expect((await call('recordings.open', { path: file })).id).toBe(id);
    await settle();
    expect(asked.map(({ operation }) => operation)).toEqual(['probe', 'analyse']);
  });

  it('with the same bytes under another name is the same recording, where it lies now', async () => {
    const { call, file, folder } = benchWithFile();
    const first = await call('recordings.open', { path: file });
    const copy = path.join(folder, 'moved.wav');
    writeFileSync(copy, 'sound');
    const second = await call('recordings.open', { path: copy });
    expect(second).toMatchObject({ id: first.id, path: copy, name: 'moved.wav' });
    expect(await call('recordings.list', {})).toHaveLength(1);
  });

  it('that changed on disk is another recording', async () => {
    const { call, file, answers } = benchWithFile();
    const first = await call('recordings.open', { path: file });
    writeFileSync(file, 'another sound');
    utimesSync(file, new Date(), new Date(Date.now() + 5000));
    answers.probe = () => Promise.resolve({ ...sampleProbe, sha256: 'e'.repeat(64) });
    expect((await call('recordings.open', { path: file })).id).not.toBe(first.id);
  });

  it('twice at the same time is still one recording', async () => {
    const { call, file } = benchWithFile();
    const [first, second] = await Promise.all([
      call('recordings.open', { path: file }),
      call('recordings.open', { path: file }),
    ]);
    expect(second.id).toBe(first.id);
  });

  it('keeps a name with every kind of sign as it is', async () => {
    const name = `${'x'.repeat(150)} "q" 🎤 日本語 ñ é #&().wav`;
    const { call, file } = benchWithFile(name);
    expect((await call('recordings.open', { path: file })).name).toBe(name);
  });

  it('refuses folders, empty files and what is not there, naming the file', async () => {
    const { call, folder } = benchWithFile();
    const inFolder = (name: string): string => path.join(folder, name);
    mkdirSync(inFolder('album'));
    writeFileSync(inFolder('empty.wav'), '');
    const open = (name: string) => call('recordings.open', { path: inFolder(name) });
    await expect(open('album')).rejects.toMatchObject({ code: 'FILE_IS_FOLDER', details: { file: 'album' } });
    await expect(open('empty.wav')).rejects.toMatchObject({ code: 'FILE_EMPTY', details: { file: 'empty.wav' } });
    await expect(open('gone.wav')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', details: { file: 'gone.wav' } });
    expect(await call('recordings.list', {})).toEqual([]);
  });

  it('says why an analysis failed, and tries again when it is opened again', async () => {
    const { call, file, answers } = benchWithFile();
    answers.analyse = () => Promise.reject(new AppError('AUDIO_SILENT', { file: 'a.wav' }));
    const { id: recordingId } = await call('recordings.open', { path: file });
    await settle();
    const failed = await call('recordings.get', { recordingId });
    expect(failed.analysis).toEqual({ state: 'failed', error: { code: 'AUDIO_SILENT', details: { file: 'a.wav' } } });
    await expect(call('recordings.analysis', { recordingId })).rejects.toMatchObject({ code: 'AUDIO_SILENT' });
    answers.analyse = () => Promise.resolve({ notices: [] });
    await call('recordings.open', { path: file });
    await settle();
    expect((await call('recordings.get', { recordingId })).analysis).toEqual({ state: 'ready' });
  });

  it('survives two deaths of the host in its analysis', async () => {
    const { call, file, answers } = benchWithFile();
    let deaths = 0;
    answers.analyse = () =>
      ++deaths <= 2 ? Promise.reject(new AppError('HOST_CRASHED', { attempts: 1 })) : Promise.resolve({ notices: [] });
    const { id: recordingId } = await call('recordings.open', { path: file });
    await settle();
    expect((await call('recordings.get', { recordingId })).analysis).toEqual({ state: 'ready' });
  });

  it('is analysed once, however many ask for its analysis meanwhile', async () => {
    const { call, file, answers, asked } = benchWithFile();
    let finish = (): void => undefined;
    answers.analyse = () => new Promise((resolve) => (finish = () => void resolve({ notices: [] })));
    answers.analysisView = () => Promise.reject(new AppError('CANCELLED', {}));
    const { id: recordingId } = await call('recordings.open', { path: file });
    const views = [1, 2].map(() => call('recordings.analysis', { recordingId }).catch(() => 'asked'));
    await settle();
    finish();
    expect(await Promise.all(views)).toEqual(['asked', 'asked']);
    expect(asked.map(({ operation }) => operation)).toEqual(['probe', 'analyse', 'analysisView', 'analysisView']);
  });

  it('stopping the program leaves the analysis to be done, not failed', async () => {
    const { app, call, file, answers, repositories } = benchWithFile();
    answers.analyse = (_input, _onProgress, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          reject(new AppError('CANCELLED', {}));
        });
      });
    const { id } = await call('recordings.open', { path: file });
    await app.stop();
    expect(repositories.recordings.get(id)?.analysis).toEqual({ state: 'waiting' });
  });
});

describe('a preview', () => {
  it('asks for complete settings: chosen, over the voice’s own, over the defaults', async () => {
    const { call, file, answers, asked } = benchWithFile();
    answers.preview = () => Promise.reject(new AppError('CANCELLED', {}));
    const { id: recordingId } = await call('recordings.open', { path: file });
    const voice = await call('voices.get', { voice: 'deep' });
    const ask = { recordingId, voiceId: voice.id, settings: { mode: 'snap' } };
    await expect(call('recordings.preview', ask)).rejects.toMatchObject({ code: 'CANCELLED' });
    const catalog = await call('catalog.get', undefined);
    const converter = catalog.converters.find(({ id }) => id === voice.converterId);
    const groups = [catalog.perform, catalog.finish, converter?.settings ?? {}];
    const preview = asked.find(({ operation }) => operation === 'preview');
    const { settings } = preview?.input as { settings: Record<string, unknown> };
    expect(Object.keys(settings).sort()).toEqual(groups.flatMap((group) => Object.keys(group)).sort());
    expect(settings).toMatchObject({ ...voice.settingDefaults, mode: 'snap' });
  });
});
