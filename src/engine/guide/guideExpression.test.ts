import { beforeAll, describe, expect, it } from 'vitest';
import { guideOf, hum } from '../../../tests/suites/hummedSound.ts';
import { readMonoWave } from '../../../tests/suites/wav.ts';
import type { Plan } from '../../contract/melody/plan.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import { layWords } from '../perform/melody/layWords.ts';
import type { Guide, GuideExpression, LayingInput } from '../perform/melody/types.ts';
import { performSettings } from '../perform/registry.ts';
import { guideExpression } from './guideExpression.ts';

const settings = completeSettings(performSettings, { mode: 'melody' });

/** The plan of real speech on a hum, and what the hum does beyond its notes. */
async function followed(spoken: Guide, samples: Float32Array) {
  const guide = await guideOf(samples, 'hum.wav');
  const input: LayingInput = {
    analysis: spoken.analysis,
    tracks: spoken.tracks,
    recordingName: spoken.name,
    recordingSha256: 'cd'.repeat(32),
    melody: { kind: 'guide', guide, use: 'notes' },
    lyrics: null,
    backing: null,
  };
  const { plan } = layWords(input, settings);
  return { plan, guide, expression: guideExpression(guide, plan, 'notes') };
}

/** Cents of one note of the take, its first and last 150 ms left out. */
function inside(plan: Plan, expression: GuideExpression, index: number): number[] {
  const { startSec = NaN, endSec = NaN } = plan.notes[index] ?? {};
  return Array.from(expression.cents.subarray(Math.round(200 * startSec) + 30, Math.round(200 * endSec) - 30));
}

const tune = [45, 48, 50, 52, 50, 48, 47, 45, 43, 45, 48, 45];
const held = tune.map((midi) => ({ midi, sec: 0.7 }));

describe('what a hum does beyond its notes', () => {
  let spoken: Guide;
  beforeAll(async () => {
    spoken = await guideOf(readMonoWave('tests/fixtures/audio/austen-0880.wav').samples, 'speech.wav');
  });

  it('is its vibrato, as wide as it is, around the note', async () => {
    const { plan, expression } = await followed(spoken, hum(held, { vibratoCents: 70 }).samples);
    expect(plan.notes.map(({ midi }) => midi)).toEqual(tune);
    const widths = tune.map((_, index) => {
      const cents = inside(plan, expression, index);
      return (Math.max(...cents) - Math.min(...cents)) / 2;
    });
    expect(Math.min(...widths)).toBeGreaterThan(50);
    expect(Math.max(...widths)).toBeLessThan(110);
  });

  it.each([0.75, 1.8])(
    'keeps the rate of its vibrato where notes are sung at %f times their length',
    async (factor) => {
      const { plan, guide } = await followed(spoken, hum(held, { vibratoCents: 70 }).samples);
      const notes = plan.notes.map((note) => ({
        ...note,
        startSec: factor * note.startSec,
        endSec: factor * note.endSec,
      }));
      const other = { ...plan, lengthSec: factor * plan.lengthSec, notes };
      const expression = guideExpression(guide, other, 'notes');
      const rates = tune.slice(1, -1).map((_, index) => {
        const cents = inside(other, expression, index + 1);
        const crossings = cents.filter((value, i) => i > 0 && Math.sign(value) !== Math.sign(cents[i - 1] ?? 0)).length;
        return (crossings / 2 / cents.length) * 200;
      });
      const middle = [...rates].sort((a, b) => a - b)[rates.length >> 1] ?? NaN;
      expect(middle, rates.map((rate) => rate.toFixed(1)).join(' ')).toBeGreaterThan(4.5);
      expect(middle, rates.map((rate) => rate.toFixed(1)).join(' ')).toBeLessThan(6.7);
    },
  );

  it('is nothing where a steady hum is only out of tune', async () => {
    const { plan, expression } = await followed(spoken, hum(held, { tuningSt: [0.4, 0.4] }).samples);
    const cents = tune.flatMap((_, index) => inside(plan, expression, index)).map(Math.abs);
    expect([...cents].sort((a, b) => a - b)[cents.length >> 1]).toBeLessThan(5);
  });

  it('is the glide into a note, measured from the note it goes to', async () => {
    const { plan, expression } = await followed(spoken, hum(held, { glideMs: 200 }).samples);
    const starts = plan.notes.slice(1).map(({ startSec }) => expression.cents[Math.round(200 * startSec) + 1] ?? NaN);
    starts.forEach((cents, index) => {
      const step = 100 * ((tune[index] ?? NaN) - (tune[index + 1] ?? NaN));
      expect(Math.sign(cents), `into note ${String(index + 1)}: ${String(cents)} of ${String(step)}`).toBe(
        Math.sign(step),
      );
      expect(Math.abs(cents)).toBeLessThanOrEqual(Math.abs(step) + 300);
    });
  });

  it('is silent where the hum rests and before it begins', async () => {
    const rests = held.flatMap((note, index) => (index % 4 === 3 ? [note, { midi: null, sec: 0.5 }] : [note]));
    const { plan, expression } = await followed(spoken, hum(rests).samples);
    plan.notes.slice(1).forEach(({ startSec }, index) => {
      const endSec = plan.notes[index]?.endSec ?? NaN;
      if (startSec - endSec < 0.3) return;
      const rest = expression.cents.subarray(Math.round(200 * endSec) + 2, Math.round(200 * startSec) - 2);
      expect(rest.every((cents) => cents === 0)).toBe(true);
    });
    expect(expression.cents[0]).toBe(0);
  });

  it('is how loud it is against its own usual level', async () => {
    const { samples } = hum(held);
    const half = samples.length >> 1;
    const softer = samples.map((sample, i) => (i < half ? sample : sample * 0.25));
    const { plan, expression } = await followed(spoken, softer);
    const levelAt = (index: number): number => {
      const { startSec = NaN, endSec = NaN } = plan.notes[index] ?? {};
      return expression.levelDb[Math.round(100 * (startSec + endSec))] ?? NaN;
    };
    expect(levelAt(2) - levelAt(9)).toBeGreaterThan(9);
    expect(levelAt(2) - levelAt(9)).toBeLessThan(15);
  });
});
