import { describe, expect, it } from 'vitest';
import { AppError } from '../../contract/errors.ts';
import { createQueueBench, settle } from '../../../tests/suites/queueBench.ts';
import { LaneTrial } from './laneTrial.ts';

type Bench = ReturnType<typeof createQueueBench>;

async function benchWith(jobCount: number, change: Partial<Bench['preferences']> & { coreCount?: number } = {}) {
  const { coreCount = 4, ...preferences } = change;
  const bench = createQueueBench({ coreCount });
  Object.assign(bench.preferences, preferences);
  const workshop = bench.begin();
  const ids = Array.from({ length: jobCount }, () => bench.add());
  await settle();
  return { bench, ids, ...workshop };
}

/** A host in which a job alone takes 100 s of the clock, and n at a time take so much longer. */
async function workOff(bench: Bench, slowdown: (count: number) => number): Promise<void> {
  for (let round = 0; round < 500 && bench.active; round++) {
    const count = bench.actives.length;
    bench.clock.ms += (100_000 * slowdown(count)) / count;
    bench.active.succeed();
    await settle();
  }
}

describe('jobs at the same time', () => {
  it('are as many as the person chose', async () => {
    const { bench, state } = await benchWith(6, { parallelJobs: 3 });
    expect(bench.actives).toHaveLength(3);
    expect(state()).toMatchObject({ parallelJobs: 3, parallelReason: 'chosen', processingCount: 3, queuedCount: 3 });
  });

  it('become two where two clearly get more done, and that is remembered for this computer', async () => {
    const { bench, state } = await benchWith(60);
    expect(state().parallelReason).toBe('measuring');
    await workOff(bench, (count) => (count === 2 ? 1.2 : count === 3 ? 3 : 1));
    expect(bench.repositories.queueMemory.get()?.lanes).toEqual({ resynth: 2 });
    const later = bench.begin();
    for (let count = 0; count < 5; count++) bench.add();
    await settle();
    expect(bench.actives).toHaveLength(2);
    expect(later.state()).toMatchObject({ parallelJobs: 2, parallelReason: 'measured' });
  });

  it('stay one where two gain less than a tenth', async () => {
    const { bench } = await benchWith(60);
    await workOff(bench, (count) => (count === 2 ? 1.85 : 1));
    expect(bench.repositories.queueMemory.get()?.lanes).toEqual({ resynth: 1 });
    expect(bench.runs).toHaveLength(60);
  });

  it('are tried again after 200 jobs, without a word, so that a busy hour decides nothing for ever', async () => {
    const { bench } = await benchWith(30);
    const lanes = (): Record<string, number> | undefined => bench.repositories.queueMemory.get()?.lanes;
    // Something else takes the second core: two at a time get no more done than one.
    await workOff(bench, (count) => count);
    expect(lanes()).toEqual({ resynth: 1 });
    // By now it has gone. The decision holds for a while, also over a restart.
    const onAFreeComputer = async (jobCount: number, told = new Set<string>()): Promise<Set<string>> => {
      for (let count = 0; count < jobCount; count++) bench.add();
      await settle();
      bench.mostActive = 0;
      await workOff(bench, (count) => {
        const state = bench.workshop?.state();
        told.add(`${String(state?.parallelJobs)} ${String(state?.parallelReason)}`);
        return count === 2 ? 1.2 : count === 3 ? 3 : 1;
      });
      return told;
    };
    await onAFreeComputer(100);
    bench.begin();
    expect(await onAFreeComputer(60)).toEqual(new Set(['1 measured']));
    expect(bench.mostActive).toBe(1);
    expect(await onAFreeComputer(100)).toEqual(new Set(['1 measured', '2 measured']));
    expect(lanes()).toEqual({ resynth: 2 });
    // Three were tried as well.
    expect(bench.mostActive).toBe(3);
  });

  it('are measured anew on another computer', async () => {
    const { bench } = await benchWith(60);
    await workOff(bench, (count) => (count === 2 ? 1.2 : 3));
    bench.computer.machine = 'another computer';
    const { state } = bench.begin();
    for (let count = 0; count < 5; count++) bench.add();
    await settle();
    expect(bench.actives).toHaveLength(1);
    expect(state().parallelReason).toBe('measuring');
  });

  it('are never two with networks, nor one beside another converter that nobody asked for', async () => {
    const { bench } = await benchWith(0, { parallelJobs: 4 });
    const { job } = { job: bench.repositories.jobs.get(bench.add()) };
    if (!job) throw new Error('one job');
    const recipe = { ...job.recipe, converterId: 'rvc' };
    for (let count = 0; count < 3; count++) bench.add({ recipe });
    await settle();
    expect(bench.actives).toHaveLength(1);
    bench.active?.succeed();
    await settle();
    expect(bench.actives).toHaveLength(1);
  });

  it('a job whose host died runs alone, so that no other is failed with it', async () => {
    const { bench, ids, store } = await benchWith(4, { parallelJobs: 2 });
    const [guilty, innocent] = ids;
    if (!guilty || !innocent) throw new Error('two');
    for (const run of bench.actives) run.fail(new AppError('HOST_CRASHED', { attempts: 1 }));
    for (let death = 0; death < 2; death++) {
      await settle();
      await settle();
      expect(bench.actives.map(({ jobId }) => jobId)).toEqual([guilty]);
      bench.active?.fail(new AppError('HOST_CRASHED', { attempts: 1 }));
    }
    await settle();
    await settle();
    expect(store.get(guilty).status).toBe('failed');
    expect(bench.actives.map(({ jobId }) => jobId)).toEqual([innocent]);
    bench.active?.succeed();
    await settle();
    expect(bench.actives).toHaveLength(2);
    expect(store.get(innocent).status).toBe('completed');
  });

  it('a job that fails in one lane leaves the other alone', async () => {
    const { bench, ids, store } = await benchWith(3, { parallelJobs: 2 });
    const [other] = bench.actives.slice(1);
    bench.active?.fail(new AppError('AUDIO_SILENT', { file: 'a.wav' }));
    await settle();
    expect(other?.signal.aborted).toBe(false);
    expect(ids.map((id) => store.get(id).status)).toEqual(['failed', 'processing', 'processing']);
  });
});

describe('the trial of lanes', () => {
  it('begins a window anew after what says nothing about lanes', () => {
    const trial = new LaneTrial(2);
    let nowMs = 0;
    const one = (): number | null => trial.finished(10, trial.lanes - 1, (nowMs += 1000 / trial.lanes));
    for (let count = 0; count < 3; count++) one();
    // An hour in which the computer slept belongs to no window.
    trial.disturbed();
    nowMs += 3_600_000;
    let found: number | null = null;
    for (let count = 0; count < 40 && found === null; count++) found = one();
    expect(found).toBe(2);
  });
});
