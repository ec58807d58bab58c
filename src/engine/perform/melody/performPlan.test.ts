import { describe, expect, it } from 'vitest';
import { evenNotes, evenSpeech, handMadePlan } from '../../../../tests/suites/handMadePlan.ts';
import { hzToMidi } from '../../../contract/music.ts';
import type { Plan } from '../../../contract/melody/plan.ts';
import { performPlan } from './performPlan.ts';

const analysis = evenSpeech(4);
const settings = { formantSt: 0, key: 'auto' };
const ownVoice = { rangeMidi: null, folder: null };
const notes = evenNotes([60, 64, 67, 62, 60, 59]);
const withCurve = (plan: Plan, midi = 60): Plan => ({
  ...plan,
  curve: Array<number>(Math.floor(plan.lengthSec * 200 + 1e-6) + 1).fill(midi),
});
const plan = withCurve(handMadePlan(notes, 4));
const asSpoken: Plan = {
  ...plan,
  passes: [
    [
      [0, 0],
      [plan.lengthSec, plan.lengthSec],
    ],
  ],
};
const frameAt = (sec: number): number => Math.round(sec * 200);

describe('a plan as it is sung', () => {
  const sung = performPlan(plan, analysis, settings, ownVoice);

  it('lasts as long as it says and lists its notes in frames', () => {
    expect(sung.frameCount).toBe(frameAt(plan.lengthSec) + 1);
    expect([sung.f0Hz, sung.sourceFrame, sung.gain].map(({ length }) => length)).toEqual(
      Array(3).fill(sung.frameCount),
    );
    expect(sung.notes[1]).toEqual({ start: frameAt(1.1), end: frameAt(1.64), midi: 64 });
  });

  it('sings its curve in every vowel and nothing in consonants and rests', () => {
    for (const { startSec, endSec } of notes) {
      for (let frame = frameAt(startSec) + 1; frame < frameAt(endSec) - 1; frame++) {
        expect(hzToMidi(sung.f0Hz[frame] ?? 0)).toBeCloseTo(60, 9);
      }
      expect(sung.f0Hz[frameAt(startSec) - 8], 'consonant').toBe(0);
    }
    expect(sung.f0Hz[0]).toBe(0);
  });

  it('sings a vowel that was spoken without voice', () => {
    const whispered = { ...analysis, f0Hz: new Float64Array(analysis.frameCount) };
    const voiced = performPlan(plan, whispered, settings, ownVoice);
    expect([...voiced.f0Hz].filter((hz) => hz > 0).length).toBeGreaterThan(500);
  });

  it('starts every vowel where its note starts, also when the words come again', () => {
    notes.forEach(({ startSec }, index) => {
      const vowelStart =
        (analysis.syllables[index % 4]?.vowelStart ?? NaN) - (sung.sourceFrame[frameAt(startSec)] ?? NaN);
      expect(Math.abs(vowelStart)).toBeLessThan(0.5);
    });
  });

  it('is silent in rests that hold the recording still, and never within a syllable', () => {
    expect(sung.gain[frameAt(0.2)]).toBe(0);
    for (const { startSec, endSec } of notes) {
      for (let frame = frameAt(startSec); frame < frameAt(endSec); frame++) expect(sung.gain[frame]).toBe(1);
    }
    for (let frame = 1; frame < sung.frameCount; frame++) {
      const step = (sung.gain[frame] ?? NaN) - (sung.gain[frame - 1] ?? NaN);
      expect(Math.abs(step), 'a click').toBeLessThanOrEqual(0.2501);
    }
  });

  it('sings what a note holds of a voice outside every vowel, and holds no consonant', () => {
    const [note] = evenNotes([60], 1);
    const made = handMadePlan([note], 4);
    const [first, ...others] = made.syllables;
    const syllables = [{ ...first, vowelEndSec: first.vowelStartSec + 0.03 }, ...others];
    const heldAt = (recordingSec: number): number => {
      const { startSec, vowelStartSec } = first;
      const [from, to]: [number, number][] = [
        [0.6, recordingSec],
        [1.3, recordingSec + 0.003],
      ];
      const passes: Plan['passes'] = [[[0, 0], [0.44, startSec], [0.5, vowelStartSec], from, to, [note.endSec, 0.4]]];
      const held = withCurve({ ...made, syllables, passes });
      return performPlan(held, analysis, settings, ownVoice).gain[frameAt(1)] ?? NaN;
    };
    expect(heldAt(first.endSec - 0.04), 'a vowel that was not found').toBe(1);
    expect(heldAt((others[0]?.startSec ?? NaN) + 0.02), 'a consonant').toBe(0);
  });

  it('has no pitch in a rest, though the recording stands still on a voiced sound', () => {
    const voicedThroughout = { ...analysis, f0Hz: analysis.f0Hz.map((hz) => (hz > 0 ? hz : 120)) };
    const { f0Hz, gain } = performPlan(plan, voicedThroughout, settings, ownVoice);
    const rests = Array.from(gain.keys()).filter((frame) => gain[frame] === 0);
    expect(rests.length).toBeGreaterThan(20);
    expect(rests.filter((frame) => f0Hz[frame] !== 0)).toEqual([]);
  });

  it('keeps pauses that pass at the speed they were spoken', () => {
    const { gain } = performPlan(asSpoken, evenSpeech(20), settings, ownVoice);
    expect(gain.subarray(4, -4).every((value) => value === 1)).toBe(true);
  });

  it('begins and ends in silence, so that noise of the room is not cut off', () => {
    const { gain } = performPlan(asSpoken, evenSpeech(20), settings, ownVoice);
    expect([...gain.subarray(0, 5)]).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect([...gain.subarray(-5)]).toEqual([1, 0.75, 0.5, 0.25, 0]);
  });

  it('adds its dynamics to everything else', () => {
    const dynamicsDb = plan.curve?.map((_, frame) => (frame < 150 ? -6 : 3)) ?? [];
    const { gain } = performPlan({ ...plan, dynamicsDb }, analysis, settings, ownVoice);
    expect(gain[110]).toBeCloseTo(10 ** (-6 / 20), 6);
    expect(gain[frameAt(1.2)]).toBeCloseTo(10 ** (3 / 20), 6);
    expect(gain[frameAt(0.2)]).toBe(0);
  });

  it('stays within the limits of pitch whatever was drawn', () => {
    for (const [midi, wanted] of [
      [0, 40],
      [127, 1600],
    ] as const) {
      const { f0Hz } = performPlan(withCurve(plan, midi), analysis, settings, ownVoice);
      expect(Math.max(...f0Hz)).toBeCloseTo(wanted, 6);
    }
  });

  it('moves formants with a melody more than an octave from the speech, but never in a voice with its own throat', () => {
    const far = { ...plan, notes: plan.notes.map((note) => ({ ...note, midi: note.midi + 12 })) };
    const ratioOf = (of: Plan, formantSt = 0, folder: string | null = null): number =>
      performPlan(of, analysis, { ...settings, formantSt }, { rangeMidi: null, folder }).formantRatio;
    expect(ratioOf(plan)).toBe(1);
    expect(ratioOf(far)).toBeCloseTo(2 ** ((0.12 * 22) / 12), 9);
    expect(ratioOf(far, 2)).toBeCloseTo(2 ** ((2 + 0.12 * 22) / 12), 9);
    expect(ratioOf(far, 0, '/voices/x')).toBe(1);
  });

  it('is in the key that was chosen, else in the plan’s', () => {
    expect(performPlan({ ...plan, key: 'A minor' }, analysis, settings, ownVoice).key).toEqual({
      root: 9,
      scale: 'minor',
    });
    expect(performPlan(plan, analysis, { ...settings, key: 'E blues' }, ownVoice).key).toEqual({
      root: 4,
      scale: 'blues',
    });
    expect(performPlan({ ...plan, key: '' }, analysis, settings, ownVoice).key).toEqual({ root: 0, scale: 'major' });
  });
});
