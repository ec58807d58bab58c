import { describe, expect, it } from 'vitest';
import { dspManifest, sourceOf } from '../../../../tests/suites/dspGoldens.ts';
import { identityPerformance, openResynthCase, type ResynthChanges } from '../../../../tests/suites/resynthCase.ts';
import { AppError } from '../../../contract/errors.ts';
import { createVocoderAnalyser } from '../../vocoder/analyser.ts';
import { neutralPreset, parseResynthPreset } from './preset.ts';
import { voiceEverything } from './voiceEverything.ts';

const vowel = openResynthCase(dspManifest.cases[0]);
const espeak = openResynthCase(dspManifest.cases[2]);
const decibels = 10 / Math.LN10;

/** Mean log envelope (dB) and band aperiodicity (dB) of a render of the vowel, measured again. */
async function remeasured(changes: ResynthChanges) {
  const samples = await vowel.render(changes);
  const analyser = createVocoderAnalyser(48_000);
  const frames = analyser.analyse(sourceOf(samples, 48_000), vowel.f0Hz, 20, 260);
  const mean = (rows: Float32Array, width: number) =>
    Float64Array.from({ length: width }, (_, column) => {
      let sum = 0;
      for (let frame = 0; frame < 260; frame++) sum += rows[frame * width + column];
      return sum / 260;
    });
  return {
    envelopeDb: mean(frames.logEnvelope, analyser.binCount).map((value) => value * decibels),
    noiseDb: mean(frames.bandAperiodicityDb, analyser.bandCount),
  };
}

const binOf = (hz: number) => Math.round((hz * 2048) / 48_000);
const plain = await remeasured({});

describe('settings of resynth', () => {
  it('ring lifts the vowel at 3 kHz by what was asked and leaves 1 kHz and 6 kHz alone', async () => {
    const { envelopeDb } = await remeasured({ settings: { ringDb: 9 } });
    const gainDb = (hz: number) => envelopeDb[binOf(hz)] - plain.envelopeDb[binOf(hz)];
    expect(gainDb(3000)).toBeGreaterThan(7.5);
    expect(gainDb(3000)).toBeLessThan(9.5);
    expect(Math.abs(gainDb(1000))).toBeLessThan(0.5);
    expect(Math.abs(gainDb(6000))).toBeLessThan(0.5);
  });

  it('breathiness adds noise above 2 kHz, strengthens the first harmonic and softens 4 kHz', async () => {
    const { envelopeDb, noiseDb } = await remeasured({ settings: { breathiness: 0.6 } });
    expect(noiseDb[0] - plain.noiseDb[0]).toBeGreaterThan(6);
    expect(envelopeDb[binOf(178)] - plain.envelopeDb[binOf(178)]).toBeGreaterThan(1.5);
    expect(envelopeDb[binOf(4500)] - plain.envelopeDb[binOf(4500)]).toBeLessThan(-1.5);
  });
});

describe('presets of resynth', () => {
  it('formantRatio moves the envelope, together with that of the performance', async () => {
    const performance = (f0Hz: Float64Array) => identityPerformance(f0Hz, { formantRatio: 1.25 });
    const { envelopeDb } = await remeasured({ performance, preset: { formantRatio: 0.96 } });
    const distanceDb = (ratio: number) => {
      let sum = 0;
      for (let hz = 300; hz < 6000; hz += 50) {
        sum += (envelopeDb[binOf(hz)] - plain.envelopeDb[binOf(hz / ratio)]) ** 2;
      }
      return Math.sqrt(sum / 114);
    };
    expect(distanceDb(1.2)).toBeLessThan(1.5);
    expect(distanceDb(1)).toBeGreaterThan(2 * distanceDb(1.2));
  });

  it('tiltDb is reached at 4 kHz', async () => {
    const { envelopeDb } = await remeasured({ preset: { tiltDb: -6 } });
    const gainDb = (hz: number) => envelopeDb[binOf(hz)] - plain.envelopeDb[binOf(hz)];
    expect(Math.abs(gainDb(5000) + 6)).toBeLessThan(0.5);
    expect(Math.abs(gainDb(300))).toBeLessThan(0.5);
  });

  it('aperiodicityCapRatio takes noise out of the voice', async () => {
    const { noiseDb } = await remeasured({ preset: { aperiodicityCapRatio: 0.01 } });
    expect(noiseDb[0]).toBeLessThan(plain.noiseDb[0] - 3);
  });

  it('voiceEverything sings all that is not a pause, on the pitch before it', () => {
    const performance = identityPerformance(espeak.f0Hz);
    const f0Hz = voiceEverything(espeak.analysis, performance);
    const loudestDb = Math.max(...espeak.analysis.levelDb);
    f0Hz.forEach((hz, frame) => {
      if (espeak.f0Hz[frame] > 0) expect(hz).toBe(espeak.f0Hz[frame]);
      else expect(hz > 0).toBe(espeak.analysis.levelDb[frame] > loudestDb - 40);
    });
    expect(voiceEverything(espeak.analysis, identityPerformance(new Float64Array(402)))).toContain(110);
  });

  it('envelopeHoldMs keeps the spectrum still, then steps', async () => {
    const held = await espeak.render({ preset: { envelopeHoldMs: 40 } });
    expect(held).not.toEqual(await espeak.render());
    expect(await espeak.render({ preset: { envelopeHoldMs: 0 } })).toEqual(await espeak.render());
  });

  it('refuses constants that are unknown or out of range, and fills in what is absent', () => {
    expect(parseResynthPreset({})).toEqual(neutralPreset);
    expect(parseResynthPreset({ tiltDb: -3 })).toEqual({ ...neutralPreset, tiltDb: -3 });
    expect(() => parseResynthPreset({ formants: 1 })).toThrow(AppError);
    expect(() => parseResynthPreset({ formantRatio: 3 })).toThrow(/preset.formantRatio/);
    expect(() => parseResynthPreset({ formantRatio: NaN })).toThrow(/preset.formantRatio/);
  });
});
