import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../contract/errors.ts';
import { planSchema, type Plan } from '../../../contract/melody/plan.ts';
import { secondsAtBeat, type Score } from '../../../contract/melody/score.ts';
import type { AnySettingValues } from '../../../contract/settings/descriptors.ts';
import { completeSettings } from '../../../contract/settings/schema.ts';
import { humOf } from '../../../../tests/suites/hum.ts';
import { madeSpeech, type SpokenSyllable } from '../../../../tests/suites/madeSpeech.ts';
import { performSettings } from '../registry.ts';
import { checkPlan } from './checkPlan.ts';
import { layWords } from './layWords.ts';
import type { LayingInput } from './types.ts';

const recordingSha256 = 'a'.repeat(64);

function inputOf(spoken: readonly SpokenSyllable[], score: Score, changed: Partial<LayingInput> = {}): LayingInput {
  return {
    ...madeSpeech(spoken),
    recordingName: 'speech.wav',
    recordingSha256,
    melody: { kind: 'score', score },
    lyrics: null,
    backing: null,
    ...changed,
  };
}

const lay = (input: LayingInput, values: AnySettingValues = {}) =>
  layWords(input, completeSettings(performSettings, values));

/** `c` notes of a beat each. */
function scoreOf(lengths: readonly number[], bpm: number | null = 100, restAfter: readonly number[] = []): Score {
  let startBeat = 0;
  const notes = lengths.map((lengthBeats, index) => {
    const note = { startBeat, lengthBeats, midi: 60 + (index % 5), lyric: null, isMelisma: false };
    startBeat += lengthBeats + (restAfter[index] ?? 0);
    return note;
  });
  return { version: 1, tempos: bpm === null ? [] : [{ beat: 0, bpm }], notes };
}

const syllable: SpokenSyllable = { onset: 12, vowel: 36, coda: 6, pause: 0 };
const words = (count: number): SpokenSyllable[] => new Array<SpokenSyllable>(count).fill(syllable);

/** Where in the recording the take is at a time, on one pass. */
function recordedAt(anchors: Plan['passes'][number], takeSec: number): number {
  const after = anchors.findIndex(([at]) => at >= takeSec);
  const [to, from] = [anchors[Math.max(1, after)], anchors[Math.max(1, after) - 1]];
  return from[1] + ((takeSec - from[0]) / (to[0] - from[0])) * (to[1] - from[1]);
}

/** Every way in which a plan could have lost something, as sentences; none when all is well. */
function lossesOf({ passes, notes, syllables, lengthSec }: Plan): string[] {
  const losses: string[] = [];
  let pass = 0;
  let due = 0;
  for (const [index, note] of notes.entries()) {
    if (note.isMelisma) {
      if (note.firstSyllable !== due - 1) losses.push(`note ${String(index)} holds another vowel than was sung`);
      continue;
    }
    if (due === syllables.length) {
      pass++;
      due = 0;
    }
    if (note.firstSyllable !== due) losses.push(`note ${String(index)} does not sing syllable ${String(due)}`);
    due = note.firstSyllable + note.syllableCount;
    const { vowelStartSec } = syllables[note.firstSyllable];
    const recorded = passes[pass].find(([takeSec]) => takeSec === note.startSec)?.[1];
    if (recorded !== vowelStartSec) losses.push(`note ${String(index)} does not start with its vowel`);
  }
  if (due !== syllables.length || pass !== passes.length - 1) losses.push('the words are not sung to the end');
  for (const [index, { vowelStartSec, vowelEndSec }] of syllables.entries()) {
    for (const anchors of passes) {
      const inside = anchors.filter(([, recorded]) => recorded >= vowelStartSec && recorded <= vowelEndSec);
      if (inside.length < 2) losses.push(`syllable ${String(index)} has no time`);
    }
  }
  if (Math.abs(lengthSec * 200 - Math.round(lengthSec * 200)) > 1e-6) losses.push('the take ends inside a frame');
  return losses;
}

