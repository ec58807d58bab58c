import { expect, it } from 'vitest';
import type { Job } from '../../../contract/jobs.ts';
import { AppError } from '../../../contract/errors.ts';
import { envelopeOf, errorReport } from '../../errors/actions.ts';
import { putJob } from './useEvents.ts';

const job = (id: string, status: string) => ({ id, status }) as Job;

it('a job that changed keeps its place and a new one comes first', () => {
  const jobs = [job('b', 'queued'), job('a', 'completed')];
  expect(putJob(jobs, job('b', 'processing')).map(({ id, status }) => `${id} ${status}`)).toEqual([
    'b processing',
    'a completed',
  ]);
  expect(putJob(jobs, job('c', 'queued')).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});

it('anything thrown in the window reads as an error of the program, its message kept out', () => {
  expect(envelopeOf(new Error('secret path'))).toEqual({ code: 'INTERNAL', details: { id: 'window' } });
  expect(envelopeOf(new AppError('FILE_EMPTY', { file: 'a.wav' })).code).toBe('FILE_EMPTY');
});

it('copied details name the program, the code and the facts', () => {
  const report = errorReport({ code: 'DISK_FULL', details: { folder: '/x' } }, '0.1.0');
  expect(JSON.parse(report)).toEqual({ program: 'cantado 0.1.0', code: 'DISK_FULL', details: { folder: '/x' } });
});
