import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createVoiceLibraryBench } from '../../../tests/suites/voiceLibraryBench.ts';
import { settle } from '../../../tests/suites/queueBench.ts';
import { readVoiceFile } from '../../adapters/voices/voiceFolder.ts';
import { AppError } from '../../contract/errors.ts';

describe('a voice that is being read', () => {
  it('is told of, and stopped at once by the id it came with; nothing of it stays', async () => {
    const { call, answers, told, asked, folder, voicesFolder } = createVoiceLibraryBench();
    answers.importVoice = (_request, onProgress, signal) =>
      new Promise((_resolve, reject) => {
        onProgress({ doneRatio: 0.25 });
        signal?.addEventListener('abort', () => {
          reject(new AppError('CANCELLED', {}));
        });
      });
    const uploads = path.join(folder, 'uploads');
    mkdirSync(uploads);
    const file = path.join(uploads, 'sent.pth');
    writeFileSync(file, 'weights');
    const importId = crypto.randomUUID();
    const request = { path: file, name: 'Vó.pth', importId };
    // Asked twice, as after a lost connection, it is read once.
    const reading = Promise.allSettled([call('voices.inspect', request), call('voices.inspect', request)]);
    await expect
      .poll(() => told)
      .toContainEqual({ name: 'voiceImport.changed', payload: { id: importId, doneRatio: 0.25 } });
    await call('voices.discard', { importId });
    const cancelled: unknown = expect.objectContaining({ code: 'CANCELLED' });
    expect(await reading).toEqual(Array(2).fill({ status: 'rejected', reason: cancelled }));
    expect(asked.filter(({ operation }) => operation === 'importVoice')).toHaveLength(1);
    expect(readdirSync(voicesFolder)).toEqual([]);
    expect(readdirSync(uploads)).toEqual([]);
  });

  it('is not even begun where word that it was stopped came first', async () => {
    const { call, asked, folder } = createVoiceLibraryBench();
    const uploads = path.join(folder, 'uploads');
    mkdirSync(uploads);
    const file = path.join(uploads, 'sent.pth');
    writeFileSync(file, 'weights');
    const importId = crypto.randomUUID();
    await call('voices.discard', { importId });
    await expect(call('voices.inspect', { path: file, importId })).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(asked).toEqual([]);
    expect(readdirSync(uploads)).toEqual([]);
  });

  it('is known by that id afterwards, however often it is asked for', async () => {
    const { call, folder, voicesFolder } = createVoiceLibraryBench();
    const file = path.join(folder, 'a.pth');
    writeFileSync(file, 'weights');
    const request = { path: file, importId: crypto.randomUUID() };
    const report = await call('voices.inspect', request);
    expect(report.importId).toBe(request.importId);
    expect(await call('voices.inspect', request)).toEqual(report);
    expect(readdirSync(voicesFolder)).toEqual([`.import-${request.importId}`]);
  });
});

