import { describe, expect, it } from 'vitest';
import type { QueueState } from '../contract/queue.ts';
import { baseJob, done, jobId, runScripted } from '../../tests/suites/scriptedProgram.ts';

const other = '6b0a2f0e-6f0e-4a57-9d0c-3a4b5c6d7e8f';
const state: QueueState = {
  pausedBy: null,
  isOnBattery: true,
  queuedCount: 12,
  processingCount: 2,
  needsYouCount: 1,
  remainingSec: 754,
  parallelJobs: 2,
  parallelReason: 'measured',
  speeds: [{ converterId: 'resynth', device: 'cpu', realTimeFactor: 8.25, sampleCount: 20 }],
};

const run = (argv: string[], replies: Readonly<Record<string, unknown>>) =>
  runScripted(argv, { states: [done], replies });
const asked = (result: Awaited<ReturnType<typeof run>>) =>
  result.asked.filter(([name]) => name.startsWith('jobs.') || name.startsWith('queue.'));

describe('cantado queue', () => {
  it('tells what waits and runs, the time left and what was learned', async () => {
    const { code, out } = await run(['queue'], { 'queue.get': state });
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.trim())).toEqual([
      'queue           working',
      'waiting         12',
      'running         2',
      'failed          1',
      'time left       12 min 34 s',
      'at a time       2 (as measured on this computer)',
      'power           battery',
      'resynth on cpu  8.3 × real time (latest 20)',
      '',
    ]);
  });

  it('says so where nothing was learned, and why nothing is begun, in both languages', async () => {
    const paused = { ...state, pausedBy: 'battery', remainingSec: null, isOnBattery: null, speeds: [] };
    const english = await run(['queue'], { 'queue.get': paused });
    expect(english.out).toContain('paused while on battery');
    expect(english.out).toContain('not known before a first job is done here');
    const portuguese = await run(['--language', 'pt-BR', 'queue'], { 'queue.get': paused });
    expect(portuguese.out).toContain('pausada enquanto usa a bateria');
  });

  it('that is paused is told to who waits for a job', async () => {
    const convert = ['convert', 'speech.wav'];
    const told = await run(convert, { 'queue.get': { ...state, pausedBy: 'person' } });
    expect(told.err).toContain('The queue is paused: `cantado queue resume` lets it go on.\n');
    expect((await run(convert, { 'queue.get': state })).err).not.toContain('paused');
    const onBattery = await run(['--language', 'pt', ...convert], { 'queue.get': { ...state, pausedBy: 'battery' } });
    expect(onBattery.err).toContain('ligado na tomada');
    const restored = await run(convert, { 'queue.get': { ...state, pausedBy: 'restored' } });
    expect(restored.err).toContain('This library was restored. Its waiting jobs go on when you say so');
  });

  it.each([
    ['queue', '--json', 'pause'],
    ['queue', 'pause', '--json'],
  ])('%s %s %s gives the state as JSON', async (...argv) => {
    const result = await run(argv, { 'queue.pause': { ...state, pausedBy: 'person' } });
    expect(JSON.parse(result.out)).toMatchObject({ pausedBy: 'person' });
    expect(asked(result)).toEqual([['queue.pause', undefined]]);
  });

  it('goes on', async () => {
    expect(asked(await run(['queue', 'resume'], { 'queue.resume': state }))).toEqual([['queue.resume', undefined]]);
  });
});

describe('cantado jobs', () => {
  it.each([
    [
      ['pause', jobId],
      ['jobs.pause', { jobId }],
    ],
    [
      ['resume', jobId],
      ['jobs.resume', { jobId }],
    ],
    [
      ['dismiss', jobId],
      ['jobs.dismiss', { jobId }],
    ],
    [
      ['priority', jobId, 'high'],
      ['jobs.setPriority', { jobId, priority: 'high' }],
    ],
    [
      ['move', jobId, '--before', other],
      ['jobs.move', { jobId, beforeJobId: other }],
    ],
    [
      ['move', jobId, '--end'],
      ['jobs.move', { jobId, beforeJobId: null }],
    ],
    [
      ['list', '--order', 'queue', '--status', 'queued'],
      ['jobs.list', { status: 'queued', order: 'queue', limit: 100 }],
    ],
    [
      ['list', '--batch', other, '--offset', '20'],
      ['jobs.list', { batchId: other, offset: 20, limit: 100 }],
    ],
  ] as const)('%j asks for %j', async (argv, call) => {
    const reply =
      argv[0] === 'list' ? [{ ...baseJob, isPaused: true }] : { ...baseJob, priority: 'high', isPaused: true };
    const result = await run(['jobs', ...argv], { [call[0]]: reply });
    expect(asked(result)).toEqual([call]);
    expect(result.out).toContain('queued, paused');
    expect(result.code).toBe(0);
  });

  it.each([
    ['move', jobId],
    ['move', jobId, '--before', other, '--end'],
    ['priority', jobId, 'urgent'],
    ['priority', jobId],
    ['list', '--order', 'random'],
    ['list', '--batch', 'nothing'],
    ['list', '--offset', '-1'],
    ['pause', 'nothing'],
  ])('refuses %j %j %j with a sentence and asks nothing', async (...argv) => {
    const result = await run(['jobs', ...argv.filter((word) => word !== undefined)], {});
    expect(result.code).toBe(2);
    expect(result.err.length).toBeGreaterThan(10);
    expect(asked(result)).toEqual([]);
  });
});
