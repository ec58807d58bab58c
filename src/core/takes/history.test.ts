import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAppBench, sampleProbe } from '../../../tests/suites/appBench.ts';
import { settle } from '../../../tests/suites/queueBench.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { AppError } from '../../contract/errors.ts';
import { voiceIdSchema, type RecordingId } from '../../contract/ids.ts';

const deep = voiceIdSchema.parse('deep');
const bright = voiceIdSchema.parse('bright');

async function library(names: readonly string[] = ['Entrevista São João.wav', 'lamp.wav']) {
  const folder = temporaryFolder();
  const bench = createAppBench(folder);
  mkdirSync(path.join(folder, 'data'), { recursive: true });
  const recordingIds: RecordingId[] = [];
  for (const [index, name] of names.entries()) {
    const file = path.join(folder, name);
    writeFileSync(file, `sound ${String(index)}`);
    bench.answers.probe = () => Promise.resolve({ ...sampleProbe, sha256: String(index).padStart(64, '0') });
    recordingIds.push((await bench.call('recordings.open', { path: file })).id);
  }
  await settle();
  bench.app.start();
  const sing = async (recordingId: RecordingId | undefined, voiceId = deep, settings = {}) => {
    if (!recordingId) throw new Error('a recording');
    bench.clock.ms += 1000;
    const made = await bench.call('jobs.create', { recordingId, voiceId, settings, seed: 7 });
    await settle();
    return made;
  };
  const found = async (filter: Parameters<typeof bench.call<'takes.history'>>[1]) =>
    (await bench.call('takes.history', filter)).entries.map(({ id }) => id);
  return { ...bench, recordingIds, sing, found };
}