describe('words on a melody', () => {
  it('put every vowel exactly on its note, with the consonants before it', () => {
    const { plan, notices } = lay(inputOf(words(4), scoreOf([1, 1, 1, 1])));
    expect(notices).toEqual([]);
    expect(lossesOf(plan)).toEqual([]);
    const [first, second] = plan.notes;
    expect(second.startSec - first.startSec).toBeCloseTo(0.6, 6);
    // 60 ms of onset and 30 ms of coda before it, at their own length.
    expect(recordedAt(plan.passes[0], second.startSec - 0.06)).toBeCloseTo(plan.syllables[1].startSec, 5);
    expect(recordedAt(plan.passes[0], second.startSec - 0.09)).toBeCloseTo(plan.syllables[0].vowelEndSec, 5);
  });

  it('begin just early enough for the first consonants, and end when the last have rung out', () => {
    const { plan } = lay(inputOf(words(3), scoreOf([1, 1, 1])));
    expect(plan.notes[0].startSec).toBeCloseTo(0.06 + 0.05, 6);
    expect(plan.lengthSec).toBeCloseTo(plan.notes[2].endSec + 0.03 + 0.05, 2);
  });

  it('keep the rest that is written before the first note', () => {
    const score = scoreOf([1, 1]);
    const later = { ...score, notes: score.notes.map((note) => ({ ...note, startBeat: note.startBeat + 8 })) };
    expect(lay(inputOf(words(2), later)).plan.notes[0].startSec).toBeCloseTo(4.8, 6);
  });

  it('are all that is heard of the recording: noise long before and after them stays out of rests', () => {
    const input = inputOf(words(2), scoreOf(new Array<number>(12).fill(1), 100, new Array<number>(12).fill(4)));
    const { levelDb, syllables } = input.analysis;
    const lastWord = syllables[1].end;
    levelDb.fill(-25, 0, 5);
    levelDb.fill(-25, lastWord + 12, lastWord + 16);
    const notes = (input.melody.kind === 'score' ? input.melody.score.notes : []).map((note) => ({
      ...note,
      startBeat: note.startBeat + 8,
    }));
    const { plan } = lay({ ...input, melody: { kind: 'score', score: { ...scoreOf([]), notes } } });
    expect(plan.passes.length).toBeGreaterThan(1);
    for (const anchors of plan.passes) {
      expect(anchors[0][1]).toBeGreaterThanOrEqual(4 * 0.005);
      for (const [, recordingSec] of anchors) expect(recordingSec).toBeLessThanOrEqual((lastWord + 12) * 0.005);
    }
    expect(lossesOf(plan)).toEqual([]);
  });

  it('stay with the music that plays with them: beat 0 is its first beat', () => {
    const backing = { tempoBpm: 100, confidence: 0.9, firstBeatSec: 1.25, key: null };
    expect(lay(inputOf(words(2), scoreOf([1, 1]), { backing })).plan.notes[0].startSec).toBe(1.25);
    const atOnce = lay(inputOf(words(2), scoreOf([1, 1]), { backing: { ...backing, firstBeatSec: 0 } })).plan;
    expect(atOnce.notes[0].startSec).toBe(0.02);
    expect(lossesOf(atOnce)).toEqual([]);
  });

  it('begin as without music where the music has no beat', () => {
    const backing = { tempoBpm: null, confidence: 0, firstBeatSec: 0, key: null };
    const { plan } = lay(inputOf(words(2), scoreOf([1, 1]), { backing }));
    expect(plan).toEqual(lay(inputOf(words(2), scoreOf([1, 1]))).plan);
  });

  it('hold a vowel over several notes where there are more notes than syllables', () => {
    const { plan, notices } = lay(inputOf(words(4), scoreOf([1, 1, 1, 1, 1, 1], 150)));
    expect(notices).toEqual([]);
    expect(plan.notes.filter(({ isMelisma }) => isMelisma)).toHaveLength(2);
    expect(lossesOf(plan)).toEqual([]);
  });

  it('share a note where there are more syllables than notes', () => {
    const { plan } = lay(inputOf(words(6), scoreOf([1, 1, 2, 1])));
    expect(plan.notes.reduce((sum, { syllableCount }) => sum + syllableCount, 0)).toBe(6);
    expect(lossesOf(plan)).toEqual([]);
  });

  it('are sung again and again on a long melody, and say so', () => {
    const { plan, notices } = lay(inputOf(words(4), scoreOf(new Array<number>(13).fill(1))));
    expect(notices).toEqual([{ code: 'WORDS_REPEATED', details: { times: 3 } }]);
    expect(plan.passes).toHaveLength(3);
    expect(lossesOf(plan)).toEqual([]);
  });

  it('have the melody sung again and again when it is short, each time from a bar', () => {
    const { plan, notices } = lay(inputOf(words(9), scoreOf([1, 1, 1])));
    expect(notices).toEqual([{ code: 'MELODY_REPEATED', details: { times: 3 } }]);
    expect(plan.notes).toHaveLength(9);
    expect(plan.notes[3].startSec - plan.notes[0].startSec).toBeCloseTo(4 * 0.6, 5);
    expect(lossesOf(plan)).toEqual([]);
  });

  it('refuse an hour of melody on three seconds of speech, with the numbers', () => {
    const hour = scoreOf(new Array<number>(6000).fill(1));
    expect(() => lay(inputOf(words(12), hour))).toThrow(
      new AppError('TOO_MANY_NOTES', { notes: 6000, syllables: 12, most: 768 }),
    );
  });

  it('refuse a recording without syllables', () => {
    expect(() => lay(inputOf([], scoreOf([1])))).toThrow(new AppError('NO_SYLLABLES', { file: 'speech.wav' }));
  });

  it('make a syllable of every voiced stretch that belongs to none', () => {
    const input = inputOf(words(3), scoreOf([1, 1, 1]));
    const [first, , third] = input.analysis.syllables;
    const { plan } = lay({ ...input, analysis: { ...input.analysis, syllables: [first, third] } });
    expect(plan.syllables).toHaveLength(3);
  });
});

