import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderStages, type Progress } from '../contract/jobs.ts';
import { RenderProgress } from './renderProgress.ts';
import { StageSpeeds } from './stageSpeeds.ts';

/** Everything heard while stages report the given ratios. */
function progressOf(speeds: StageSpeeds, ratios: readonly (readonly number[])[]): Progress[] {
  const heard: Progress[] = [];
  const progress = new RenderProgress(speeds, (value) => heard.push(value));
  progress.durationSec = 60;
  renderStages.forEach((stage, index) => {
    progress.begin(stage);
    for (const ratio of ratios[index] ?? []) progress.update(ratio);
    progress.update(1);
  });
  return heard;
}

const anyRatios = fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }), { maxLength: 6 });

describe('the progress of a render', () => {
  it('never goes back and ends at 1, whatever its stages report', () => {
    fc.assert(
      fc.property(anyRatios, (ratios) => {
        const overall = progressOf(new StageSpeeds(), ratios).map(({ overallRatio }) => overallRatio);
        expect(overall).toEqual([...overall].sort((a, b) => a - b));
        expect(overall.at(-1)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('makes what was converted playable, and keeps it so', () => {
    const heard = progressOf(new StageSpeeds(), [[], [], [], [0.25, 0.5]]);
    const playable = heard.map(({ stage, playableSec }) => `${stage} ${String(playableSec)}`);
    expect(playable).toContain('convert 15');
    expect(playable).toContain('convert 30');
    expect(playable.at(-1)).toBe('encode 60');
  });

  it('says nothing about the time left before anything was measured', () => {
    const heard = progressOf(new StageSpeeds(), []);
    expect(heard.every(({ remainingSec }) => remainingSec === null)).toBe(true);
  });

  it('estimates from earlier renders, and unmeasured stages in proportion', () => {
    const speeds = new StageSpeeds();
    // Convert at twice its typical cost: 60 s of audio at 0.3.
    speeds.observe('convert', 18, 60);
    const first = progressOf(speeds, [])[0]?.remainingSec ?? 0;
    expect(first).toBeGreaterThan(18);
    expect(first).toBeLessThan(60);
    const last = progressOf(speeds, []).at(-1)?.remainingSec;
    expect(last).toBe(0);
  });
});
