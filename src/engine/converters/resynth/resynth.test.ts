import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dspManifest, goldenVector, sourceOf } from '../../../../tests/suites/dspGoldens.ts';
import { averageFrames, logMelDb, logMelDistanceDb } from '../../../../tests/suites/logMel.ts';
import {
  collected,
  identityPerformance,
  joined,
  openResynth,
  openResynthCase,
} from '../../../../tests/suites/resynthCase.ts';

const resynthToleranceDb = 1.5;
const hundredMs = 20;

const cases = dspManifest.cases.map((dspCase) => ({ ...dspCase, opened: openResynthCase(dspCase) }));
const flite = openResynthCase(dspManifest.cases[1]);

describe.each(cases)('resynthesis of $name', ({ opened, fs, ...dspCase }) => {
  it.each([
    ['the same pitch', 0, dspCase.resynth],
    ['five semitones up', 5, dspCase.resynth_up5st],
  ])('at %s sounds as the reference does', async (_, semitones, file) => {
    const performance = (f0Hz: Float64Array) => identityPerformance(f0Hz.map((hz) => hz * 2 ** (semitones / 12)));
    const golden = logMelDb(goldenVector(file), fs);
    const mine = logMelDb(await opened.render({ performance }), fs);
    const otherSeed = logMelDb(await opened.render({ performance, seed: 2 }), fs);
    const distanceDb = logMelDistanceDb(averageFrames(mine, hundredMs), averageFrames(golden, hundredMs));
    expect(distanceDb).toBeLessThan(resynthToleranceDb);
    // Frame by frame it is hardly farther from the reference than from itself with other noise.
    expect(logMelDistanceDb(mine, golden)).toBeLessThan(1.25 * logMelDistanceDb(mine, otherSeed));
  });

  it('is as long as the recording and in time with it', async () => {
    const samples = await opened.render();
    expect(samples.length).toBe(opened.source.sampleCount);
    const source = opened.source.read(0, opened.source.sampleCount);
    // Pulses come at the onset of their own sound, so energy trails the recording by less than a frame.
    expect(Math.abs(energyLagMs(source, samples, fs))).toBeLessThanOrEqual(5);
  });
});