describe('tempo', () => {
  const medianStretch = ({ notes, syllables }: Plan): number => {
    const { vowelStartSec, vowelEndSec } = syllables[1];
    return (notes[2].startSec - notes[1].startSec - 0.09) / (vowelEndSec - vowelStartSec);
  };

  it('is the told one before all others', () => {
    const { plan } = lay(inputOf(words(4), scoreOf([1, 1, 1, 1], 90)), { tempoBpm: 150 });
    expect(plan.tempoBpm).toBe(150);
    expect(plan.notes[1].startSec - plan.notes[0].startSec).toBeCloseTo(0.4, 6);
  });

  it('is the written one, else the played one', () => {
    const backing = { tempoBpm: 95, confidence: 0.9, firstBeatSec: 1, key: null };
    expect(lay(inputOf(words(4), scoreOf([1, 1, 1, 1], 90))).plan.tempoBpm).toBe(90);
    expect(lay(inputOf(words(4), scoreOf([1, 1, 1, 1], null), { backing })).plan.tempoBpm).toBe(95);
  });

  it('is the played one, or its half or double, where that plainly differs from what is written', () => {
    const playedAt = (tempoBpm: number) => ({ tempoBpm, confidence: 0.9, firstBeatSec: 1, key: null });
    const tempoWith = (tempoBpm: number) =>
      lay(inputOf(words(4), scoreOf([1, 1, 1, 1], 120), { backing: playedAt(tempoBpm) })).plan.tempoBpm;
    expect(tempoWith(119.4)).toBe(120);
    expect(tempoWith(59.9)).toBe(120);
    expect(tempoWith(96)).toBe(96);
    expect(tempoWith(70)).toBe(140);
  });

  it('stretches vowels 1.5–2.5 times when nothing tells it, and when it is asked to', () => {
    const untold = lay(inputOf(words(8), scoreOf(new Array<number>(8).fill(1), null))).plan;
    expect(medianStretch(untold)).toBeGreaterThan(1.5);
    expect(medianStretch(untold)).toBeLessThan(2.5);
    const asked = lay(inputOf(words(8), scoreOf(new Array<number>(8).fill(1), 30)), { timing: 'free' }).plan;
    expect(medianStretch(asked)).toBeGreaterThan(2.3);
    expect(medianStretch(asked)).toBeLessThan(2.5);
    const alreadySo = lay(inputOf(words(8), scoreOf(new Array<number>(8).fill(1), 150)), { timing: 'free' }).plan;
    expect(alreadySo.tempoBpm).toBe(150);
  });

  it('of 400 beats a minute is sung, and told', () => {
    const { plan, notices } = lay(inputOf(words(8), scoreOf(new Array<number>(8).fill(0.5), 400)));
    expect(notices).toMatchObject([{ code: 'VOWELS_STRETCHED' }]);
    expect(lossesOf(plan)).toEqual([]);
  });

  it('may change under way, and follows when another one is told', () => {
    const tempos = [
      { beat: 0, bpm: 120 },
      { beat: 2, bpm: 60 },
    ];
    const score = { ...scoreOf([1, 1, 1, 1]), tempos };
    const starts = (values: AnySettingValues): number[] =>
      lay(inputOf(words(4), score), values).plan.notes.map(({ startSec }) => startSec);
    const written = starts({});
    written.forEach((at, beat) => expect(at - written[0]).toBeCloseTo(secondsAtBeat(tempos, beat), 5));
    const faster = starts({ tempoBpm: 240 });
    faster.forEach((at, beat) => expect(at - faster[0]).toBeCloseTo(secondsAtBeat(tempos, beat) / 2, 5));
  });
});

