import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createVoiceLibraryBench, dayMs } from '../../../tests/suites/voiceLibraryBench.ts';
import { sampleVoice } from '../../../tests/suites/domainSamples.ts';
import { writeSampleVoice } from '../../../tests/suites/keptVoice.ts';
import { settle } from '../../../tests/suites/queueBench.ts';
import { AppError } from '../../contract/errors.ts';
import { voiceIdSchema, type VoiceId } from '../../contract/ids.ts';

describe('the bin', () => {
  it('keeps a removed voice for 30 days and gives it back, with a number where its name was taken', async () => {
    const { add, call, names, live, voicesFolder } = createVoiceLibraryBench();
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
    const { add, call, clock, live, voicesFolder } = createVoiceLibraryBench();
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
    const { call } = createVoiceLibraryBench();
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
  async function withRecording(bench: ReturnType<typeof createVoiceLibraryBench>) {
    const file = path.join(bench.folder, 'speech.wav');
    writeFileSync(file, 'sound');
    const { id: recordingId } = await bench.call('recordings.open', { path: file });
    await settle();
    return (voiceId: VoiceId) => bench.call('jobs.create', { recordingId, voiceId });
  }

  it('is refused for a voice whose files are missing or damaged, and the voice is shown as failed', async () => {
    const bench = createVoiceLibraryBench();
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
    const bench = createVoiceLibraryBench();
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
    const bench = createVoiceLibraryBench();
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
    const { call, names, repositories } = createVoiceLibraryBench();
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
