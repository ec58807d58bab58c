import { beforeEach, describe, expect, it } from 'vitest';
import { batchIdSchema, jobIdSchema, voiceIdSchema } from '../../src/contract/ids.ts';
import type { StoredBatch, StoredBatchItem } from '../../src/core/batches/ports.ts';
import type { CorePorts } from '../../src/core/ports.ts';
import { sampleJobAndTake, sampleRecording } from './domainSamples.ts';

type Repositories = Pick<CorePorts, 'recordings' | 'jobs' | 'takes' | 'batches'>;

function sampleBatch(change: Partial<StoredBatch> = {}): StoredBatch {
  return {
    id: batchIdSchema.parse(crypto.randomUUID()),
    name: 'Palestras “日本語”',
    order: {
      voiceId: voiceIdSchema.parse('deep'),
      settings: { mode: 'snap', notes: [0, 7], gateDb: 'off' },
      seed: 7,
      priority: 'low',
      export: { format: 'flac', quality: '24', template: '{name} {key}', path: '/music' },
    },
    sources: [],
    isPaused: false,
    cancelledAt: null,
    createdAt: '2026-11-22T10:00:00.000Z',
    ...change,
  };
}

function sampleItems({ id }: StoredBatch, states: readonly StoredBatchItem['state'][]): StoredBatchItem[] {
  return states.map((state, ordinal) => ({
    id: jobIdSchema.parse(crypto.randomUUID()),
    batchId: id,
    ordinal,
    path: `/talks/${String(ordinal)}.wav`,
    name: `${String(ordinal)}.wav`,
    state,
    error: state === 'failed' ? { code: 'NOT_AUDIO', details: { file: `${String(ordinal)}.wav` } } : null,
  }));
}

