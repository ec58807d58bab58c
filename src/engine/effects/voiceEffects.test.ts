import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityPerformance } from '../../../tests/suites/resynthCase.ts';
import { pitchClassesOf, scales, type MusicalKey, type ScaleId } from '../../contract/music.ts';
import { parseEffectChain } from '../../contract/settings/effectChain.ts';
import { defaultsOf } from '../../contract/settings/defaults.ts';
import type { AnySettingValues, SettingDescriptor } from '../../contract/settings/descriptors.ts';
import type { Performance } from '../perform/types.ts';
import { layersOf, mostLayers, voiceStepsOf } from './chain.ts';
import { intervalAt, wholeKey } from './harmony.ts';
import { dryLayer, isAsPerformed } from './layers.ts';
import { effectDescriptors, voiceEffects } from './registry.ts';
import type { VoiceEffectModule, VoiceLayer } from './types.ts';

const cMajor: MusicalKey = { root: 0, scale: 'major' };
const cents = (a: number, b: number) => 1200 * Math.log2(a / b);
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: Float64Array) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

/** Ten seconds on one pitch, with a consonant in the middle and a pause at the end. */
function steady(hz: number, changes: Partial<Performance> = {}): Performance {
  return identityPerformance(new Float64Array(2000).fill(hz).fill(0, 990, 1000).fill(0, 1800), changes);
}

function layersThrough(chain: string, performance: Performance, seed = 1): readonly VoiceLayer[] {
  const levelDb = Float32Array.from(performance.f0Hz, (_, frame) => (frame < 1800 ? -20 : -90));
  const analysis = { frameCount: performance.frameCount, levelDb };
  return layersOf(parseEffectChain(chain, effectDescriptors), dryLayer(performance, seed), { analysis, performance });
}

function anyValueOf(setting: SettingDescriptor): fc.Arbitrary<number | string> {
  if (setting.kind === 'choice') return fc.constantFrom(...setting.options.map(({ id }) => id));
  if (setting.kind !== 'number') throw new Error('An effect has numbers and choices only');
  const { min, max, unit } = setting;
  return unit === 'count' ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
}

describe('harmony', () => {
  it('sings the third and fifth of the key over each of its notes', () => {
    const notes = [60, 62, 64, 65, 67, 69, 71];
    expect(notes.map((note) => note + intervalAt(note, 2, cMajor))).toEqual([64, 65, 67, 69, 71, 72, 74]);
    expect(notes.map((note) => note + intervalAt(note, 4, cMajor))).toEqual([67, 69, 71, 72, 74, 76, 77]);
    expect(notes.map((note) => note + intervalAt(note, -2, cMajor))).toEqual([57, 59, 60, 62, 64, 65, 67]);
    expect(intervalAt(60, -7, cMajor)).toBe(-12);
  });

  it('stays in the key, in the direction asked for, whatever the key', () => {
    const ids = Object.keys(scales) as ScaleId[];
    fc.assert(
      fc.property(
        fc.nat(11),
        fc.constantFrom(...ids),
        fc.integer({ min: 40, max: 80 }),
        fc.constantFrom(2, 4, -2, -7),
        (root, scale, near, degrees) => {
          const key = wholeKey({ root, scale });
          const classes = pitchClassesOf(key);
          const note =
            Array.from({ length: 12 }, (_, i) => near + i).find((midi) => classes.includes(midi % 12)) ?? near;
          const interval = intervalAt(note, degrees, key);
          expect(Math.sign(interval)).toBe(Math.sign(degrees));
          expect(Math.abs(interval)).toBeLessThanOrEqual(12);
          if (scale !== 'chromatic') expect(classes).toContain((((note + interval) % 12) + 12) % 12);
        },
      ),
    );
  });

  it('adds to C a voice on E and one on G, late, drifting by about 6 cents, with other throats', () => {
    const [dry, third, fifth] = layersThrough('harmony', steady(261.63, { key: cMajor }));
    expect(dry.gain).toBe(1);
    for (const [layer, semitones, gain, throat] of [
      [third, 4, 0.55, 0.99],
      [fifth, 7, 0.45, 1.01],
    ] as const) {
      const distance = layer.f0Hz.slice(0, 900).map((hz) => cents(hz, 261.63) - 100 * semitones);
      expect(Math.abs(mean(distance))).toBeLessThan(4);
      expect(deviation(distance)).toBeGreaterThan(3);
      expect(deviation(distance)).toBeLessThan(9);
      expect(layer.gain).toBe(gain);
      expect(layer.formantRatio).toBe(throat);
      layer.delaySec?.forEach((sec) => expect(Math.abs(sec - 0.018)).toBeLessThanOrEqual(0.006));
      expect(layer.f0Hz.slice(990, 1000)).toEqual(new Float64Array(10));
    }
  });
});