describe('the history of takes', () => {
  it('finds takes by words of recording and voice, without accents and case, newest first', async () => {
    const { recordingIds, sing, found } = await library();
    const [interview, lamp] = recordingIds;
    const first = await sing(interview, deep);
    const second = await sing(lamp, deep);
    const third = await sing(interview, bright);
    expect(await found({})).toEqual([third.takeId, second.takeId, first.takeId]);
    expect(await found({ words: 'sao  joao' })).toEqual([third.takeId, first.takeId]);
    expect(await found({ words: 'JOÃO bright' })).toEqual([third.takeId]);
    expect(await found({ words: '100%' })).toEqual([]);
    expect(await found({ voiceId: deep })).toEqual([second.takeId, first.takeId]);
  });

  it('comes page by page, each take on one page, also while new ones are made', async () => {
    const { recordingIds, sing, call } = await library();
    const made = [];
    for (let index = 0; index < 7; index++) made.unshift((await sing(recordingIds[index % 2])).takeId);
    const seen = [];
    let page = await call('takes.history', { limit: 3 });
    expect(page.total).toBe(7);
    seen.push(...page.entries.map(({ id }) => id));
    await sing(recordingIds[0]);
    while (page.next !== null) {
      page = await call('takes.history', { limit: 3, after: page.next });
      seen.push(...page.entries.map(({ id }) => id));
    }
    expect(seen).toEqual(made);
  });

  it('says what made a take, how long it took and where it was written', async () => {
    const { recordingIds, sing, call, answers } = await library();
    const stages = [{ stage: 'convert' as const, seconds: 2.5, realTimeFactor: 2 }];
    answers.render = () =>
      Promise.resolve({ notices: [], stages, durationSec: 5, outputPath: '/music/a.wav', device: 'cpu' });
    await sing(recordingIds[1]);
    const { entries } = await call('takes.history', {});
    expect(entries[0]).toMatchObject({
      recordingName: 'lamp.wav',
      status: 'completed',
      workSec: 2.5,
      outputPath: '/music/a.wav',
      number: 1,
    });
  });

  it('refuses a place that no page gave', async () => {
    const { call } = await library();
    await expect(call('takes.history', { after: 'somewhere' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('a take', () => {
  it('goes into the bin and comes back; every list follows', async () => {
    const { recordingIds, sing, call, found, told } = await library();
    const [recordingId] = recordingIds;
    if (!recordingId) throw new Error('a recording');
    const { takeId } = await sing(recordingId);
    await call('takes.remove', { takeId });
    expect(await found({})).toEqual([]);
    expect(await found({ isRemoved: true })).toEqual([takeId]);
    expect(await call('takes.list', { recordingId })).toEqual([]);
    expect(told.at(-1)).toMatchObject({ name: 'take.changed', payload: { id: takeId } });
    expect(await call('takes.restore', { takeId })).toMatchObject({ removedAt: null });
    expect(await found({})).toEqual([takeId]);
  });

  it('that is still being made is stopped when it is removed', async () => {
    const { recordingIds, sing, call, answers } = await library();
    answers.render = (_input, _progress, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          reject(new Error('stopped'));
        });
      });
    const { takeId, jobId } = await sing(recordingIds[0]);
    expect(await call('jobs.get', { jobId })).toMatchObject({ status: 'processing' });
    await call('takes.remove', { takeId });
    expect(await call('jobs.get', { jobId })).toMatchObject({ status: 'cancelled' });
  });

  it('whose job is done again comes back out of the bin, even where its files were deleted', async () => {
    const { recordingIds, sing, call, answers, repositories } = await library();
    const { render } = answers;
    answers.render = () => Promise.reject(new AppError('AUDIO_SILENT', { file: 'lamp.wav' }));
    const { takeId, jobId } = await sing(recordingIds[0]);
    await call('takes.remove', { takeId });
    const { status: _status, ...removed } = await call('takes.get', { takeId });
    repositories.takes.save({ ...removed, purgedAt: removed.removedAt });
    if (render) answers.render = render;
    await call('jobs.retry', { jobId });
    await settle();
    expect(await call('takes.get', { takeId })).toMatchObject({ status: 'completed', removedAt: null, purgedAt: null });
  });

  it('is made again with its recipe, seed included', async () => {
    const { recordingIds, sing, call } = await library();
    const { takeId } = await sing(recordingIds[0], deep, { mode: 'keep', formantSt: 2 });
    const again = await call('takes.again', { takeId });
    await settle();
    const [first, second] = [await call('takes.get', { takeId }), await call('takes.get', { takeId: again.takeId })];
    expect(second.recipe).toEqual(first.recipe);
    expect(second.number).toBe(2);
    expect((await call('takes.compare', { first: takeId, second: again.takeId })).differences).toEqual([]);
  });

  it('is compared with another by what differs, and by nothing else', async () => {
    const { recordingIds, sing, call } = await library();
    const first = await sing(recordingIds[0], deep, { mode: 'keep' });
    const second = await sing(recordingIds[0], bright, { mode: 'chant' });
    const { differences } = await call('takes.compare', { first: first.takeId, second: second.takeId });
    expect(differences).toContainEqual({ what: 'voice', first: 'deep', second: 'bright' });
    expect(differences).toContainEqual({ what: 'mode', first: 'keep', second: 'chant' });
    expect(differences.map(({ what }) => what)).not.toContain('seed');
  });

  it('keeps its star over anything that happens to it', async () => {
    const { recordingIds, sing, call, found } = await library();
    const { takeId } = await sing(recordingIds[0]);
    await sing(recordingIds[0]);
    await call('takes.star', { takeId, isStarred: true });
    await call('takes.remove', { takeId });
    await call('takes.restore', { takeId });
    expect(await found({ isStarred: true })).toEqual([takeId]);
  });
});

it('a search never fails, whatever is typed', async () => {
  const { call, recordingIds, sing } = await library();
  await sing(recordingIds[0]);
  const anything = fc.string({ unit: 'grapheme', maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(anything, async (words) => {
      const { entries, total } = await call('takes.history', { words });
      expect(entries).toHaveLength(total);
    }),
  );
});