describe('a voice that was inspected', () => {
  it('is in the library only once it is added, with its folder, and told', async () => {
    const { bring, call, clock, voicesFolder, names, changes } = createVoiceLibraryBench();
    const importId = await bring('a');
    expect(await names()).toEqual([]);
    expect(readdirSync(voicesFolder)).toEqual([`.import-${importId}`]);
    const voice = await call('voices.add', { importId, consent: 'mine', licence: 'CC BY 4.0' });
    expect(voice).toMatchObject({ status: 'ready', consent: 'mine', licence: 'CC BY 4.0', isBuiltIn: false });
    expect(voice.engineLabel.en).toBe('RVC v2');
    expect(voice.addedAt).toBe(new Date(clock.ms).toISOString());
    expect(readdirSync(voicesFolder)).toEqual([voice.id]);
    expect(await readVoiceFile(path.join(voicesFolder, voice.id))).toMatchObject({
      consent: 'mine',
      name: 'Maré Alta',
    });
    expect(changes()).toContainEqual([voice.id, 'ready']);
    await expect(call('voices.add', { importId })).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' });
  });

  it('leaves nothing behind when it is discarded, refused, or the host dies under it', async () => {
    const { bring, call, answers, voicesFolder, app } = createVoiceLibraryBench();
    await call('voices.discard', { importId: await bring('a') });
    expect(readdirSync(voicesFolder)).toEqual([]);
    for (const error of [
      new AppError('VOICE_FILE_UNSAFE', { file: 'b.pth', item: 'os.system' }),
      new AppError('HOST_CRASHED', { attempts: 1 }),
    ]) {
      answers.importVoice = ({ folder }) => {
        writeFileSync(path.join(folder, 'encoder.onnx'), 'half');
        return Promise.reject(error);
      };
      await expect(bring('b')).rejects.toMatchObject({ code: error.code });
      expect(readdirSync(voicesFolder)).toEqual([]);
    }
    await app.stop();
    expect(readdirSync(voicesFolder)).toEqual([]);
  });

  it('is forgotten when the program ends before it was added', async () => {
    const { bring, app, voicesFolder } = createVoiceLibraryBench();
    await bring('a');
    await app.stop();
    expect(readdirSync(voicesFolder)).toEqual([]);
  });

  it('that is here already says so, and adding it gives the one that is here', async () => {
    const { bring, add, call, names } = createVoiceLibraryBench();
    const voice = await add('a', { name: 'Inês' });
    const importId = await bring('a');
    const again = await call('voices.add', { importId });
    expect(again).toEqual(await call('voices.get', { voice: voice.id }));
    expect(await names()).toEqual(['Inês']);
  });

  it('says in its report that it is here already', async () => {
    const { add, call, folder } = createVoiceLibraryBench();
    const voice = await add('a', { name: 'Inês' });
    const report = await call('voices.inspect', { path: path.join(folder, 'a.pth') });
    expect(report).toMatchObject({ existingVoiceId: voice.id, canAdd: false });
    expect(report.lines.at(-1)).toEqual({ code: 'ALREADY_HERE', status: 'note', details: { voice: 'Inês' } });
  });

  it('takes the place of the same voice where that one is damaged', async () => {
    const { add, call, voicesFolder, names } = createVoiceLibraryBench();
    const voice = await add('a', { name: 'Inês', consent: 'mine' });
    rmSync(path.join(voicesFolder, voice.id, 'voice.onnx'));
    await call('voices.remove', { voiceId: voice.id });
    expect(await call('voices.restore', { voiceId: voice.id })).toMatchObject({ status: 'failed' });
    const repaired = await add('a');
    const kept = { id: voice.id, name: { en: 'Inês' }, consent: 'mine' };
    expect(repaired).toMatchObject({ ...kept, status: 'ready', failure: null });
    expect(await names()).toEqual(['Inês']);
  });

  it('gets the index it lacked when it is brought again with one, and stays the same voice', async () => {
    const { add, answers, call, names } = createVoiceLibraryBench();
    const voice = await add('a', { name: 'Inês' });
    const { importVoice: importWithout } = answers;
    if (!importWithout) throw new Error('an import');
    answers.importVoice = async (request, ...rest) => {
      const result = await importWithout(request, ...rest);
      const index = { vectorCount: 10, width: 768, sizeBytes: 1 };
      return { ...result, hash: 'with an index', passport: { ...result.passport, index } };
    };
    const richer = await add('a');
    expect(richer).toMatchObject({ id: voice.id, hash: 'with an index', passport: { index: { vectorCount: 10 } } });
    answers.importVoice = importWithout;
    expect(await add('a')).toEqual(await call('voices.get', { voice: voice.id }));
    expect(await names()).toEqual(['Inês']);
  });

  it('gets a number where its name is taken, in whatever language, also when two are added at once', async () => {
    const { add, names, bring, call } = createVoiceLibraryBench();
    await add('a', { name: 'Robô' });
    const imports = [await bring('b'), await bring('c')];
    await Promise.all(imports.map((importId) => call('voices.add', { importId, name: 'Ana' })));
    const numbered = await add('d', { name: 'ana ' });
    expect((await names()).sort()).toEqual(['Ana', 'Ana (2)', 'Robô (2)', 'ana (3)']);
    expect((await call('voices.get', { voice: 'ANA (3)' })).id).toBe(numbered.id);
    const renamed = await call('voices.update', { voiceId: numbered.id, name: 'Ana (2)' });
    expect(renamed.name.en).toBe('Ana (3)');
  });

  it('is named, labelled and measured in its folder as well as in its row', async () => {
    const { add, call, voicesFolder } = createVoiceLibraryBench();
    const { id } = await add('a');
    await settle();
    await expect.poll(async () => (await call('voices.get', { voice: id })).passport?.rangeSource).toBe('probe');
    await call('voices.update', { voiceId: id, name: 'Vó Lurdes', consent: 'permission', licence: 'private' });
    const said = { name: 'Vó Lurdes', consent: 'permission', licence: 'private', rangeMidi: [45, 64] };
    expect(await readVoiceFile(path.join(voicesFolder, id))).toMatchObject({ ...said, rangeSource: 'probe' });
    expect((await call('voices.update', { voiceId: id, licence: '' })).licence).toBeNull();
  });

  it('of which nothing clear was heard has no range, and is not asked again', async () => {
    const { add, call, hearNothing, asked, app } = createVoiceLibraryBench();
    hearNothing();
    const { id } = await add('a');
    await expect.poll(async () => (await call('voices.get', { voice: id })).passport?.rangeSource).toBe('probe');
    expect((await call('voices.get', { voice: id })).rangeMidi).toBeNull();
    app.start();
    await settle();
    expect(asked.filter(({ operation }) => operation === 'probeVoice')).toHaveLength(1);
  });
});