describe('the other voice effects', () => {
  it('double adds a second take 6 cents up, 22 ms late, at 0.7', () => {
    const [dry, second, ...others] = layersThrough('double', steady(200));
    expect(others).toEqual([]);
    expect(isAsPerformed(dry, steady(200))).toBe(false);
    expect(cents(second.f0Hz[100], 200)).toBeCloseTo(6, 6);
    expect(second.gain).toBe(0.7);
    expect(second.formantRatio).toBe(1.01);
    second.delaySec?.forEach((sec) => expect(Math.abs(sec - 0.022)).toBeLessThanOrEqual(0.004));
    const wanders = Array.from({ length: 20 }, (_, seed) =>
      deviation(layersThrough('double', steady(200), seed)[1].delaySec ?? new Float64Array(1)),
    );
    expect(mean(Float64Array.from(wanders))).toBeGreaterThan(0.0008);
    expect(mean(Float64Array.from(wanders))).toBeLessThan(0.0025);
  });

  it('choir gives every singer a tuning, a throat and a place of its own', () => {
    const layers = layersThrough('choir voices=16', steady(200, { notes: [{ start: 0, end: 1800, midi: 55 }] }));
    expect(layers).toHaveLength(16);
    const tunings = Float64Array.from(layers, ({ f0Hz }) => mean(f0Hz.slice(0, 990).map((hz) => cents(hz, 200))));
    expect(deviation(tunings)).toBeGreaterThan(8);
    expect(deviation(tunings)).toBeLessThan(24);
    const throats = layers.map(({ formantRatio }) => formantRatio);
    expect(new Set(throats).size).toBe(16);
    expect(Math.min(...throats)).toBeGreaterThanOrEqual(0.95);
    expect(Math.max(...throats)).toBeLessThanOrEqual(1.05);
    expect(Math.max(...throats) - Math.min(...throats)).toBeGreaterThan(0.08);
    for (const { delaySec } of layers) delaySec?.forEach((sec) => expect(sec).toBeLessThanOrEqual(0.057));
  });

  it('choir brings speech to the notes of the key, and leaves a melody where it was put', () => {
    const spoken = layersThrough('choir spreadCents=0', steady(230, { key: cMajor }));
    const sung = layersThrough(
      'choir spreadCents=0',
      steady(230, { key: cMajor, notes: [{ start: 0, end: 9, midi: 58 }] }),
    );
    const middle = ({ f0Hz }: VoiceLayer) => mean(f0Hz.slice(200, 980));
    for (const layer of spoken) expect(Math.abs(cents(middle(layer), 220))).toBeLessThan(8);
    for (const layer of sung) expect(Math.abs(cents(middle(layer), 230))).toBeLessThan(8);
  });

  it('whisper has no pitch anywhere; at half the voice stays under it', () => {
    const [breath, ...rest] = layersThrough('whisper', steady(200));
    expect(rest).toEqual([]);
    expect(breath.f0Hz.every((hz) => hz === 0)).toBe(true);
    const [half, voice] = layersThrough('whisper amount=0.5', steady(200));
    expect([half.gain, voice.gain]).toEqual([0.5, 0.5]);
    expect(voice.f0Hz[10]).toBe(200);
  });

  it('whisper takes 18 dB at 0 Hz and lifts 2.5 kHz, and vowels more than consonants', () => {
    const [breath] = layersThrough('whisper', steady(200));
    const edit = breath.edits[0]({ binCount: 513, binHz: 15.625 });
    const gainDb = (frame: number, hz: number) => {
      const logPower = new Float64Array(513);
      edit({ frame, f0Hz: 0 }, { logPower, noiseRatio: null });
      return (10 / Math.LN10) * logPower[hz / 15.625];
    };
    expect(gainDb(995, 0)).toBeCloseTo(-18, 6);
    expect(gainDb(995, 2500)).toBeCloseTo(6 - 18 * Math.exp(-6.25), 6);
    expect(gainDb(500, 2500) - gainDb(995, 2500)).toBeCloseTo(20 * Math.log10(0.35), 6);
  });

  it('robot hums on 110 Hz through consonants, not through pauses, with little noise', () => {
    const [machine] = layersThrough('robot', steady(200));
    machine.f0Hz.forEach((hz, frame) => expect(hz).toBe(frame < 1800 ? 110 : 0));
    expect(machine.envelopeHoldMs).toBe(10);
    const noiseRatio = new Float64Array(513).fill(0.8);
    machine.edits[0]({ binCount: 513, binHz: 15.625 })(
      { frame: 0, f0Hz: 110 },
      { logPower: new Float64Array(513), noiseRatio },
    );
    expect(Math.max(...noiseRatio)).toBe(0.25);
    const [singing] = layersThrough('robot pitch=melody', steady(200));
    singing.f0Hz.forEach((hz, frame) => expect(hz).toBe(frame < 1800 ? 200 : 0));
  });

  it('growl shakes the pitch by about 1.6 % and swings with every second and third cycle', () => {
    const [rough] = layersThrough('growl', steady(200));
    const shares = rough.f0Hz.slice(0, 990).map((hz) => hz / 200 - 1);
    expect(deviation(shares)).toBeGreaterThan(0.01);
    expect(deviation(shares)).toBeLessThan(0.022);
    const [swing] = rough.cycleGains;
    for (const cycles of [0, 0.37, 1.2]) expect(swing.at(cycles + 6)).toBeCloseTo(swing.at(cycles), 9);
    expect(swing.at(0)).not.toBeCloseTo(swing.at(1), 1);
    const powers = Float64Array.from({ length: 600 }, (_, i) => swing.at(i / 100) ** 2);
    expect(mean(powers)).toBeCloseTo(swing.meanPower, 6);
  });

  it('breathy puts noise over 1.5 kHz and leaves unvoiced sound alone', () => {
    const [airy] = layersThrough('breathy', steady(200));
    const edit = airy.edits[0]({ binCount: 513, binHz: 15.625 });
    const noiseRatio = new Float64Array(513).fill(0.1);
    edit({ frame: 0, f0Hz: 200 }, { logPower: new Float64Array(513), noiseRatio });
    expect(noiseRatio[320]).toBeGreaterThan(0.35);
    expect(noiseRatio[5]).toBeLessThan(0.11);
    const untouched = new Float64Array(513);
    edit({ frame: 0, f0Hz: 0 }, { logPower: untouched, noiseRatio: null });
    expect(untouched.every((value) => value === 0)).toBe(true);
  });
});

