import { beforeAll, describe, expect, it } from 'vitest';
import { median, quantile } from '../../src/engine/dsp/statistics.ts';
import { layOnGuide } from '../../src/engine/guide/layOnGuide.ts';
import { sourceFramesOf } from '../../src/engine/perform/melody/takeTime.ts';
import type { Guide } from '../../src/engine/perform/melody/types.ts';
import { analyseSamples } from '../suites/analysisOf.ts';
import { sourceOf } from '../suites/dspGoldens.ts';
import { guideOf, hum } from '../suites/hummedSound.ts';
import { singMelody, vocoderOf } from '../suites/sing.ts';
import { flitePhones, fliteSinging, singAsGuide } from '../suites/sungGuide.ts';
import { readMonoWave } from '../suites/wav.ts';

const spokenBy = (voice: string): Float32Array => readMonoWave(`tests/fixtures/flite/${voice}.wav`).samples;

async function recordingOf(samples: Float32Array) {
  const source = sourceOf(samples, 16_000);
  const analysis = await analyseSamples(samples);
  return { source, analysis, vocoder: vocoderOf(source, analysis.f0Hz) };
}

/** A woman sings after a man, a man after a woman, and one man after another, two to three times as slow or as fast. */
const pairs = [
  { guideVoice: 'awb', voice: 'slt', vowelFactor: 2.5, lowest: 45 },
  { guideVoice: 'slt', voice: 'rms', vowelFactor: 2, lowest: 57 },
  { guideVoice: 'rms', voice: 'awb', vowelFactor: 0.6, lowest: 45 },
];

describe.each(pairs)('$voice speaks what $guideVoice sings at $vowelFactor × the vowels', (pair) => {
  const singing = fliteSinging(
    pair.guideVoice,
    pair.vowelFactor,
    [0, 3, 5, 7, 5, 3, 2, 0].map((step) => pair.lowest + step),
  );
  let guide: Guide;
  let take: Awaited<ReturnType<typeof singMelody>>;
  beforeAll(async () => {
    guide = await guideOf(await singAsGuide(spokenBy(pair.guideVoice), singing));
    const melody = { kind: 'guide', guide, use: 'words' } as const;
    const partial = { guideRatio: 1, transposeSt: 0 };
    take = await singMelody(await recordingOf(spokenBy(pair.voice)), { melody, lyrics: null, backing: null }, partial);
  });

  it('has its sounds where the guide has them, within 20 ms in the middle and 80 ms for nine of ten', () => {
    const phones = flitePhones[pair.voice] ?? [];
    const sung = flitePhones[pair.guideVoice] ?? [];
    const places = sourceFramesOf(take.plan, Infinity);
    const errors = phones.flatMap(([name, startSec], index) => {
      const isSameSound = sung[index]?.[0] === name && name !== 'pau';
      return isSameSound ? [Math.abs((places[singing.phoneStarts[index] ?? 0] ?? NaN) / 200 - startSec)] : [];
    });
    expect(errors.length).toBeGreaterThan(80);
    expect(median(errors)).toBeLessThanOrEqual(0.02);
    expect(quantile(errors, 0.9)).toBeLessThanOrEqual(0.08);
  });

  it('is heard on the pitch of the guide', async () => {
    const heard = await analyseSamples(take.sung);
    const cents = Array.from(heard.f0Hz, (hz, frame) => {
      const wanted = guide.analysis.f0Hz[frame] ?? 0;
      const isSure = (heard.confidence[frame] ?? 0) > 0.9 && (guide.analysis.confidence[frame] ?? 0) > 0.9;
      return hz > 0 && wanted > 0 && isSure ? [Math.abs(1200 * Math.log2(hz / wanted))] : [];
    }).flat();
    expect(cents.length).toBeGreaterThan(300);
    expect(median(cents)).toBeLessThan(20);
  });

  it('needs no warning', () => {
    expect(take.plan.tempoBpm).toBeNull();
    expect(take.notices.map(({ code }) => code)).not.toContain('GUIDE_DIFFERS');
  });
});

describe('other words in the same voices', () => {
  it('are told apart from the same ones', async () => {
    const sentences = [
      [0, 3.1],
      [3.2, 6.35],
      [6.6, 9.4],
    ] as const;
    const guides = await Promise.all(
      sentences.map(([from, to]) => guideOf(spokenBy('slt').slice(16_000 * from, 16_000 * to))),
    );
    const recordings = await Promise.all(
      (
        [
          [0, 3.15],
          [3.25, 6.5],
          [6.65, 9.8],
        ] as const
      ).map(([from, to]) => guideOf(spokenBy('rms').slice(16_000 * from, 16_000 * to))),
    );
    for (const [i, guide] of guides.entries()) {
      for (const [j, recording] of recordings.entries()) {
        const input = {
          ...recording,
          recordingName: 'speech.wav',
          recordingSha256: 'ab'.repeat(32),
          melody: { kind: 'guide', guide, use: 'words' } as const,
          lyrics: null,
          backing: null,
        };
        const codes = layOnGuide(input, guide, 'auto').notices.map(({ code }) => code);
        expect(codes.includes('GUIDE_DIFFERS'), `sentence ${String(i + 1)} against ${String(j + 1)}`).toBe(i !== j);
      }
    }
  });
});

describe('speech on a hum', () => {
  it('is heard on every note that was hummed', async () => {
    const tune = [57, 60, 62, 64, 62, 60, 59, 57, 55, 57, 60, 64, 65, 64, 62, 60, 59, 57, 60, 57];
    const hummed = hum(
      tune.map((midi) => ({ midi, sec: 0.5, articulation: 'na' as const })),
      { vibratoCents: 40, tuningSt: [0.3, 0.2] },
    );
    const guide = await guideOf(hummed.samples);
    const melody = { kind: 'guide', guide, use: 'notes' } as const;
    const partial = { transposeSt: 0, vibratoCents: 0, guideRatio: 0.5 };
    const { plan, sung } = await singMelody(
      await recordingOf(spokenBy('slt')),
      { melody, lyrics: null, backing: null },
      partial,
    );
    expect(plan.notes.map(({ midi }) => midi)).toEqual(tune);
    const heard = await analyseSamples(sung);
    const errors = plan.notes.map(({ startSec, endSec, midi }) => {
      const frames = Array.from(heard.f0Hz.subarray(Math.round(200 * startSec) + 20, Math.round(200 * endSec))).filter(
        (hz, index) => hz > 0 && (heard.confidence[Math.round(200 * startSec) + 20 + index] ?? 0) > 0.9,
      );
      return Math.abs(100 * (69 + 12 * Math.log2(median(frames) / 440) - midi));
    });
    expect(Math.max(...errors), errors.map(Math.round).join(' ')).toBeLessThanOrEqual(50);
    expect(median(errors)).toBeLessThanOrEqual(15);
  });
});
