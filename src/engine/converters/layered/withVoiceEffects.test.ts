import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { dspManifest } from '../../../../tests/suites/dspGoldens.ts';
import { heardLevelDb, openEffects, renderEffects } from '../../../../tests/suites/effectCase.ts';
import { collected, identityPerformance, joined, openResynthCase } from '../../../../tests/suites/resynthCase.ts';
import { resynth } from '../resynth/resynth.ts';
import type { ConverterModule } from '../types.ts';

/** A second of speech has every kind of sound that these promises are about. */
const cases = dspManifest.cases.map((dspCase) => ({ ...dspCase, opened: openResynthCase(dspCase, 230) }));
const flite = openResynthCase(dspManifest.cases[1], 340);
/** The built-in converter under another name: its take is taken apart again, as that of any imported voice. */
const stranger: ConverterModule = { ...resynth, id: 'stranger' };

const chains = [
  'harmony',
  'harmony parts=third-below',
  'double',
  'choir',
  'whisper',
  'whisper amount=0.5',
  'robot',
  'robot pitch=melody',
  'breathy',
  'growl',
  'double > growl',
];

describe.each(cases)('the voice of $name', ({ opened, fs }) => {
  let dry: Float32Array;
  beforeAll(async () => {
    dry = await opened.render();
  });

  it.each(chains)('through %s is within 1 dB as loud as without, as long, and finite', async (chain) => {
    const sung = await renderEffects(opened, chain);
    expect(sung).toHaveLength(dry.length);
    expect(sung.every(Number.isFinite)).toBe(true);
    expect(Math.abs(heardLevelDb(sung, dry, fs) - heardLevelDb(dry, dry, fs))).toBeLessThan(1);
    expect(sung).not.toEqual(dry);
  });
});

describe('voice effects', () => {
  it.each(['harmony', 'choir', 'whisper', 'robot', 'growl'])('through %s are as loud when smooth', async (chain) => {
    const settings = { synthesis: 'smooth' };
    const dry = await flite.render({ settings });
    const sung = await renderEffects(flite, chain, { settings });
    expect(Math.abs(heardLevelDb(sung, dry, 16_000) - heardLevelDb(dry, dry, 16_000))).toBeLessThan(1);
  });

  it('leave a voice alone that has none, to the bit', async () => {
    expect(await renderEffects(flite, '')).toEqual(await flite.render());
    expect(await renderEffects(flite, 'telephone')).toEqual(await flite.render());
    expect(await renderEffects(flite, 'whisper amount=0 > growl amount=0')).toEqual(await flite.render());
  });

  it.each([
    ['built-in', resynth, 'pulse'],
    ['built-in', resynth, 'smooth'],
    ['other', stranger, 'pulse'],
  ])('of the %s converter give the same samples in any cut and from any place on', async (_, module, synthesis) => {
    const chain = 'choir voices=3 > growl > whisper amount=0.3';
    const changes = { module, settings: { synthesis } };
    const whole = await renderEffects(flite, chain, changes);
    const converter = await openEffects(flite, chain, changes);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 2), fc.integer({ min: 200, max: 40_000 }), async (startSample, count) => {
        const chunks = await collected(converter.render({ startSample, resume: null }, () => count));
        expect(joined(chunks)).toEqual(whole.slice(startSample));
      }),
      { numRuns: 3 },
    );
  });

  it('repeat for a seed and differ for another', async () => {
    const sing = (seed: number) => renderEffects(flite, 'choir voices=4', { seed });
    expect(await sing(3)).toEqual(await sing(3));
    expect(await sing(4)).not.toEqual(await sing(3));
  });

  it('follow the gain of the performance, with what comes late behind it', async () => {
    const performance = (f0Hz: Float64Array) =>
      identityPerformance(f0Hz, { gain: new Float32Array(f0Hz.length).fill(1).fill(0, 200, 320) });
    const sung = await renderEffects(flite, 'choir delayMs=45', { performance });
    const silent = sung.subarray(213 * 80, 319 * 80);
    expect(silent.every((sample) => sample === 0)).toBe(true);
    expect(sung.subarray(190 * 80, 200 * 80).some((sample) => sample !== 0)).toBe(true);
  });

  it('sing a melody that stretches, rests and goes back to the words before', async () => {
    const place = (frame: number) => (frame < 400 ? 100 + frame / 3 : frame < 500 ? 233 : 100 + (frame - 500) / 2);
    const sourceFrame = Float64Array.from({ length: 900 }, (_, frame) => place(frame));
    const f0Hz = sourceFrame.map((_, frame) => (frame >= 400 && frame < 500 ? 0 : frame < 200 ? 196 : 247));
    const gain = Float32Array.from(sourceFrame, (_, frame) => (frame >= 420 && frame < 480 ? 0 : 1));
    const melody = () => identityPerformance(f0Hz, { frameCount: 900, sourceFrame, gain });
    for (const module of [resynth, stranger]) {
      const dry = await renderEffects(flite, '', { performance: melody });
      const sung = await renderEffects(flite, 'choir voices=3 > growl', { performance: melody, module });
      expect(sung).toHaveLength(dry.length);
      expect(sung.every(Number.isFinite)).toBe(true);
      expect(Math.abs(heardLevelDb(sung, dry, 16_000) - heardLevelDb(dry, dry, 16_000))).toBeLessThan(1);
    }
  });

  it('stop between pieces when they are told to', async () => {
    const stop = () => {
      throw new Error('stopped');
    };
    await expect(renderEffects(flite, 'double', { checkpoint: stop })).rejects.toThrow('stopped');
    await expect(renderEffects(flite, 'double', { module: stranger, checkpoint: stop })).rejects.toThrow('stopped');
  });

  it('sing a choir of eight for little more work than eight voices take, whatever the machine', async () => {
    const workOf = async (chain: string): Promise<number> => {
      const converter = await openEffects(flite, chain);
      const before = process.cpuUsage();
      await collected(converter.render({ startSample: 0, resume: null }, () => Infinity));
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    // The first run is slower: its code is compiled on the way.
    await workOf('choir');
    expect(await workOf('choir')).toBeLessThan(16 * (await workOf('')));
  });
});