describe('resynth in chunks', () => {
  it('gives the same samples, bit for bit, for any cuts and from any resume point', async () => {
    const whole = await flite.render();
    const sizes = fc.array(fc.integer({ min: 1, max: 12_000 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(30), async (chunkSizes, stopAfter) => {
        let turn = 0;
        const next = () => chunkSizes[turn++ % chunkSizes.length] + 400;
        const first = [];
        for await (const chunk of flite.open().render({ startSample: 0, resume: null }, next)) {
          first.push(chunk);
          if (first.length > stopAfter) break;
        }
        const last = first[first.length - 1];
        const resume = JSON.parse(JSON.stringify(last.resume)) as Record<string, number>;
        const from = { startSample: last.startSample + last.samples.length, resume };
        const rest = await collected(flite.open().render(from, next));
        expect(joined([...first, ...rest])).toEqual(whole);
      }),
      { numRuns: 12 },
    );
  });

  it('has no click where chunks meet', async () => {
    const chunkSize = 1777;
    const samples = joined(await collected(flite.open().render({ startSample: 0, resume: null }, () => chunkSize)));
    const bend = (i: number) => Math.abs(samples[i - 1] - 2 * samples[i] + samples[i + 1]);
    let atJoints = 0;
    let elsewhere = 0;
    for (let i = 1; i + 1 < samples.length; i++) {
      const distance = Math.min(i % chunkSize, chunkSize - (i % chunkSize));
      if (distance <= 1) atJoints = Math.max(atJoints, bend(i));
      else elsewhere = Math.max(elsewhere, bend(i));
    }
    expect(atJoints).toBeLessThanOrEqual(elsewhere);
  });

  it('repeats for the same seed, and another seed changes only the noise', async () => {
    expect(await flite.render({ seed: 7 })).toEqual(await flite.render({ seed: 7 }));
    expect(await flite.render({ seed: 8 })).not.toEqual(await flite.render({ seed: 7 }));
  });
});

describe.each([22_050, 44_100, 48_000])('resynth at %i Hz', (sampleRate) => {
  it('keeps pitch, level and length of a tone, in any chunks, and leaves digital silence silent', async () => {
    const period = sampleRate / 187;
    const tone = Float32Array.from({ length: sampleRate }, (_, i) => {
      const phase = (2 * Math.PI * i) / period;
      return i < 0.7 * sampleRate ? 0.2 * Math.sin(phase) + 0.1 * Math.sin(2 * phase) + 0.05 * Math.sin(3 * phase) : 0;
    });
    const opened = openResynth(sourceOf(tone, sampleRate), new Float64Array(201).fill(187).fill(0, 140));
    const samples = await opened.render();
    expect(samples.length).toBe(sampleRate);
    const middle = samples.subarray(0.2 * sampleRate, 0.6 * sampleRate);
    expect(correlationAt(middle, 10 * period)).toBeGreaterThan(0.98);
    const level = (part: Float32Array) => 10 * Math.log10(part.reduce((sum, v) => sum + v * v, 0) / part.length);
    expect(Math.abs(level(middle) - level(tone.subarray(0.2 * sampleRate, 0.6 * sampleRate)))).toBeLessThan(1);
    expect(samples.subarray(0.8 * sampleRate).every((value) => value === 0)).toBe(true);
    const chunks = await collected(opened.open().render({ startSample: 0, resume: null }, () => 1234.5));
    expect(joined(chunks)).toEqual(samples);
  });
});

describe('the edit layer', () => {
  it('stretches: twice the frames give twice the length, the pitch stays', async () => {
    const frameCount = 2 * flite.f0Hz.length;
    const sourceFrame = Float64Array.from({ length: frameCount }, (_, frame) => Math.min(frame / 2.2, 521));
    const f0Hz = Float64Array.from(sourceFrame, () => 150);
    const gain = new Float32Array(frameCount).fill(1);
    const samples = await flite.render({
      performance: () => identityPerformance(f0Hz, { frameCount, sourceFrame, gain }),
    });
    expect(samples.length).toBe(flite.source.sampleCount + flite.f0Hz.length * 80);
    const vowel = samples.subarray(2.2 * 160 * 80, 2.2 * 175 * 80);
    expect(correlationAt(vowel, 16_000 / 150)).toBeGreaterThan(0.8);
  });

  it('sings frames the recording did not voice, with the breath of the nearest voiced frame', async () => {
    // Frames around 510 are unvoiced in the recording.
    expect(flite.f0Hz.slice(490, 520).every((hz) => hz === 0)).toBe(true);
    const performance = (f0Hz: Float64Array) => identityPerformance(f0Hz.slice().fill(140, 480));
    const samples = await flite.render({ performance });
    const plain = await flite.render();
    expect(correlationAt(samples.subarray(492 * 80, 516 * 80), 16_000 / 140)).toBeGreaterThan(0.5);
    expect(correlationAt(plain.subarray(492 * 80, 516 * 80), 16_000 / 140)).toBeLessThan(0.3);
  });

  it('applies the gain of the performance, down to true silence', async () => {
    const gain = (value: number) => (f0Hz: Float64Array) =>
      identityPerformance(f0Hz, { gain: new Float32Array(f0Hz.length).fill(1).fill(value, 200, 300) });
    const plain = await flite.render();
    const muted = await flite.render({ performance: gain(0) });
    const doubled = await flite.render({ performance: gain(2) });
    for (let i = 200 * 80; i < 299 * 80; i++) {
      expect(Math.abs(muted[i])).toBe(0);
      expect(doubled[i]).toBeCloseTo(2 * plain[i], 6);
    }
    expect(doubled.subarray(0, 199 * 80)).toEqual(plain.subarray(0, 199 * 80));
  });
});

/** Normalised correlation of a signal with itself one period later. */
function correlationAt(samples: Float32Array, period: number): number {
  const lag = Math.round(period);
  let product = 0;
  let before = 0;
  let after = 0;
  for (let i = 0; i + lag < samples.length; i++) {
    product += samples[i] * samples[i + lag];
    before += samples[i] ** 2;
    after += samples[i + lag] ** 2;
  }
  return product / Math.sqrt(before * after);
}

/** Lag at which the amplitudes of two signals, over 11 ms each millisecond, agree best. */
function energyLagMs(a: Float32Array, b: Float32Array, sampleRate: number): number {
  const contour = (samples: Float32Array) => {
    const hop = sampleRate / 1000;
    const raw = Float64Array.from({ length: Math.floor(samples.length / hop) - 11 }, (_, i) =>
      Math.sqrt(samples.subarray(i * hop, (i + 11) * hop).reduce((sum, value) => sum + value * value, 0)),
    );
    const mean = raw.reduce((sum, value) => sum + value, 0) / raw.length;
    return raw.map((value) => value - mean);
  };
  const first = contour(a);
  const second = contour(b);
  const agreement = (lag: number) => first.reduce((sum, value, i) => sum + value * (second[i + lag] ?? 0), 0);
  const lags = Array.from({ length: 41 }, (_, i) => i - 20);
  return lags.reduce((best, lag) => (agreement(lag) > agreement(best) ? lag : best));
}
