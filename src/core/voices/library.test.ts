import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createAppBench } from '../../../tests/suites/appBench.ts';
import { sampleVoice } from '../../../tests/suites/domainSamples.ts';
import { importResultOf, writeSampleVoice } from '../../../tests/suites/keptVoice.ts';
import { settle } from '../../../tests/suites/queueBench.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { readVoiceFile } from '../../adapters/voices/voiceFolder.ts';
import { AppError } from '../../contract/errors.ts';
import { voiceIdSchema, type VoiceId } from '../../contract/ids.ts';
import type { Voice } from '../../contract/voices.ts';

const dayMs = 24 * 3600 * 1000;

/** The domain over a folder; the host's imports write what `bring` says, a scale is heard as `range`. */
function openBench(folder = temporaryFolder()) {
  const bench = createAppBench(folder);
  const { call, answers, told } = bench;
  let range: [number, number] | null = [45, 64];
  answers.importVoice = async ({ path: brought, name, folder: staging }) => {
    const network = path.basename(brought, '.pth');
    const file = await writeSampleVoice(staging, network, { name: 'Maré Alta' });
    return { ...importResultOf(file, name), baseModels: [] };
  };
  answers.probeVoice = () => Promise.resolve({ rangeMidi: range });
  const bring = async (network: string): Promise<string> => {
    const file = path.join(folder, `${network}.pth`);
    writeFileSync(file, 'weights');
    return (await call('voices.inspect', { path: file })).importId;
  };
  const add = async (network: string, said: { name?: string; consent?: 'mine' } = {}): Promise<Voice> =>
    call('voices.add', { importId: await bring(network), ...said });
  const voicesFolder = path.join(folder, 'voices');
  const changes = (): [string, string][] =>
    told.flatMap((event) => (event.name === 'voice.changed' ? [[event.payload.id, event.payload.status]] : []));
  const hearNothing = (): void => {
    range = null;
  };
  answers.trimCache = () => Promise.resolve({ freedBytes: 0 });
  answers.measureFolders = () => Promise.resolve([1000]);
  /** So many days on which the program runs. */
  const live = async (days: number): Promise<void> => {
    for (let day = 0; day < days; day++) {
      bench.clock.ms += dayMs;
      await call('storage.clearOut', undefined);
    }
  };
  const names = async (): Promise<string[]> =>
    (await call('voices.list', undefined)).filter(({ isBuiltIn }) => !isBuiltIn).map(({ name }) => name.en);
  return { ...bench, folder, bring, add, voicesFolder, changes, hearNothing, live, names };
}

describe('a voice that is being read', () => {
  it('is told of, and stopped at once by the id it came with; nothing of it stays', async () => {
    const { call, answers, told, asked, folder, voicesFolder } = openBench();
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
    await vi.waitFor(() => {
      expect(told).toContainEqual({ name: 'voiceImport.changed', payload: { id: importId, doneRatio: 0.25 } });
    });
    await call('voices.discard', { importId });
    const cancelled: unknown = expect.objectContaining({ code: 'CANCELLED' });
    expect(await reading).toEqual(Array(2).fill({ status: 'rejected', reason: cancelled }));
    expect(asked.filter(({ operation }) => operation === 'importVoice')).toHaveLength(1);
    expect(readdirSync(voicesFolder)).toEqual([]);
    expect(readdirSync(uploads)).toEqual([]);
  });

  it('is known by that id afterwards, however often it is asked for', async () => {
    const { call, folder, voicesFolder } = openBench();
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
    const { bring, call, clock, voicesFolder, names, changes } = openBench();
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
    const { bring, call, answers, voicesFolder, app } = openBench();
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
    const { bring, app, voicesFolder } = openBench();
    await bring('a');
    await app.stop();
    expect(readdirSync(voicesFolder)).toEqual([]);
  });

  it('that is here already says so, and adding it gives the one that is here', async () => {
    const { bring, add, call, names } = openBench();
    const voice = await add('a', { name: 'Inês' });
    const importId = await bring('a');
    const again = await call('voices.add', { importId });
    expect(again).toEqual(await call('voices.get', { voice: voice.id }));
    expect(await names()).toEqual(['Inês']);
  });

  it('says in its report that it is here already', async () => {
    const { add, call, folder } = openBench();
    const voice = await add('a', { name: 'Inês' });
    const report = await call('voices.inspect', { path: path.join(folder, 'a.pth') });
    expect(report).toMatchObject({ existingVoiceId: voice.id, canAdd: false });
    expect(report.lines.at(-1)).toEqual({ code: 'ALREADY_HERE', status: 'note', details: { voice: 'Inês' } });
  });

  it('takes the place of the same voice where that one is damaged', async () => {
    const { add, call, voicesFolder, names } = openBench();
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
    const { add, answers, call, names } = openBench();
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
    const { add, names, bring, call } = openBench();
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
    const { add, call, voicesFolder } = openBench();
    const { id } = await add('a');
    await settle();
    await expect.poll(async () => (await call('voices.get', { voice: id })).passport?.rangeSource).toBe('probe');
    await call('voices.update', { voiceId: id, name: 'Vó Lurdes', consent: 'permission', licence: 'private' });
    const said = { name: 'Vó Lurdes', consent: 'permission', licence: 'private', rangeMidi: [45, 64] };
    expect(await readVoiceFile(path.join(voicesFolder, id))).toMatchObject({ ...said, rangeSource: 'probe' });
    expect((await call('voices.update', { voiceId: id, licence: '' })).licence).toBeNull();
  });

  it('of which nothing clear was heard has no range, and is not asked again', async () => {
    const { add, call, hearNothing, asked, app } = openBench();
    hearNothing();
    const { id } = await add('a');
    await expect.poll(async () => (await call('voices.get', { voice: id })).passport?.rangeSource).toBe('probe');
    expect((await call('voices.get', { voice: id })).rangeMidi).toBeNull();
    app.start();
    await settle();
    expect(asked.filter(({ operation }) => operation === 'probeVoice')).toHaveLength(1);
  });
});

