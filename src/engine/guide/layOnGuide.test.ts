import { beforeAll, describe, expect, it } from 'vitest';
import { guideOf } from '../../../tests/suites/hummedSound.ts';
import { singAsGuide, type GuideSinging } from '../../../tests/suites/sungGuide.ts';
import { readMonoWave } from '../../../tests/suites/wav.ts';
import type { Plan } from '../../contract/melody/plan.ts';
import { midiToHz } from '../../contract/music.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import { checkPlan } from '../perform/melody/checkPlan.ts';
import { performMelody } from '../perform/melody/performMelody.ts';
import { performSettings } from '../perform/registry.ts';
import { sourceFramesOf } from '../perform/melody/takeTime.ts';
import type { Guide } from '../perform/melody/types.ts';
import { builtInVoices } from '../voices/registry.ts';
import { layOnGuide } from './layOnGuide.ts';

const [firstVoice] = builtInVoices;
const ownVoice = { ...firstVoice, folder: null };

const speech = (file: string): Float32Array => readMonoWave(`tests/fixtures/audio/${file}`).samples;
const medianOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/** A tune in half seconds, with a little vibrato. */
const tune = [45, 48, 50, 52, 50, 48, 47, 45];
const tunePitch = (frame: number): number =>
  midiToHz((tune[Math.floor(frame / 100) % tune.length] ?? 45) + 0.3 * Math.sin(frame / 6));

/** Time that is stretched by 1–3, more here and less there. */
function unevenTime(frameCount: number): GuideSinging {
  const places: number[] = [];
  for (let place = 0; place < frameCount - 1; place += 1 / (2 + Math.sin(places.length / 90))) places.push(place);
  return { frameCount: places.length, placeAt: (frame) => places[frame] ?? NaN, pitchAt: tunePitch };
}

const inputOf = (spoken: Guide, guide: Guide) => ({
  analysis: spoken.analysis,
  tracks: spoken.tracks,
  recordingName: spoken.name,
  recordingSha256: 'ab'.repeat(32),
  melody: { kind: 'guide', guide, use: 'words' } as const,
  lyrics: null,
  backing: null,
});

function checked(plan: Plan, spoken: Guide): Plan {
  const facts = {
    name: 'plan.json',
    recordingSha256: plan.recordingSha256,
    recordingSec: spoken.analysis.sampleCount / spoken.analysis.sampleRate,
  };
  return checkPlan(JSON.parse(JSON.stringify(plan)), facts);
}