const spokenSyllable = fc.record({
  onset: fc.nat(60),
  vowel: fc.integer({ min: 5, max: 80 }),
  coda: fc.nat(40),
  pause: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(300)),
});
const anyScore = fc
  .array(
    fc.record({
      rest: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.double({ min: 0, max: 20, noNaN: true })),
      lengthBeats: fc.double({ min: 1e-6, max: 16, noNaN: true }),
      midi: fc.double({ min: 27.5, max: 95.5, noNaN: true }),
      isMelisma: fc.boolean(),
    }),
    { minLength: 1, maxLength: 80 },
  )
  .chain((steps) =>
    fc
      .array(
        fc.record({ gap: fc.double({ min: 1e-3, max: 30, noNaN: true }), bpm: fc.integer({ min: 1, max: 2000 }) }),
        { maxLength: 4 },
      )
      .map((changes): Score => {
        let beat = 0;
        const notes = steps.map(({ rest, lengthBeats, midi, isMelisma }) => {
          const startBeat = beat + rest;
          beat = startBeat + lengthBeats;
          return { startBeat, lengthBeats, midi, lyric: null, isMelisma };
        });
        let at = 0;
        const tempos = changes.map(({ gap, bpm }, index) => {
          at += index === 0 ? 0 : gap;
          return { beat: at, bpm };
        });
        return { version: 1, tempos, notes };
      }),
  );
const anySettings = fc.record({
  tempoBpm: fc.oneof(fc.constant('auto' as const), fc.integer({ min: 20, max: 400 })),
  timing: fc.constantFrom('written', 'free'),
});
const anyBacking = fc.option(
  fc.record({
    tempoBpm: fc.option(fc.double({ min: 40, max: 240, noNaN: true })),
    confidence: fc.constant(1),
    firstBeatSec: fc.double({ min: 0, max: 5, noNaN: true }),
    key: fc.constant(null),
  }),
);

describe('what somebody hums', () => {
  const guide = humOf([60, 64, 67], 40);
  const laidOn = (values: AnySettingValues, backing: LayingInput['backing'] = null): Plan =>
    lay(inputOf(words(3), scoreOf([1]), { melody: { kind: 'guide', guide, use: 'notes' }, backing }), values).plan;

  it('is sung in its own time, whatever tempo is told or played', () => {
    const [first, second, third] = laidOn({}).notes;
    expect([first, second, third].map(({ midi }) => midi)).toEqual([60, 64, 67]);
    expect(third.startSec - first.startSec).toBeCloseTo(1.8, 1);
    expect(laidOn({}).tempoBpm).toBeNull();
    const backing = { tempoBpm: 77, confidence: 0.9, firstBeatSec: 2, key: null };
    expect(laidOn({ tempoBpm: 200 }, backing)).toEqual(laidOn({}));
  });

  it('is sung faster or slower to suit the words only when that is asked', () => {
    const [asHummed, asked] = [laidOn({}), laidOn({ timing: 'free' })];
    expect(asked.lengthSec).not.toBeCloseTo(asHummed.lengthSec, 1);
    expect(lossesOf(asked)).toEqual([]);
  });
});

describe('any melody on any speech', () => {
  it('loses no syllable, has a vowel on every note, a time that never turns back and the length that was asked', () => {
    const anySpeech = fc.array(spokenSyllable, { maxLength: 60 });
    let laidCount = 0;
    fc.assert(
      fc.property(anySpeech, anyScore, anySettings, anyBacking, (spoken, score, settings, backing) => {
        const input = inputOf(spoken, score, { backing });
        let laid;
        try {
          laid = lay(input, settings);
        } catch (error) {
          const refusals = ['TOO_MANY_NOTES', 'NO_SYLLABLES', 'MELODY_TOO_LONG'];
          expect(error).toBeInstanceOf(AppError);
          expect(refusals).toContain(error instanceof AppError ? error.code : '');
          return;
        }
        laidCount++;
        const { plan } = laid;
        const recordingSec = input.analysis.sampleCount / input.analysis.sampleRate;
        expect(planSchema.parse(plan)).toEqual(plan);
        expect(checkPlan(plan, { name: '', recordingSha256, recordingSec })).toEqual(plan);
        expect(lossesOf(plan)).toEqual([]);
        expect(plan.syllables.length).toBeGreaterThanOrEqual(spoken.length);
        const lastEnd = plan.notes[plan.notes.length - 1].endSec;
        expect(plan.lengthSec).toBeGreaterThan(lastEnd);
        expect(plan.lengthSec).toBeLessThan(lastEnd + 0.06 + 0.2 + 0.05 + 0.12 + 0.005);
      }),
      { numRuns: 500 },
    );
    expect(laidCount).toBeGreaterThan(400);
  });
});
