import { describe, expect, it } from 'vitest';
import { guideOf, hum, type HummedNote, type HumStyle } from '../../../tests/suites/hummedSound.ts';
import { seededRatio } from '../../../tests/suites/seededRatio.ts';
import { scoreSchema } from '../../contract/melody/score.ts';
import { guideScore } from './guideScore.ts';

const medianOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

async function hummed(notes: readonly HummedNote[], style?: HumStyle) {
  const { samples, notes: told } = hum(notes, style);
  const score = guideScore(await guideOf(samples));
  return {
    score,
    told,
    midi: score.notes.map(({ midi }) => midi),
    lateMs: score.notes.map(({ startBeat }, i) => 1000 * (startBeat - (told[i]?.startSec ?? NaN))),
    endMs: score.notes.map(
      ({ startBeat, lengthBeats }, i) => 1000 * (startBeat + lengthBeats - (told[i]?.endSec ?? NaN)),
    ),
  };
}

const tune = [57, 60, 64, 62, 60, 57, 59, 55];

describe('the notes of a hum', () => {
  it.each([
    ['plain', {}],
    ['with a wide vibrato', { vibratoCents: 80 }],
    ['with slow glides', { glideMs: 200 }],
    ['in noise', { noise: 0.01 }],
    ['half a semitone flat', { tuningSt: [-0.45, -0.45] }],
  ] as const)('are those of a legato tune %s', async (_, style) => {
    const { midi, lateMs, endMs } = await hummed(
      tune.map((note) => ({ midi: note, sec: 0.45 })),
      style,
    );
    expect(midi).toEqual(tune);
    expect(medianOf(lateMs.map(Math.abs)), `starts ${lateMs.map(Math.round).join(' ')} ms`).toBeLessThan(30);
    expect(Math.max(...lateMs.map(Math.abs)), `starts ${lateMs.map(Math.round).join(' ')} ms`).toBeLessThan(80);
    expect(medianOf(endMs.map(Math.abs))).toBeLessThan(40);
  });

  it('are the same however slowly the singer sinks', async () => {
    const long = Array.from({ length: 5 }, () => tune).flat();
    const { midi } = await hummed(
      long.map((note) => ({ midi: note, sec: 0.4 })),
      { tuningSt: [0.1, -0.7] },
    );
    expect(midi).toEqual(long);
  });

  it('begin anew where the voice says na na on one pitch', async () => {
    const notes = [60, 60, 60, 62, 62, 60].map((midi) => ({ midi, sec: 0.35, articulation: 'na' as const }));
    const { midi, lateMs } = await hummed(notes, { vibratoCents: 40 });
    expect(midi).toEqual([60, 60, 60, 62, 62, 60]);
    expect(Math.max(...lateMs.map(Math.abs)), `starts ${lateMs.map(Math.round).join(' ')} ms`).toBeLessThan(40);
  });

  it('leave rests between', async () => {
    const { midi, lateMs, endMs } = await hummed([
      { midi: 50, sec: 0.4 },
      { midi: null, sec: 0.3 },
      { midi: 50, sec: 0.4 },
      { midi: null, sec: 0.15 },
      { midi: 55, sec: 0.8 },
    ]);
    expect(midi).toEqual([50, 50, 55]);
    expect(Math.max(...lateMs.map(Math.abs), ...endMs.map(Math.abs))).toBeLessThan(60);
  });

  it('are found when they last a tenth of a second or five', async () => {
    const { midi } = await hummed(
      [{ midi: 60, sec: 5 }, ...[62, 64, 65, 67].map((note) => ({ midi: note, sec: 0.13 })), { midi: 64, sec: 1 }],
      { glideMs: 40 },
    );
    expect(midi).toEqual([60, 62, 64, 65, 67, 64]);
  });

  it.each([0, 1, 2, 3, 4, 5])('are right in a random tune (%i)', async (seed) => {
    const at = (index: number): number => seededRatio(1000 * seed + index);
    let midi = 50 + Math.round(12 * at(0));
    const notes = Array.from({ length: 14 }, (_, i): HummedNote => {
      const step = Math.round(10 * at(3 * i + 1)) - 5;
      midi += (step || 3) * (midi + step > 70 || midi + step < 46 ? -1 : 1);
      return { midi, sec: 0.22 + 0.5 * at(3 * i + 2) };
    });
    const tuning = at(99) - 0.5;
    const { midi: found, lateMs } = await hummed(notes, {
      vibratoCents: 60 * at(98),
      glideMs: 40 + 80 * at(97),
      tuningSt: [0.9 * tuning, 0.9 * tuning],
    });
    expect(found).toEqual(notes.map((note) => note.midi));
    expect(medianOf(lateMs.map(Math.abs)), `starts ${lateMs.map(Math.round).join(' ')} ms`).toBeLessThan(30);
  });

  it('are a score in seconds that keeps the limits of scores', async () => {
    const { score } = await hummed(tune.map((midi) => ({ midi, sec: 0.3 })));
    expect(scoreSchema.parse(score)).toEqual(score);
    expect(score.tempos).toEqual([{ beat: 0, bpm: 60 }]);
    score.notes.reduce((end, { startBeat, lengthBeats }) => {
      expect(startBeat).toBeGreaterThanOrEqual(end - 1e-9);
      return startBeat + lengthBeats;
    }, 0);
  });

  it.each([
    ['silence', () => 0],
    ['noise', (i: number) => 0.2 * (seededRatio(i) - 0.5)],
  ])('are missed by name in %s', async (_, sample) => {
    const guide = await guideOf(
      Float32Array.from({ length: 48_000 }, (_value, i) => sample(i)),
      'room.wav',
    );
    expect(() => guideScore(guide)).toThrow(
      expect.objectContaining({ code: 'GUIDE_WITHOUT_NOTES', details: { file: 'room.wav' } }) as Error,
    );
  });
});