describe('a growl', () => {
  it.each(['pulse', 'smooth'])('sounds an octave under the note too, in %s synthesis', async (synthesis) => {
    const opened = cases[0].opened;
    const settings = { synthesis };
    const pitchHz = opened.f0Hz[150];
    /** Level half-way to the first harmonic, within the pitch's unrest, over that of the first harmonic. */
    const underDb = (samples: Float32Array) => {
      const middle = samples.subarray(0.4 * 48_000, 1.1 * 48_000);
      const strongest = (hz: number) =>
        Math.max(...[0.97, 0.98, 0.99, 1, 1.01, 1.02, 1.03].map((ratio) => powerAt(middle, (ratio * hz) / 48_000)));
      return 10 * Math.log10(strongest(pitchHz / 2) / strongest(pitchHz));
    };
    expect(underDb(await opened.render({ settings }))).toBeLessThan(-30);
    expect(underDb(await renderEffects(opened, 'growl', { settings }))).toBeGreaterThan(-16);
  });
});

/** Power of one frequency under a Hann window. */
function powerAt(samples: Float32Array, cyclesPerSample: number): number {
  let [re, im] = [0, 0];
  samples.forEach((sample, i) => {
    const windowed = sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / samples.length));
    re += windowed * Math.cos(2 * Math.PI * cyclesPerSample * i);
    im += windowed * Math.sin(2 * Math.PI * cyclesPerSample * i);
  });
  return re * re + im * im;
}

describe('voice effects on another converter', () => {
  it('pass on its own samples where a layer is the voice itself', async () => {
    expect(await renderEffects(flite, 'whisper amount=0', { module: stranger })).toEqual(await flite.render());
  });

  it.each(['harmony', 'double', 'whisper', 'growl'])('are within 1 dB as loud through %s', async (chain) => {
    const dry = await flite.render();
    const sung = await renderEffects(flite, chain, { module: stranger });
    expect(Math.abs(heardLevelDb(sung, dry, 16_000) - heardLevelDb(dry, dry, 16_000))).toBeLessThan(1);
  });
});
