import { beforeEach, describe, expect, it } from 'vitest';
import { presetIdSchema, recordingIdSchema, voiceIdSchema, type VoiceId } from '../../src/contract/ids.ts';
import { preferencesSchema } from '../../src/contract/operations/app.ts';
import type { CorePorts, StoredJob } from '../../src/core/ports.ts';
import type { TakePageQuery } from '../../src/core/takes/ports.ts';
import { sampleJobAndTake, sampleRecording, sampleVoice } from './domainSamples.ts';

type Repositories = Pick<
  CorePorts,
  'recordings' | 'jobs' | 'jobFigures' | 'queueMemory' | 'takes' | 'voices' | 'preferences' | 'presets' | 'idempotency'
>;

/** What the core relies on, whatever keeps the rows. */
export function describeRepositories(name: string, open: () => Repositories): void {
  describe(`repositories in ${name}`, () => {
    let repositories: Repositories;
    const recording = sampleRecording();
    beforeEach(() => {
      repositories = open();
      repositories.recordings.save(recording);
    });

    it('give a recording back exactly, found by id, file and content', () => {
      const { recordings } = repositories;
      expect(recordings.get(recording.id)).toEqual(recording);
      expect(recordings.findByHash(recording.sha256)).toEqual(recording);
      expect(recordings.findByFile(recording.path, recording.sizeBytes, recording.modifiedMs)).toEqual(recording);
      expect(recordings.findByFile(recording.path, recording.sizeBytes, recording.modifiedMs + 1)).toBeUndefined();
      expect(recordings.get(recordingIdSchema.parse(crypto.randomUUID()))).toBeUndefined();
    });

    it('know a key of a request until it is removed or too old', () => {
      const { idempotency } = repositories;
      const key = { keySha256: 'a', requestSha256: 'b', id: 'c', createdAt: '2026-11-22T10:00:00.000Z' };
      const older = { ...key, keySha256: 'older', createdAt: '2026-11-21T10:00:00.000Z' };
      idempotency.add(key);
      idempotency.add(older);
      idempotency.removeBefore('2026-11-22T00:00:00.000Z');
      expect([idempotency.get('a'), idempotency.get('older')]).toEqual([key, undefined]);
      idempotency.remove('a', 'of another request');
      expect(idempotency.get('a')).toEqual(key);
      idempotency.remove('a', 'c');
      expect(idempotency.get('a')).toBeUndefined();
    });

    it('replace a recording of the same id and list the latest opened first', () => {
      const { recordings } = repositories;
      const later = sampleRecording({ openedAt: '2026-11-22T11:00:00.000Z' });
      recordings.save(later);
      const renamed = { ...recording, name: 'other.wav', analysis: { state: 'ready' as const } };
      recordings.save(renamed);
      expect(recordings.list(10)).toEqual([later, renamed]);
      expect(recordings.list(1)).toEqual([later]);
    });

    it('keep a job and its take together and give both back exactly', () => {
      const { job, take } = sampleJobAndTake(recording);
      repositories.jobs.create(job, take);
      expect(repositories.jobs.get(job.id)).toEqual(job);
      expect(repositories.takes.get(take.id)).toEqual(take);
      const done = { ...job, status: 'completed' as const, error: null, progress: null, exportTo: null };
      repositories.jobs.save(done);
      expect(repositories.jobs.get(job.id)).toEqual(done);
      const running = { ...job, status: 'processing' as const };
      repositories.jobs.saveProgress(running);
      expect(repositories.jobs.get(job.id)).toEqual(running);
      repositories.takes.save({ ...take, durationSec: 12 });
      expect(repositories.takes.listOf(recording.id)).toEqual([{ ...take, durationSec: 12 }]);
    });

    it('hand out the queue by position and the history newest first', () => {
      const { jobs } = repositories;
      expect(jobs.nextPosition()).toBe(1);
      const made = [3, 1, 2].map((position, index) => {
        const createdAt = `2026-11-22T10:00:0${String(index)}.000Z`;
        const { job, take } = sampleJobAndTake(recording, { position, createdAt }, index + 1);
        jobs.create(job, take);
        return job;
      });
      expect(jobs.list({ status: 'queued', order: 'queue', limit: 9 }).map(({ position }) => position)).toEqual([
        1, 2, 3,
      ]);
      expect(jobs.list({ limit: 2 })).toEqual([made[2], made[1]]);
      expect(jobs.list({ limit: 9, status: 'failed' })).toEqual([]);
      expect(jobs.nextPosition()).toBe(4);
    });

    it('hand out the job whose turn it is, and pages of what was asked for', () => {
      const { jobs } = repositories;
      const changes: Partial<StoredJob>[] = [
        { position: 1, priority: 'low' },
        { position: 2, isPaused: true, priority: 'high' },
        { position: 3 },
        { position: 4, status: 'failed', isDismissed: true },
        { position: 5, priority: 'high' },
        { position: 6, status: 'failed' },
      ];
      const ids = changes.map((change, index) => {
        const createdAt = `2026-11-22T10:00:0${String(index)}.000Z`;
        const { job, take } = sampleJobAndTake(recording, { createdAt, ...change }, index + 1);
        jobs.create(job, take);
        return job.id;
      });
      const numbersOf = (found: readonly StoredJob[]): number[] => found.map(({ id }) => ids.indexOf(id));
      const turn = (except: readonly number[]): number => {
        const left = jobs.next(except.flatMap((index) => ids[index] ?? []));
        return left ? ids.indexOf(left.id) : -1;
      };
      expect([turn([]), turn([4]), turn([4, 2]), turn([4, 2, 0])]).toEqual([4, 2, 0, -1]);
      expect(numbersOf(jobs.list({ status: 'queued', order: 'queue', limit: 9 }))).toEqual([1, 4, 2, 0]);
      expect(numbersOf(jobs.list({ status: 'queued', order: 'queue', offset: 1, limit: 2 }))).toEqual([4, 2]);
      // Who asks for the queue means what has a place in it, however much lies behind.
      expect(numbersOf(jobs.list({ order: 'queue', limit: 9 }))).toEqual([1, 4, 2, 0]);
      expect(numbersOf(jobs.list({ status: 'failed', isDismissed: false, limit: 9 }))).toEqual([5]);
      expect(numbersOf(jobs.list({ isSingle: true, offset: 4, limit: 9 }))).toEqual([1, 0]);
      expect([2, 9].map((most) => repositories.jobFigures.countWaiting(most))).toEqual([2, 3]);
      expect(repositories.jobFigures.counts()).toEqual({ queued: 4, processing: 0, needsYou: 1 });
    });

    it('move a job in front of another or behind it, and keep the order of all others', () => {
      const { jobs } = repositories;
      const ids = [1, 2, 3, 4].map((position) => {
        const priority = position === 4 ? 'high' : 'normal';
        const { job, take } = sampleJobAndTake(recording, { position, priority }, position);
        jobs.create(job, take);
        return job.id;
      });
      const [first, second, third, urgent] = ids;
      if (!first || !second || !third || !urgent) throw new Error('four jobs');
      const order = (): number[] =>
        jobs.list({ status: 'queued', order: 'queue', limit: 9 }).map(({ id }) => ids.indexOf(id));
      jobs.moveNextTo(third, first, 'before');
      expect(order()).toEqual([3, 2, 0, 1]);
      jobs.moveNextTo(third, second, 'before');
      expect(order()).toEqual([3, 0, 2, 1]);
      jobs.moveNextTo(second, first, 'behind');
      expect(order()).toEqual([3, 0, 1, 2]);
      jobs.moveNextTo(first, third, 'behind');
      expect(order()).toEqual([3, 1, 2, 0]);
      jobs.moveNextTo(first, urgent, 'before');
      expect(order()).toEqual([0, 3, 1, 2]);
      expect(jobs.get(first)?.priority).toBe('high');
      jobs.moveNextTo(urgent, second, 'behind');
      expect(order()).toEqual([0, 1, 3, 2]);
      expect(jobs.get(urgent)?.priority).toBe('normal');
    });

    it('add up what waits, and give what finished jobs tell of this computer, latest first', () => {
      const { jobs, jobFigures, recordings } = repositories;
      const heard = sampleRecording({ path: '/heard.wav', analysis: { state: 'ready' } });
      recordings.save(heard);
      const stages = [{ stage: 'convert' as const, seconds: 2, realTimeFactor: 5 }];
      const ended = (endedAt: string): Partial<StoredJob> => ({ status: 'completed', endedAt, stages, device: 'cpu' });
      const made = [
        sampleJobAndTake(recording, { position: 1, durationSec: 4 }, 1),
        sampleJobAndTake(heard, { position: 2, durationSec: 6 }, 1),
        sampleJobAndTake(heard, { position: 3, isPaused: true }, 2),
        sampleJobAndTake(recording, { position: 4, ...ended('2026-11-22T10:00:01.000Z') }, 2),
        sampleJobAndTake(recording, { position: 5, ...ended('2026-11-22T10:00:03.000Z'), device: 'cuda' }, 3),
        sampleJobAndTake(recording, { position: 6, ...ended('2026-11-22T09:00:00.000Z') }, 4),
      ];
      for (const { job, take } of made) jobs.create(job, take);
      const work = { converterId: 'resynth', jobCount: 2, audioSec: 10, unanalysedSec: 4 };
      expect(jobFigures.waiting()).toEqual([work]);
      expect([jobFigures.isAnalysed(recording.id), jobFigures.isAnalysed(heard.id)]).toEqual([false, true]);
      const told = (device: string) => ({ converterId: 'resynth', device, stages });
      expect(jobFigures.finished('2026-11-22T10:00:00.000Z', 9)).toEqual([told('cuda'), told('cpu')]);
      expect(jobFigures.finished('', 1)).toEqual([told('cuda')]);
    });

    it('remember what the queue has to', () => {
      const { queueMemory } = repositories;
      expect(queueMemory.get()).toBeUndefined();
      const memory = {
        isPaused: true,
        isRestored: true,
        machine: 'here',
        machineSince: '',
        lanes: { resynth: 2 },
        jobsSinceMeasured: { resynth: 40 },
      };
      queueMemory.save({ ...memory, isPaused: false });
      queueMemory.save(memory);
      expect(queueMemory.get()).toEqual(memory);
    });

    it('number the takes of each recording on their own', () => {
      const other = sampleRecording({ path: '/other.wav' });
      repositories.recordings.save(other);
      for (const number of [1, 2]) {
        const { job, take } = sampleJobAndTake(recording, { position: number }, number);
        repositories.jobs.create(job, take);
      }
      expect(repositories.takes.nextNumber(recording.id)).toBe(3);
      expect(repositories.takes.nextNumber(other.id)).toBe(1);
      expect(repositories.takes.listOf(recording.id).map(({ number }) => number)).toEqual([1, 2]);
    });

    it('find takes by name, voice, status, star, bin and time, newest first', () => {
      const made = ['Ana 100%.wav', 'ana_2.wav', 'Áurea.wav', 'ana 100.wav'].map((recordingName, index) => {
        const createdAt = `2026-11-22T10:00:0${String(Math.min(index, 2))}.000Z`;
        const voiceId = voiceIdSchema.parse(index === 1 ? 'bright' : 'deep');
        const status = index === 0 ? 'failed' : 'completed';
        const sample = sampleJobAndTake(recording, { recordingName, createdAt, voiceId, status }, index + 1);
        repositories.jobs.create(sample.job, sample.take);
        return sample;
      });
      // The last two were made at the same moment.
      const [first, second, ...twins] = made;
      if (!first || !second) throw new Error('four takes');
      const newest = [...twins.sort((a, b) => (a.take.id < b.take.id ? 1 : -1)), second, first];
      const found = (query: Partial<TakePageQuery>) =>
        repositories.takes.page({ words: [], isRemoved: false, limit: 9, ...query }).entries;
      const word = (folded: string, voiceIds: readonly VoiceId[] = []) => ({ words: [{ folded, voiceIds }] });
      expect(found({})).toEqual(newest);
      expect(found({ limit: 2 })).toEqual(newest.slice(0, 2));
      const [place] = newest;
      expect(found({ after: place?.take })).toEqual(newest.slice(1));
      expect(found(word('aurea'))).toEqual([made[2]]);
      expect(found(word('100%'))).toEqual([first]);
      expect(found(word('ana_'))).toEqual([second]);
      expect(found(word('bri', [second.take.voiceId]))).toEqual([second]);
      expect(found({ statuses: ['failed'] })).toEqual([first]);
      expect(found({ statuses: ['completed', 'failed'] })).toHaveLength(4);
      expect(found({ voiceId: second.take.voiceId })).toEqual([second]);
      expect(found({ from: second.take.createdAt, to: '2026-11-22T10:00:02.000Z' })).toEqual([second]);
      repositories.takes.save({ ...first.take, isStarred: true });
      repositories.takes.save({ ...second.take, removedAt: '2026-11-23T10:00:00.000Z' });
      expect(found({ isStarred: true }).map(({ take }) => take.id)).toEqual([first.take.id]);
      expect(found({ isRemoved: true }).map(({ take }) => take.id)).toEqual([second.take.id]);
      expect(found({})).toHaveLength(3);
      expect(repositories.takes.count({ words: [], isRemoved: false }, 100)).toBe(3);
      expect(repositories.takes.count({ words: [], isRemoved: false }, 2)).toBe(2);
    });

    it('give a voice back exactly, and all of them newest first', () => {
      const { voices } = repositories;
      const older = sampleVoice();
      const newer = sampleVoice({ createdAt: '2026-11-23T10:00:00.000Z', rangeMidi: null, licence: null });
      voices.save(newer);
      voices.save(older);
      expect(voices.get(older.id)).toEqual(older);
      expect(voices.get(sampleVoice().id)).toBeUndefined();
      expect(voices.list()).toEqual([newer, older]);
      const removed = {
        ...older,
        name: 'Outra',
        removedAt: '2026-11-24T10:00:00.000Z',
        purgedAt: '2026-12-25T00:00:00Z',
      };
      voices.save(removed);
      expect(voices.list()).toEqual([newer, removed]);
    });

    it('keep the presets, all in one step', () => {
      const { presets } = repositories;
      expect(presets.list()).toEqual([]);
      const [first, second] = ['Ana “é”', 'b'].map((name) => ({
        id: presetIdSchema.parse(crypto.randomUUID()),
        name,
        settings: { glideMs: 30, mode: 'snap', notes: [0, 7] },
      }));
      if (!first || !second) throw new Error('two presets');
      presets.save([first]);
      presets.save([second, first]);
      expect(presets.list()).toEqual([second, first]);
      presets.save([second]);
      expect(presets.list()).toEqual([second]);
    });

    it('keep the preferences', () => {
      expect(repositories.preferences.get()).toBeUndefined();
      const preferences = preferencesSchema.parse({ language: 'pt-BR', settings: { notes: [0, 7] } });
      repositories.preferences.save(preferencesSchema.parse({}));
      repositories.preferences.save(preferences);
      expect(repositories.preferences.get()).toEqual(preferences);
    });
  });
}