describe('a chain of voice effects', () => {
  it('is worked through in its order', () => {
    const whispered = layersThrough('double > whisper', steady(200));
    const doubled = layersThrough('whisper > double', steady(200));
    expect(whispered.map(({ f0Hz }) => f0Hz[50])).toEqual([0, 0]);
    expect(doubled.map(({ f0Hz }) => f0Hz[50])).toEqual([0, 0]);
    expect(whispered[1].edits).toHaveLength(1);
    expect(layersThrough('harmony > robot', steady(200))[2].f0Hz[50]).toBeLessThan(115);
    expect(layersThrough('robot > harmony', steady(200, { key: cMajor }))[2].f0Hz[50]).toBeGreaterThan(150);
  });

  it('gives two of a kind other chances', () => {
    const [, first, second, both] = layersThrough('double > double', steady(200));
    const seeds = [first, second, both].map(({ seed }) => seed);
    expect(new Set(seeds).size).toBe(3);
  });

  it('never has more than 24 voices, and keeps the loudest', () => {
    const layers = layersThrough('choir voices=16 > double amount=0.5', steady(200));
    expect(layers).toHaveLength(mostLayers);
    expect(layers.filter(({ gain }) => gain === 0.25)).toHaveLength(16);
  });

  it('passes over effects on the finished sound', () => {
    const steps = parseEffectChain('telephone > double > reverb', effectDescriptors);
    expect(voiceStepsOf(steps).map(({ id }) => id)).toEqual(['double']);
  });

  it('of any effects with any values, on any pitch, gives layers that can be sung, the same each time', () => {
    const anyStep = fc.constantFrom<VoiceEffectModule>(...voiceEffects).chain((effect) =>
      fc.record({
        id: fc.constant<string>(effect.id),
        settings: fc.record(
          Object.fromEntries(Object.entries(effect.settings).map(([name, setting]) => [name, anyValueOf(setting)])),
        ) as fc.Arbitrary<AnySettingValues>,
      }),
    );
    const anyPitch = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 40, max: 1600, noNaN: true })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 1, maxLength: 4 }), anyPitch, fc.nat(), (steps, pitch, seed) => {
        const performance = identityPerformance(Float64Array.from(pitch));
        const analysis = { frameCount: pitch.length, levelDb: new Float32Array(pitch.length).fill(-20) };
        const make = () => layersOf(steps, dryLayer(performance, seed), { analysis, performance });
        const layers = make();
        expect(layers.length).toBeGreaterThan(0);
        expect(layers.length).toBeLessThanOrEqual(mostLayers);
        for (const layer of layers) {
          expect(layer.f0Hz.every((hz) => hz === 0 || (hz > 30 && hz < 2000))).toBe(true);
          expect(layer.formantRatio > 0.5 && layer.formantRatio < 2).toBe(true);
          expect(layer.gain >= 0 && layer.gain < 6).toBe(true);
          expect((layer.delaySec ?? []).every((sec) => sec >= 0 && sec < 0.5)).toBe(true);
        }
        expect(make().map(({ f0Hz, delaySec }) => [f0Hz, delaySec])).toEqual(
          layers.map(({ f0Hz, delaySec }) => [f0Hz, delaySec]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the loudest singers of a choir of choirs, and makes no others', () => {
    const performance = steady(200);
    const analysis = { frameCount: 2000, levelDb: new Float32Array(2000).fill(-20) };
    for (const chain of [
      ['choir', 'choir'],
      ['harmony', 'choir', 'double'],
      ['choir', 'harmony', 'robot', 'choir'],
    ]) {
      const steps = chain.map((id) => ({ id, settings: { ...(id === 'choir' && { voices: 16 }) } }));
      const all = steps.reduce<readonly VoiceLayer[]>(
        (layers, { id, settings }, ordinal) => {
          const effect = voiceEffects.find((one) => one.id === id);
          const made = effect?.apply(layers, settings, { analysis, performance, ordinal }) ?? [];
          const kept = new Set([...made].sort((a, b) => b.gain - a.gain).slice(0, mostLayers));
          return made.filter((layer) => kept.has(layer));
        },
        [dryLayer(performance, 1)],
      );
      const compared = ({ seed, gain, f0Hz, formantRatio, delaySec }: VoiceLayer) =>
        [seed, gain, f0Hz, formantRatio, delaySec] as const;
      const layers = layersOf(steps, dryLayer(performance, 1), { analysis, performance });
      expect(layers.map(compared)).toEqual(all.map(compared));
    }
  });

  it('stops between singers when the take is given up', () => {
    const performance = steady(200);
    const analysis = { frameCount: 2000, levelDb: new Float32Array(2000).fill(-20) };
    const steps = new Array(12).fill(null).map(() => ({ id: 'choir', settings: { voices: 16 } }));
    let calls = 0;
    const giveUp = (): void => {
      if (++calls > 3) throw new Error('given up');
    };
    expect(() => layersOf(steps, dryLayer(performance, 1), { analysis, performance }, giveUp)).toThrow('given up');
  });

  it('starts from values that each effect accepts', () => {
    for (const effect of voiceEffects) {
      const performance = steady(200);
      const analysis = { frameCount: 2000, levelDb: new Float32Array(2000).fill(-20) };
      const layers = effect.apply([dryLayer(performance, 1)], defaultsOf(effect.settings), {
        analysis,
        performance,
        ordinal: 0,
      });
      expect(layers.length).toBeGreaterThan(0);
    }
  });
});