describe('the bin', () => {
  it('keeps a removed voice for 30 days and gives it back, with a number where its name was taken', async () => {
    const { add, call, names, live, voicesFolder } = openBench();
    const { id } = await add('a', { name: 'Ana' });
    await live(1);
    expect((await call('voices.remove', { voiceId: id })).removedAt).not.toBeNull();
    expect(await names()).toEqual([]);
    expect((await call('voices.removed', undefined)).map((voice) => voice.id)).toEqual([id]);
    await expect(call('voices.get', { voice: 'Ana' })).rejects.toMatchObject({ code: 'VOICE_UNKNOWN' });
    await add('b', { name: 'Ana' });
    expect((await call('voices.restore', { voiceId: id })).name.en).toBe('Ana (2)');
    await call('voices.remove', { voiceId: id });
    await live(29);
    expect(readdirSync(voicesFolder)).toContain(id);
    await live(1);
    expect(readdirSync(voicesFolder)).not.toContain(id);
    expect(await call('voices.removed', undefined)).toEqual([]);
    await expect(call('voices.restore', { voiceId: id })).rejects.toMatchObject({ code: 'VOICE_UNKNOWN' });
    expect(await names()).toEqual(['Ana']);
  });

  it('is not emptied by a clock that jumps years ahead, nor of what was removed while it stood in 1970', async () => {
    const { add, call, clock, live, voicesFolder } = openBench();
    const [first, second] = [await add('a'), await add('b', { name: 'Outra' })];
    await live(1);
    const rightMs = clock.ms;
    await call('voices.remove', { voiceId: first.id });
    clock.ms += 3 * 365 * dayMs;
    await call('storage.clearOut', undefined);
    clock.ms = 0;
    const { removedAt } = await call('voices.remove', { voiceId: second.id });
    expect(Date.parse(removedAt ?? '')).toBeGreaterThanOrEqual(rightMs);
    await call('storage.clearOut', undefined);
    clock.ms = rightMs;
    await live(1);
    expect(readdirSync(voicesFolder).sort()).toEqual([first.id, second.id].sort());
    expect((await call('voices.restore', { voiceId: first.id })).removedAt).toBeNull();
  });

  it('takes no built-in voice', async () => {
    const { call } = openBench();
    const voiceId = voiceIdSchema.parse('deep');
    for (const change of [
      call('voices.remove', { voiceId }),
      call('voices.update', { voiceId, name: 'Mine' }),
      call('voices.restore', { voiceId }),
    ]) {
      await expect(change).rejects.toMatchObject({ code: 'VOICE_IS_BUILT_IN' });
    }
  });
});

