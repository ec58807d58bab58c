import { describe, expect, it } from 'vitest';
import { evenSpeech } from '../../../../tests/suites/handMadePlan.ts';
import { humOf } from '../../../../tests/suites/hum.ts';
import type { ConverterVoice } from '../../../contract/inference.ts';
import type { Score } from '../../../contract/melody/score.ts';
import { formatKey } from '../../../contract/music.ts';
import { completeSettings } from '../../../contract/settings/schema.ts';
import { performSettings, type PerformSettings } from '../registry.ts';
import type { Performance } from '../types.ts';
import { performMelody } from './performMelody.ts';
import type { MelodyInput } from './types.ts';

/** A value of each setting that is far from its default. */
const changed = {
  key: 'F# minor',
  tempoBpm: 77,
  timing: 'free',
  transposeSt: 5,
  glideMs: 200,
  formantSt: 3,
  humanise: 0.8,
  vibratoCents: 90,
  vibratoHz: 7,
  vibratoDelayMs: 100,
  overshoot: 0,
  levelling: 1,
  guideRatio: 1,
} as const satisfies Partial<PerformSettings>;
type ChangedId = keyof typeof changed;
const ids = Object.keys(changed) as ChangedId[];

const analysis = evenSpeech(6);
const ownVoice: ConverterVoice = { converterId: 'resynth', preset: {}, rangeMidi: null, folder: null };
const score: Score = {
  version: 1,
  tempos: [{ beat: 0, bpm: 50 }],
  notes: [60, 67, 64, 62, 65, 60].map((midi, index) => ({
    startBeat: index,
    lengthBeats: index === 5 ? 4 : 1,
    midi,
    lyric: null,
    isMelisma: false,
  })),
};
const melodies: Record<'score' | 'hum', MelodyInput> = {
  score: { kind: 'score', score },
  hum: { kind: 'guide', guide: humOf([60, 67, 64, 62, 65, 60], 70), use: 'notes' },
};

function sing(melody: MelodyInput, partial: Partial<PerformSettings>): Performance {
  const tracks = {
    cepstra: new Float32Array(12 * analysis.frameCount),
    vowelBandDb: analysis.levelDb,
    spectralChange: new Float32Array(analysis.frameCount),
  };
  const settings = completeSettings(performSettings, { mode: 'melody', ...partial });
  const input = { analysis, tracks, recordingName: '', recordingSha256: '', melody, lyrics: null, backing: null };
  return performMelody(input, settings, ownVoice, 1).performance;
}

/** Everything of a performance that anybody can hear. */
const heard = ({ f0Hz, sourceFrame, gain, formantRatio, key }: Performance): string =>
  JSON.stringify([[...f0Hz], [...sourceFrame], [...gain], formantRatio, formatKey(key)]);

/** A guide is followed in one kind of melody only, beats have a tempo in the other. */
function melodyFor(pair: readonly ChangedId[]): MelodyInput | null {
  const wantsHum = pair.includes('guideRatio');
  const wantsScore = pair.includes('tempoBpm');
  if (wantsHum && wantsScore) return null;
  return wantsHum ? melodies.hum : melodies.score;
}
/** A tempo that is told leaves nothing to choose. */
const excludes = (a: ChangedId, b: ChangedId): boolean => a === 'tempoBpm' && b === 'timing';

const pairs = ids.flatMap((first, i) =>
  ids.slice(i + 1).flatMap((second) => {
    const melody = melodyFor([first, second]);
    return melody && !excludes(first, second) ? [{ first, second, melody }] : [];
  }),
);

describe('settings of a melody', () => {
  it('are all tried', () => {
    const apply = Object.entries(performSettings).filter(
      ([id, setting]) => id !== 'mode' && (!('modes' in setting) || setting.modes.some((mode) => mode === 'melody')),
    );
    expect([...ids].sort()).toEqual(apply.map(([id]) => id).sort());
    expect(pairs).toHaveLength((ids.length * (ids.length - 1)) / 2 - 2);
  });

  it.each(pairs)('$first and $second are both heard together', ({ first, second, melody }) => {
    const onlyFirst = heard(sing(melody, { [first]: changed[first] }));
    const onlySecond = heard(sing(melody, { [second]: changed[second] }));
    const both = heard(sing(melody, { [first]: changed[first], [second]: changed[second] }));
    expect(both === onlySecond, `${first} is lost beside ${second}`).toBe(false);
    expect(both === onlyFirst, `${second} is lost beside ${first}`).toBe(false);
  });

  it('of the other modes change nothing', () => {
    const plain = heard(sing(melodies.score, {}));
    const others = { retuneMs: 200, flexCents: 50, expression: 3, notes: [0, 2] } as const;
    for (const [id, value] of Object.entries(others))
      expect(heard(sing(melodies.score, { [id]: value })), id).toBe(plain);
  });
});
