import { expect, it } from 'vitest';
import type { AppEvent } from '../../../contract/events.ts';
import type { Job } from '../../../contract/jobs.ts';
import { AppError } from '../../../contract/errors.ts';
import { envelopeOf, errorReport } from '../../errors/actions.ts';
import { putJob, upToDateJobs } from './jobList.ts';

const job = (id: string, status: string) => ({ id, status }) as Job;

it('a job that changed keeps its place and a new one comes first', () => {
  const jobs = [job('b', 'queued'), job('a', 'completed')];
  expect(putJob(jobs, job('b', 'processing')).map(({ id, status }) => `${id} ${status}`)).toEqual([
    'b processing',
    'a completed',
  ]);
  expect(putJob(jobs, job('c', 'queued')).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});

it('a job whose end is told while the list is on its way has ended, and nobody listens on', async () => {
  const listeners = new Set<(event: AppEvent) => void>();
  const tell = (payload: Job): void => listeners.forEach((listen) => listen({ name: 'job.changed', payload }));
  const subscribe = (listen: (event: AppEvent) => void) => {
    listeners.add(listen);
    return () => listeners.delete(listen);
  };
  const ask = (): Promise<Job[]> => {
    const answer = [job('a', 'processing'), job('b', 'completed')];
    tell(job('a', 'processing'));
    tell(job('a', 'completed'));
    tell(job('c', 'queued'));
    return Promise.resolve(answer);
  };
  const jobs = await upToDateJobs(ask, subscribe);
  expect(jobs.map(({ id, status }) => `${id} ${status}`)).toEqual(['c queued', 'a completed', 'b completed']);
  expect(listeners.size).toBe(0);
});

it('anything thrown in the window reads as an error of the program, its message kept out', () => {
  expect(envelopeOf(new Error('secret path'))).toEqual({ code: 'INTERNAL', details: { id: 'window' } });
  expect(envelopeOf(new AppError('FILE_EMPTY', { file: 'a.wav' })).code).toBe('FILE_EMPTY');
});

it('copied details name the program, the code and the facts', () => {
  const report = errorReport({ code: 'DISK_FULL', details: { folder: '/x' } }, '0.1.0');
  expect(JSON.parse(report)).toEqual({ program: 'cantado 0.1.0', code: 'DISK_FULL', details: { folder: '/x' } });
});
