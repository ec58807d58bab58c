import { beforeEach, describe, expect, it } from 'vitest';
import { presetIdSchema, recordingIdSchema } from '../../src/contract/ids.ts';
import { preferencesSchema } from '../../src/contract/operations/app.ts';
import type { CorePorts } from '../../src/core/ports.ts';
import { sampleJobAndTake, sampleRecording, sampleVoice } from './domainSamples.ts';

type Repositories = Pick<CorePorts, 'recordings' | 'jobs' | 'takes' | 'voices' | 'preferences' | 'presets'>;

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
      expect(jobs.withStatus('queued').map(({ position }) => position)).toEqual([1, 2, 3]);
      expect(jobs.list({ limit: 2 })).toEqual([made[2], made[1]]);
      expect(jobs.list({ limit: 9, status: 'failed' })).toEqual([]);
      expect(jobs.nextPosition()).toBe(4);
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
