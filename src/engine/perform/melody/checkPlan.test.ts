import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../contract/errors.ts';
import type { Plan } from '../../../contract/melody/plan.ts';
import type { PlanFault } from '../../../contract/melody/planFaults.ts';
import { completeSettings } from '../../../contract/settings/schema.ts';
import { scoreOfNotes } from '../../../../tests/suites/madeScore.ts';
import { madeSpeech } from '../../../../tests/suites/madeSpeech.ts';
import { mutationCount } from '../../../../tests/suites/mutate.ts';
import { performSettings } from '../registry.ts';
import { checkPlan } from './checkPlan.ts';
import { layWords } from './layWords.ts';
import { planFrameCount, sourceFramesOf } from './takeTime.ts';

const speech = madeSpeech(Array.from({ length: 6 }, () => ({ onset: 10, vowel: 30, coda: 5, pause: 4 })));
const recordingSec = speech.analysis.sampleCount / speech.analysis.sampleRate;
const recordingSha256 = 'a'.repeat(64);
const laid = layWords(
  {
    ...speech,
    recordingName: 'speech.wav',
    recordingSha256,
    melody: { kind: 'score', score: scoreOfNotes(new Array<null>(20).fill(null)) },
    lyrics: null,
    backing: null,
  },
  completeSettings(performSettings, { mode: 'melody' }),
).plan;
const frames = planFrameCount(laid);
const good: Plan = {
  ...laid,
  curve: new Array<number>(frames).fill(60),
  dynamicsDb: new Array<number>(frames).fill(0),
};

const check = (plan: unknown): Plan => checkPlan(plan, { name: 'edited.json', recordingSha256, recordingSec });
/** The plan as it comes back from a file, with one thing changed. */
function changed(change: (plan: Plan) => void): unknown {
  const plan = JSON.parse(JSON.stringify(good)) as Plan;
  change(plan);
  return plan;
}

describe('a plan from a file', () => {
  it('is taken as it is when it can be sung, whatever it is checked against', () => {
    expect(check(JSON.parse(JSON.stringify(good)))).toEqual(good);
    expect(checkPlan(good, { name: '', recordingSha256: null, recordingSec: null })).toEqual(good);
  });

  it('of another recording is refused as such', () => {
    const facts = { name: 'edited.json', recordingSha256: 'b'.repeat(64), recordingSec };
    expect(() => checkPlan(good, facts)).toThrow(new AppError('PLAN_OTHER_RECORDING', { file: 'edited.json' }));
  });

  it.each<[PlanFault, string, (plan: Plan) => void]>([
    ['not-a-plan', '', (plan) => Object.assign(plan, { kind: 'preset' })],
    ['later-version', 'version', (plan) => Object.assign(plan, { version: 2 })],
    ['shape', 'notes.2.midi', (plan) => Object.assign(plan.notes[2], { midi: 400 })],
    ['shape', 'key', (plan) => Object.assign(plan, { key: 'H minor' })],
    ['order', 'syllables.1', (plan) => Object.assign(plan.syllables[1], { vowelEndSec: 0 })],
    ['overlap', 'syllables.3', (plan) => Object.assign(plan.syllables[3], { startSec: plan.syllables[2].vowelEndSec })],
    ['outside-recording', 'syllables.5.endSec', (plan) => Object.assign(plan.syllables[5], { endSec: 100 })],
    ['order', 'notes.4', (plan) => Object.assign(plan.notes[4], { endSec: plan.notes[4].startSec })],
    ['overlap', 'notes.5', (plan) => Object.assign(plan.notes[4], { endSec: plan.notes[5].startSec + 0.1 })],
    ['outside-take', 'notes.19.endSec', (plan) => Object.assign(plan.notes[19], { endSec: plan.lengthSec + 1 })],
    ['no-such-syllable', 'notes.3', (plan) => Object.assign(plan.notes[3], { firstSyllable: 6 })],
    ['no-such-syllable', 'notes.0.isMelisma', (plan) => Object.assign(plan.notes[0], { isMelisma: true })],
    ['order', 'passes.0.3', (plan) => (plan.passes[0][3][0] = plan.passes[0][2][0])],
    ['order', 'passes.0.5', (plan) => (plan.passes[0][5][1] = plan.passes[0][4][1] - 0.01)],
    ['order', 'passes.1.0', (plan) => (plan.passes[1][0][0] -= 0.1)],
    ['outside-recording', 'passes.2.0', (plan) => (plan.passes[2] = plan.passes[2].map(([at]) => [at, 900]))],
    ['other-length', 'lengthSec', (plan) => Object.assign(plan, { lengthSec: plan.lengthSec + 1 })],
    ['other-length', 'curve', (plan) => plan.curve?.pop()],
    ['other-length', 'dynamicsDb', (plan) => plan.dynamicsDb?.push(0)],
  ])('that lies (%s at %s) is refused with the place', (reason, path, change) => {
    const fault = new AppError('PLAN_INVALID', { file: 'edited.json', path, reason });
    expect(() => check(changed(change))).toThrow(fault);
  });

  it.each([null, 7, 'plan', [], {}, { app: 'cantado' }])('that is %j is none', (nothing) => {
    expect(() => check(nothing)).toThrow(AppError);
  });
});

/** Values that somebody might put in a plan. */
const lies = [0, -1, 1e-9, 0.5, 1, 3, 1e9, Number.NaN, Infinity, null, '', 'x', true, [], {}, [0, 0], undefined];

/** Puts a lie in place of something that a walk through the plan arrives at. */
function tellLie(plan: Plan, walk: readonly number[], lie: unknown): void {
  let place: object = plan;
  for (const [depth, step] of walk.entries()) {
    const keys = Object.keys(place);
    const key = keys[step % Math.max(1, keys.length)];
    const inside: unknown = Reflect.get(place, key);
    if (depth === walk.length - 1 || typeof inside !== 'object' || inside === null) {
      Reflect.set(place, key, lie);
      return;
    }
    place = inside;
  }
}

it('a plan with lies in it is refused in words, or gives a time that can be sung', () => {
  let taken = 0;
  let refused = 0;
  const walk = fc.array(fc.nat(5000), { minLength: 1, maxLength: 4 });
  const lie = fc.oneof(fc.constantFrom(...lies), fc.double({ min: 0, max: 10, noNaN: true }));
  const tales = fc.array(fc.tuple(walk, lie), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(tales, (told) => {
      const edited = changed((plan) => {
        for (const [steps, value] of told) tellLie(plan, steps, value);
      });
      let plan: Plan;
      try {
        plan = check(edited);
      } catch (error) {
        refused++;
        expect(error instanceof AppError && error.code).toMatch(/^PLAN_/);
        return;
      }
      taken++;
      const places = sourceFramesOf(plan, speech.analysis.frameCount);
      expect(places.every((place) => place >= 0 && place <= speech.analysis.frameCount - 1)).toBe(true);
    }),
    { numRuns: mutationCount },
  );
  expect(Math.min(taken, refused), 'lies reach both ends').toBeGreaterThan(mutationCount / 50);
});
