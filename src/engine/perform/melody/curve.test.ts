import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evenNotes, handMadePlan } from '../../../../tests/suites/handMadePlan.ts';
import { readNpy } from '../../../../tests/suites/npy.ts';
import type { Plan } from '../../../contract/melody/plan.ts';
import { drawCurve, type CurveInput } from './curve.ts';

const folder = 'tests/fixtures/dsp/';
type Case = {
  name: string;
  notes: [number, number, number][];
  cents: string;
  lead: number;
  porta_ms: number;
  rate: number;
  delay: number;
  jit: number[];
  zeta: number;
  depth: number;
};
const manifest = JSON.parse(readFileSync(`${folder}MANIFEST.json`, 'utf8')) as { f0_author: { cases: Case[] } };

const still: CurveInput = { settings: { overshoot: 0, humanise: 0, guideRatio: 0 }, seed: 1, expression: null };
const withSettings = (settings: Partial<CurveInput['settings']>, seed = 1): CurveInput => ({
  ...still,
  settings: { ...still.settings, ...settings },
  seed,
});
/** The overshoot setting that gives a damping, the other way round than the curve goes. */
const overshootOf = (zeta: number): number =>
  zeta >= 1 ? 0 : Math.exp((-Math.PI * zeta) / Math.sqrt(1 - zeta * zeta)) / 0.1318;

function planWith(notes: Plan['notes'], lengthSec: number): Plan {
  return { ...handMadePlan(evenNotes([60]), 1), notes, lengthSec };
}

describe('the curve of a melody', () => {
  it.each(manifest.f0_author.cases)('follows the reference "$name" within a cent', (wanted) => {
    const plain = handMadePlan(evenNotes([60]), 1).notes[0] as Plan['notes'][number];
    const notes = wanted.notes.map(([startSec, lengthSec, midi], index) => ({
      ...plain,
      startSec: startSec + wanted.lead,
      endSec: startSec + wanted.lead + lengthSec,
      midi,
      glideMs: wanted.porta_ms,
      vibrato:
        wanted.depth > 0 && lengthSec >= wanted.delay + 0.25
          ? { depthCents: wanted.depth, rateHz: wanted.rate * (wanted.jit[index] ?? 1), delaySec: wanted.delay }
          : null,
    }));
    const curve = drawCurve(planWith(notes, 3.195), withSettings({ overshoot: overshootOf(wanted.zeta) }));
    const { data } = readNpy(folder + wanted.cents);
    expect(curve).toHaveLength(data.length);
    curve.forEach((midi, frame) => {
      expect(Math.abs(100 * midi - (data[frame] ?? NaN)), `frame ${String(frame)}`).toBeLessThan(1);
    });
  });

  const glided = (glideMs: number, midis: readonly number[]): Plan => {
    const plan = handMadePlan(evenNotes(midis), 2);
    return { ...plan, notes: plan.notes.map((note) => ({ ...note, glideMs })) };
  };
  const peakAfter = (curve: readonly number[], sec: number): number => Math.max(...curve.slice(sec * 200));

  it('swings past a third by an eighth of it, by half as much at half overshoot, and not at all at none', () => {
    const plan = glided(80, [60, 64]);
    expect(peakAfter(drawCurve(plan, withSettings({ overshoot: 1 })), 1) - 64).toBeCloseTo(0.132 * 4, 1);
    expect(peakAfter(drawCurve(plan, withSettings({ overshoot: 0.5 })), 1) - 64).toBeCloseTo(0.066 * 4, 1);
    expect(peakAfter(drawCurve(plan, withSettings({ overshoot: 0 })), 1)).toBeLessThan(64.001);
  });

  it('swings past an octave by no more than 3 %', () => {
    expect(peakAfter(drawCurve(glided(80, [60, 72]), withSettings({ overshoot: 1 })), 1) - 72).toBeLessThan(0.04 * 12);
  });

  it('is halfway at the note and arrives sooner the shorter its own glide is', () => {
    const [quick, slow] = [40, 200].map((glideMs) => drawCurve(glided(glideMs, [60, 67]), still));
    const onset = Math.round(1.1 * 200);
    const arrivalOf = (curve: readonly number[]): number => curve.findIndex((midi) => midi > 66.9);
    expect(quick?.[onset]).toBeGreaterThan(60.5);
    expect(quick?.[onset]).toBeLessThan(66.5);
    expect(arrivalOf(quick ?? [])).toBeLessThan(arrivalOf(slow ?? []) - 10);
  });

  it('steps at once where a note has no glide, whatever moved before', () => {
    const plan = glided(120, [60, 67, 62]);
    const [first, second, third] = plan.notes as [Plan['notes'][number], Plan['notes'][number], Plan['notes'][number]];
    const curve = drawCurve(
      { ...plan, notes: [first, second, { ...third, glideMs: 0 }] },
      withSettings({ overshoot: 1 }),
    );
    const onset = Math.round(1.7 * 200);
    expect(curve.slice(onset, onset + 60)).toEqual(Array<number>(60).fill(62));
  });

  it('drifts and starts loosely by humanise, the same for a seed and otherwise for another', () => {
    const plan = glided(60, [60, 64, 62]);
    const loose = drawCurve(plan, withSettings({ humanise: 1 }, 3));
    expect(loose).toEqual(drawCurve(plan, withSettings({ humanise: 1 }, 3)));
    expect(loose).not.toEqual(drawCurve(plan, withSettings({ humanise: 1 }, 4)));
    const exact = drawCurve(plan, still);
    expect(exact).toEqual(drawCurve(plan, withSettings({}, 9)));
    const middle = Math.round(0.8 * 200);
    const offCents = loose
      .slice(middle - 40, middle + 40)
      .map((midi, i) => 100 * Math.abs(midi - (exact[middle - 40 + i] ?? NaN)));
    expect(Math.max(...offCents)).toBeGreaterThan(2);
    expect(Math.max(...offCents)).toBeLessThan(60);
  });

  describe('with a guide', () => {
    const plan = glided(60, [60, 64]);
    const frameCount = drawCurve(plan, still).length;
    const trill = Float64Array.from({ length: frameCount }, (_, frame) =>
      frame > 110 && frame < 200 ? 50 * Math.sin(frame / 5) + 1e-3 : 0,
    );
    const expression = { cents: trill, levelDb: new Float64Array(frameCount) };
    const followed = (guideRatio: number) => drawCurve(plan, { ...withSettings({ guideRatio }), expression });

    it('follows its movement by degree, wholly at 1 and not at all at 0', () => {
      expect(followed(0)).toEqual(drawCurve(plan, still));
      for (const [guideRatio, share] of [
        [1, 1],
        [0.5, 0.5],
      ] as const) {
        const curve = followed(guideRatio);
        for (let frame = 130; frame < 190; frame++) {
          expect(100 * ((curve[frame] ?? NaN) - 60)).toBeCloseTo(share * (trill[frame] ?? NaN), 1);
        }
      }
    });

    it('makes no step where the guide falls silent', () => {
      const curve = followed(1);
      const own = drawCurve(plan, still);
      for (let frame = 100; frame < 210; frame++) {
        const bend = (line: readonly number[]): number => (line[frame] ?? NaN) - (line[frame - 1] ?? NaN);
        expect(Math.abs(bend(curve) - bend(own))).toBeLessThan(0.2);
      }
    });
  });
});
