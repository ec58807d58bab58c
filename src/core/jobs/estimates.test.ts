import { describe, expect, it } from 'vitest';
import type { StageMeasure } from '../../contract/jobs.ts';
import { createQueueBench, settle } from '../../../tests/suites/queueBench.ts';

/** A take of 10 s: analysed in 2 s of work unless that was cached, sung in 4 s. */
const stages = (isCached: boolean, convertSec = 4): StageMeasure[] => [
  { stage: 'analyse', seconds: isCached ? 0 : 2, realTimeFactor: isCached ? null : 5 },
  { stage: 'convert', seconds: convertSec, realTimeFactor: 10 / convertSec },
];

async function finish(bench: ReturnType<typeof createQueueBench>, measured: StageMeasure[]): Promise<void> {
  bench.clock.ms += 1000;
  bench.active?.succeed({ stages: measured, durationSec: 10 });
  await settle();
}

describe('the time left', () => {
  it('is unknown before anything was learned, and not a guess', async () => {
    const bench = createQueueBench();
    const { state, store } = bench.begin();
    const id = bench.add({ durationSec: 10 });
    await settle();
    expect(store.view(store.get(id)).estimateSec).toBeNull();
    expect(state()).toMatchObject({ remainingSec: null, speeds: [] });
  });

  it('is learned from finished jobs, and a cached analysis does not spoil it', async () => {
    const bench = createQueueBench();
    const { state, store } = bench.begin();
    for (let count = 0; count < 6; count++) bench.add({ durationSec: 10 });
    await settle();
    await finish(bench, stages(false));
    for (let count = 0; count < 3; count++) await finish(bench, stages(true));
    const [speed] = state().speeds;
    expect(speed).toMatchObject({ converterId: 'resynth', device: 'cpu', sampleCount: 4 });
    expect(speed?.realTimeFactor).toBeCloseTo(10 / 6);
    // Of a recording that was not analysed yet.
    const waiting = bench.add({ durationSec: 100 });
    expect(store.view(store.get(waiting)).estimateSec).toBeCloseTo(60);
    bench.repositories.recordings.save({ ...bench.recording, analysis: { state: 'ready' } });
    expect(store.view(store.get(waiting)).estimateSec).toBeCloseTo(40);
  });

  it('is the median: one job that took an hour because the lid was closed changes little', async () => {
    const bench = createQueueBench();
    const { state } = bench.begin();
    for (let count = 0; count < 6; count++) bench.add({ durationSec: 10 });
    await settle();
    for (const convertSec of [4, 3600, 4, 4]) await finish(bench, stages(true, convertSec));
    expect(state().speeds[0]?.realTimeFactor).toBeCloseTo(2.5);
  });

  it('counts what runs, what waits and the lanes, but not what is paused', async () => {
    const bench = createQueueBench({ coreCount: 2 });
    bench.repositories.recordings.save({ ...bench.recording, analysis: { state: 'ready' } });
    bench.preferences.parallelJobs = 2;
    const { state, arrangement } = bench.begin();
    for (let count = 0; count < 2; count++) bench.add({ durationSec: 10 });
    await settle();
    await finish(bench, stages(true));
    await finish(bench, stages(true));
    expect(state().remainingSec).toBe(0);
    const [, , , last] = [10, 10, 10, 50].map((durationSec) => bench.add({ durationSec }));
    await settle();
    // 2 run, nothing is known of how far they are; 4 s each, then 4 s and 20 s of work.
    expect(state().remainingSec).toBeCloseTo((4 + 4 + 4 + 20) / 2);
    bench.active?.progress({ overallRatio: 0.5, remainingSec: 1 });
    expect(state().remainingSec).toBeCloseTo((1 + 4 + 4 + 20) / 2);
    if (last) arrangement.pause(last);
    expect(state().remainingSec).toBeCloseTo((1 + 4 + 4) / 2);
  });

  it('is learned anew on another computer, and kept over a restart on this one', async () => {
    const bench = createQueueBench();
    bench.begin();
    bench.add();
    await settle();
    await finish(bench, stages(true));
    expect(bench.begin().state().speeds).toHaveLength(1);
    bench.clock.ms += 1000;
    bench.computer.machine = 'another computer';
    expect(bench.begin().state().speeds).toEqual([]);
  });
});

describe('what the queue tells', () => {
  it('comes at most four times a second, and the last state always', async () => {
    const bench = createQueueBench();
    const { queue } = bench.begin();
    const states = () => bench.told.flatMap(({ name, payload }) => (name === 'queue.changed' ? [payload] : []));
    const startedMs = performance.now();
    for (let count = 0; count < 50; count++) {
      bench.add();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    queue.pause();
    await expect.poll(() => states().at(-1)).toMatchObject({ pausedBy: 'person', queuedCount: 50 });
    expect(states().length).toBeLessThanOrEqual(2 + (performance.now() - startedMs) / 250);
  });
});