describe('words on a guide that sings them', () => {
  let spoken: Guide;
  let guide: Guide;
  let plan: Plan;
  let singing: GuideSinging;
  beforeAll(async () => {
    const samples = speech('austen-0890.wav');
    spoken = await guideOf(samples, 'speech.wav');
    singing = unevenTime(spoken.analysis.frameCount);
    guide = await guideOf(await singAsGuide(samples, singing));
    plan = checked(layOnGuide(inputOf(spoken, guide), guide, 'auto').plan, spoken);
  });

  it('are at every moment where the guide has them, within 20 ms in the middle', () => {
    const places = sourceFramesOf(plan, spoken.analysis.frameCount);
    const errors = Array.from(guide.analysis.f0Hz, (hz, frame) =>
      hz > 0 ? 5 * Math.abs((places[frame] ?? NaN) - singing.placeAt(frame)) : -1,
    ).filter((error) => error >= 0);
    expect(medianOf(errors)).toBeLessThan(20);
  });

  it('have their vowels where the guide has them, within 20 ms in the middle and 60 ms for nine of ten', () => {
    const places = sourceFramesOf(plan, spoken.analysis.frameCount);
    const errors = spoken.analysis.syllables.map(({ vowelStart }) => {
      const sungAt = places.findIndex((place) => place >= vowelStart);
      const guideAt = Array.from(places, (_, frame) => singing.placeAt(frame)).findIndex(
        (place) => place >= vowelStart,
      );
      return 5 * Math.abs(sungAt - guideAt);
    });
    expect(medianOf(errors), errors.join(' ')).toBeLessThanOrEqual(20);
    expect([...errors].sort((a, b) => a - b)[Math.floor(0.9 * errors.length)], errors.join(' ')).toBeLessThan(60);
  });

  it('are as long as the guide and lose no syllable', () => {
    expect(plan.lengthSec).toBeCloseTo((singing.frameCount - 1) / 200, 2);
    const sung = new Set(
      plan.notes.flatMap(({ firstSyllable, syllableCount }) =>
        Array.from({ length: syllableCount }, (_, i) => firstSyllable + i),
      ),
    );
    expect(sung.size).toBe(plan.syllables.length);
  });

  it('carry the lyrics that were typed', () => {
    const lyrics = 'un-less to be ra-ther cold hear-ted and ra-ther sel-fish is to be ill dis-posed';
    const { plan: named, notices } = layOnGuide({ ...inputOf(spoken, guide), lyrics }, guide, 'auto');
    checked(named, spoken);
    expect(notices).toEqual([]);
    expect(named.syllables.map(({ text }) => text).slice(0, 4)).toEqual(['un-', 'less', 'to', 'be']);
  });

  it('are followed without a word of warning', () => {
    expect(layOnGuide(inputOf(spoken, guide), guide, 'auto').notices).toEqual([]);
  });

  it('are sung on the pitch of the guide, all of its movement followed', () => {
    const settings = completeSettings(performSettings, { mode: 'melody', transposeSt: 0, guideRatio: 1 });
    const { performance } = performMelody(inputOf(spoken, guide), settings, ownVoice, 1);
    const cents = Array.from(performance.f0Hz, (hz, frame) => {
      const guideHz = guide.analysis.f0Hz[frame] ?? 0;
      return hz > 0 && guideHz > 0 ? Math.abs(1200 * Math.log2(hz / guideHz)) : -1;
    }).filter((value) => value >= 0);
    expect(cents.length).toBeGreaterThan(guide.analysis.f0Hz.filter((hz) => hz > 0).length * 0.8);
    expect(medianOf(cents)).toBeLessThan(25);
  });
});

describe('a guide that breathes where the recording does not', () => {
  it('is silent there in the take', async () => {
    const samples = speech('austen-0890.wav');
    const spoken = await guideOf(samples, 'speech.wav');
    // Inside the longest vowel of the first phrase, where no pause can be found in the recording.
    const { vowelStart, vowelEnd } = spoken.analysis.syllables.reduce((longest, syllable) =>
      syllable.vowelEnd - syllable.vowelStart > longest.vowelEnd - longest.vowelStart ? syllable : longest,
    );
    const cut = 80 * vowelEnd;
    const silent = 100;
    const withBreath = new Float32Array(samples.length + 80 * silent);
    withBreath.set(samples.subarray(0, cut));
    withBreath.set(samples.subarray(cut), cut + 80 * silent);
    const guide = await guideOf(withBreath);
    const settings = completeSettings(performSettings, { mode: 'melody' });
    const { performance } = performMelody(inputOf(spoken, guide), settings, ownVoice, 1);
    const loudest = Math.max(...performance.gain.subarray(vowelEnd + 20, vowelEnd + silent - 10));
    expect(loudest, `gain in the rest after frame ${String(vowelStart)}`).toBeLessThan(0.05);
  });
});

describe('a guide that says something else', () => {
  it('is followed all the same, and people are told', async () => {
    const spoken = await guideOf(speech('austen-0890.wav'), 'speech.wav');
    const guide = await guideOf(speech('austen-0880.wav'));
    const { plan, notices } = layOnGuide(inputOf(spoken, guide), guide, 'auto');
    checked(plan, spoken);
    expect(notices.map(({ code }) => code)).toEqual(['GUIDE_DIFFERS']);
  });

  it('is refused by name when it sings nothing, and so is a recording without syllables', async () => {
    const spoken = await guideOf(speech('austen-0880.wav'), 'speech.wav');
    const silence = await guideOf(new Float32Array(32_000), 'silence.wav');
    const codeOf = (act: () => unknown): unknown => {
      try {
        return act();
      } catch (error) {
        return (error as { code: string; details: unknown }).code;
      }
    };
    expect(codeOf(() => layOnGuide(inputOf(spoken, silence), silence, 'auto'))).toBe('GUIDE_WITHOUT_NOTES');
    expect(codeOf(() => layOnGuide(inputOf(silence, spoken), spoken, 'auto'))).toBe('NO_SYLLABLES');
  });
});