describe('a job', () => {
  async function withRecording(bench: ReturnType<typeof openBench>) {
    const file = path.join(bench.folder, 'speech.wav');
    writeFileSync(file, 'sound');
    const { id: recordingId } = await bench.call('recordings.open', { path: file });
    await settle();
    return (voiceId: VoiceId) => bench.call('jobs.create', { recordingId, voiceId });
  }

  it('is refused for a voice whose files are missing or damaged, and the voice is shown as failed', async () => {
    const bench = openBench();
    const convert = await withRecording(bench);
    const { id } = await bench.add('a');
    writeFileSync(path.join(bench.voicesFolder, id, 'voice.onnx'), 'shorter or longer');
    await expect(convert(id)).rejects.toMatchObject({ code: 'VOICE_NOT_READY', details: { voice: 'Maré Alta' } });
    const details = { voice: 'Maré Alta', file: 'voice.onnx' };
    expect(await bench.call('voices.get', { voice: id })).toMatchObject({
      status: 'failed',
      failure: { code: 'VOICE_FILES_DAMAGED', details },
    });
    expect(bench.changes().at(-1)).toEqual([id, 'failed']);
  });

  it('that waits for a voice fails with a sentence when the voice is removed or its bytes are changed', async () => {
    const bench = openBench();
    const convert = await withRecording(bench);
    const [removed, changed] = [await bench.add('a'), await bench.add('b', { name: 'Outra' })];
    const jobs = [await convert(removed.id), await convert(changed.id)];
    await bench.call('voices.remove', { voiceId: removed.id });
    bench.answers.render = () =>
      Promise.reject(new AppError('MODEL_WRONG_HASH', { model: 'voice.onnx', file: 'voice.onnx' }));
    bench.app.start();
    const errors = async (): Promise<(string | undefined)[]> =>
      Promise.all(jobs.map(async ({ jobId }) => (await bench.call('jobs.get', { jobId })).error?.code));
    await expect.poll(errors).toEqual(['VOICE_REMOVED', 'VOICE_FILES_DAMAGED']);
    expect(await bench.call('voices.get', { voice: 'Outra' })).toMatchObject({ status: 'failed' });
    await expect(convert(changed.id), 'a look from outside changes nothing').rejects.toMatchObject({
      code: 'VOICE_NOT_READY',
    });
    const [take] = jobs;
    expect(take && (await bench.call('takes.get', { takeId: take.takeId })).voiceId).toBe(removed.id);
  });
});

describe('the library', () => {
  it('finds voices whose rows were lost by their folders, and fails those whose folders are gone', async () => {
    const bench = openBench();
    const gone = sampleVoice({ name: 'Gone' });
    bench.repositories.voices.save(gone);
    const id = voiceIdSchema.parse(crypto.randomUUID());
    await writeSampleVoice(path.join(bench.voicesFolder, id), 'lost', { name: 'Lost', consent: 'mine' });
    mkdirSync(path.join(bench.voicesFolder, crypto.randomUUID()));
    bench.app.start();
    await expect.poll(bench.names).toEqual(expect.arrayContaining(['Lost', 'Gone']));
    expect(await bench.call('voices.get', { voice: 'Lost' })).toMatchObject({ id, status: 'ready', consent: 'mine' });
    await expect.poll(async () => (await bench.call('voices.get', { voice: 'Gone' })).status).toBe('failed');
    await bench.app.stop();
  });

  it('of 10 000 voices finds each by its name without reading them again', async () => {
    const { call, names, repositories } = openBench();
    for (let count = 0; count < 10_000; count++) {
      repositories.voices.save(sampleVoice({ name: `Voice ${String(count)}` }));
    }
    expect(await names()).toHaveLength(10_000);
    const list = vi.spyOn(repositories.voices, 'list');
    for (let count = 0; count < 200; count++) {
      const { name } = await call('voices.get', { voice: `voice ${String(count * 50)}` });
      expect(name.en).toBe(`Voice ${String(count * 50)}`);
    }
    expect(list, 'rows are read once').not.toHaveBeenCalled();
    await expect(call('voices.get', { voice: 'nobody' })).rejects.toMatchObject({
      code: 'VOICE_UNKNOWN',
      details: { known: expect.stringMatching(/^.{50,900}…$/) as string },
    });
  });
});