/** What the core relies on, whatever keeps the rows. */
export function describeBatchRepository(name: string, open: () => Repositories): void {
  describe(`batches in ${name}`, () => {
    let repositories: Repositories;
    beforeEach(() => {
      repositories = open();
    });

    it('name the files that may be opened yet, and not those that were refused for what they are', () => {
      const { batches } = repositories;
      const batch = sampleBatch();
      const items = sampleItems(batch, ['made', 'waiting', 'failed', 'cancelled', 'failed']);
      const byAccident = { code: 'HOST_CRASHED', details: { attempts: 3 } } as const;
      batches.create(
        batch,
        items.map((item) => (item.ordinal === 4 ? { ...item, error: byAccident } : item)),
      );
      batches.create(sampleBatch({ sources: [{ path: '/talks/5.wav', name: 'not listed yet' }] }), []);
      const awaited = ['0', '1', '2', '3', '4', '5', '6'].map((name) => batches.awaits(`${name}.wav`));
      expect(awaited).toEqual([false, true, false, true, true, true, false]);
      expect(batches.refused()).toEqual(['/talks/2.wav']);
    });

    it('come back exactly, with their files in order and each as far as its job is', () => {
      const { batches, recordings, jobs } = repositories;
      const batch = sampleBatch({ sources: [{ path: '/talks', name: null }] });
      const items = sampleItems(batch, ['made', 'waiting', 'failed', 'cancelled']);
      batches.create(batch, items);
      expect(batches.get(batch.id)).toEqual(batch);
      expect(items.map(({ id }) => batches.item(id))).toEqual(items);
      const recording = sampleRecording();
      recordings.save(recording);
      const [first, , third] = items;
      if (!first || !third) throw new Error('four items');
      const { job, take } = sampleJobAndTake(recording, {
        id: first.id,
        batchId: batch.id,
        status: 'completed',
        error: null,
      });
      jobs.create(job, take);
      expect(batches.statuses(batch.id, 3)).toEqual(['completed', 'waiting', 'failed']);
      const counts = { waiting: 1, queued: 0, processing: 0, completed: 1, failed: 1, cancelled: 1 };
      expect(batches.counts(batch.id)).toEqual(counts);
      const all = batches.items(batch.id, { offset: 0, limit: 10 });
      expect(all.map(({ status, jobId }) => [status, jobId])).toEqual([
        ['completed', first.id],
        ['waiting', null],
        ['failed', null],
        ['cancelled', null],
      ]);
      expect(all[0]).toMatchObject({ name: '0.wav', path: '/talks/0.wav', outputPath: job.outputPath });
      expect(batches.items(batch.id, { status: 'failed', offset: 0, limit: 10 })).toEqual([
        {
          id: third.id,
          name: '2.wav',
          path: '/talks/2.wav',
          status: 'failed',
          jobId: null,
          error: third.error,
          outputPath: null,
        },
      ]);
      expect(batches.items(batch.id, { offset: 1, limit: 2 }).map(({ name }) => name)).toEqual(['1.wav', '2.wav']);
    });

    it('hand out what is to be listed and opened, oldest first, and nothing of a cancelled one', () => {
      const { batches } = repositories;
      const older = sampleBatch({ sources: [{ path: '/talks', name: null }] });
      const newer = sampleBatch({ createdAt: '2026-11-22T11:00:00.000Z' });
      const ofNewer = sampleItems(newer, ['failed', 'waiting', 'waiting']);
      batches.create(newer, ofNewer);
      batches.create(older, []);
      expect(batches.nextUnlisted()).toEqual(older);
      expect(batches.nextWaiting()).toEqual(ofNewer[1]);
      const ofOlder = sampleItems(older, ['waiting', 'waiting']);
      batches.addItems(ofOlder);
      expect(batches.nextWaiting(), 'opened while its folder is still listed').toEqual(ofNewer[1]);
      batches.dropItems(older.id);
      batches.addItems(ofOlder);
      batches.save({ ...older, sources: [] });
      expect(batches.nextUnlisted()).toBeUndefined();
      expect(batches.nextWaiting()).toEqual(ofOlder[0]);
      batches.save({ ...older, sources: [], cancelledAt: '2026-11-22T12:00:00.000Z' });
      expect(batches.nextWaiting()).toEqual(ofNewer[1]);
    });

    it('know which files jobs have written into a folder', () => {
      const { batches, recordings, jobs } = repositories;
      const recording = sampleRecording();
      recordings.save(recording);
      for (const [index, outputPath] of ['/só/a 🎤.wav', '/só/in/b.wav', '/other/c.wav', null].entries()) {
        const { job, take } = sampleJobAndTake(recording, { outputPath }, index + 1);
        jobs.create(job, take);
      }
      expect(batches.outputsIn('/só').sort()).toEqual(['/só/a 🎤.wav', '/só/in/b.wav']);
      expect(batches.outputsIn('/só/a 🎤')).toEqual(['/só/a 🎤.wav']);
    });

    it('are open as long as a file waits or is worked on', () => {
      const { batches } = repositories;
      const done = sampleBatch();
      batches.create(done, sampleItems(done, ['failed', 'cancelled']));
      const open = sampleBatch({ createdAt: '2026-11-22T11:00:00.000Z' });
      batches.create(open, sampleItems(open, ['failed', 'waiting']));
      const unlisted = sampleBatch({ createdAt: '2026-11-22T12:00:00.000Z', sources: [{ path: '/a', name: 'b' }] });
      batches.create(unlisted, []);
      expect(batches.list({ limit: 9 }).map(({ id }) => id)).toEqual([unlisted.id, open.id, done.id]);
      expect(batches.list({ isOpen: true, limit: 9 }).map(({ id }) => id)).toEqual([unlisted.id, open.id]);
      expect(batches.list({ isOpen: false, limit: 9 }).map(({ id }) => id)).toEqual([done.id]);
      expect(batches.list({ limit: 1 }).map(({ id }) => id)).toEqual([unlisted.id]);
    });

    it('let files that failed or were cancelled wait again, and settle those whose job is there', () => {
      const { batches, recordings, jobs } = repositories;
      const batch = sampleBatch();
      const items = sampleItems(batch, ['waiting', 'failed', 'waiting']);
      batches.create(batch, items);
      batches.cancelWaiting(batch.id);
      expect(batches.counts(batch.id)).toMatchObject({ cancelled: 2, failed: 1 });
      batches.reopen(batch.id);
      expect(batches.counts(batch.id)).toMatchObject({ waiting: 3, failed: 0 });
      const [first, second] = items;
      if (!first || !second) throw new Error('three items');
      expect(batches.item(second.id)?.error).toBeNull();
      const recording = sampleRecording();
      recordings.save(recording);
      const { job, take } = sampleJobAndTake(recording, { id: first.id, batchId: batch.id });
      jobs.create(job, take);
      batches.settleMade();
      expect(batches.item(first.id)?.state).toBe('made');
      expect(batches.nextWaiting()?.id).toBe(second.id);
      batches.saveItem({ ...second, state: 'made', error: null });
      expect(batches.item(second.id)).toEqual({ ...second, state: 'made', error: null });
    });

    it('count a file once that was cancelled before it was written down that it has a job', () => {
      const { batches, recordings, jobs } = repositories;
      const batch = sampleBatch();
      const items = sampleItems(batch, ['waiting', 'waiting']);
      batches.create(batch, items);
      const recording = sampleRecording();
      recordings.save(recording);
      const [first] = items;
      if (!first) throw new Error('two items');
      const change = { id: first.id, batchId: batch.id, status: 'queued', error: null } as const;
      const { job, take } = sampleJobAndTake(recording, change);
      jobs.create(job, take);
      batches.cancelWaiting(batch.id);
      expect(batches.counts(batch.id)).toMatchObject({ waiting: 0, queued: 1, cancelled: 1 });
    });

    it('have their takes in the history, but not among those of no batch', () => {
      const { batches, recordings, jobs, takes } = repositories;
      const batch = sampleBatch();
      batches.create(batch, []);
      const recording = sampleRecording();
      recordings.save(recording);
      const [single, ofBatch] = [{}, { batchId: batch.id }].map((change, index) => {
        const { job, take } = sampleJobAndTake(recording, change, index + 1);
        jobs.create(job, take);
        return take.id;
      });
      const found = (query: { readonly isSingle?: boolean }) =>
        takes
          .page({ words: [], isRemoved: false, limit: 9, ...query })
          .entries.map(({ take }) => take.id)
          .sort();
      expect(found({})).toEqual([single, ofBatch].sort());
      expect(found({ isSingle: true })).toEqual([single]);
      expect(takes.count({ words: [], isRemoved: false, isSingle: true }, 9)).toBe(1);
    });
  });
}
