import { describe, expect, it } from 'vitest';
import { dspManifest, goldenSource, goldenVector, sourceOf } from '../../../tests/suites/dspGoldens.ts';
import { refinePitch } from './stoneMask.ts';

const cents = (aHz: number, bHz: number) => Math.abs(1200 * Math.log2(aHz / bHz));
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

describe.each(dspManifest.cases)('StoneMask on $name', (dspCase) => {
  const source = goldenSource(dspCase);
  const dioHz = goldenVector(dspCase.f0_dio);
  const goldenHz = goldenVector(dspCase.f0_dio_stonemask);
  const isVoiced = (_: unknown, frame: number) => dioHz[frame] > 0 && goldenHz[frame] > 0;

  it('refines the DIO track to the reference', () => {
    const refinedHz = refinePitch(source, dioHz, Infinity);
    const errors = [...refinedHz].map((hz, frame) => cents(hz, goldenHz[frame])).filter(isVoiced);
    expect(errors.length).toBeGreaterThan(50);
    expect(median(errors)).toBeLessThan(dspCase.tolerance.f0_cents_median);
  });

  it('leaves unvoiced frames at 0 and moves no frame by more than a tenth of an octave', () => {
    const refinedHz = refinePitch(source, dioHz);
    refinedHz.forEach((hz, frame) => {
      if (dioHz[frame] === 0) expect(hz).toBe(0);
      else expect(cents(hz, dioHz[frame])).toBeLessThanOrEqual(120);
    });
  });
});

describe('StoneMask', () => {
  it('finds the pitch of a harmonic tone from an estimate that is 4 % off, at any block of a long file', () => {
    const sampleRate = 22_050;
    const samples = Float32Array.from({ length: 4 * sampleRate }, (_, i) => {
      const phase = (2 * Math.PI * 187.3 * i) / sampleRate;
      return 0.2 * (Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.3 * Math.sin(3 * phase));
    });
    const refinedHz = refinePitch(sourceOf(samples, sampleRate), new Float64Array(801).fill(187.3 * 1.04));
    for (let frame = 10; frame < 790; frame++) expect(cents(refinedHz[frame], 187.3)).toBeLessThan(3);
  });

  it('keeps the estimate in digital silence', () => {
    const refinedHz = refinePitch(sourceOf(new Float32Array(16_000), 16_000), new Float64Array(201).fill(120));
    expect(refinedHz.every((hz) => hz === 120)).toBe(true);
  });
});
