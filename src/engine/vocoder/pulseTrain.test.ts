import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PulseTrain } from './pulseTrain.ts';

const hop = 80;

describe('PulseTrain', () => {
  it('puts the pulses of a steady pitch exactly one period apart, from the first sample on', () => {
    const train = new PulseTrain(new Float64Array(400).fill(160), hop);
    const pulses = train.between(0, 400 * hop - 50);
    pulses.forEach(({ ordinal, position, isVoiced }, i) => {
      expect(ordinal).toBe(i);
      expect(position).toBeCloseTo(i * 100, 6);
      expect(isVoiced).toBe(true);
    });
    expect(pulses.length).toBe(321);
  });

  it('follows a glide: between two pulses the frequency integrates to one cycle', () => {
    const f0Hz = Float64Array.from({ length: 300 }, (_, frame) => 100 + 200 * Math.sin(frame / 40) ** 2);
    const frequencyAt = (sample: number) => {
      const frame = Math.floor(sample / hop);
      return f0Hz[frame] + (sample / hop - frame) * (f0Hz[frame + 1] - f0Hz[frame]);
    };
    const pulses = new PulseTrain(f0Hz, hop).between(0, 298 * hop);
    for (let i = 0; i + 2 < pulses.length; i++) {
      const span = pulses[i + 1].position - pulses[i].position;
      let cycles = 0;
      for (let step = 0; step < 200; step++) {
        cycles += (frequencyAt(pulses[i].position + ((step + 0.5) * span) / 200) * span) / 200 / 16_000;
      }
      expect(cycles).toBeCloseTo(1, 4);
    }
  });

  it('never mixes a pitch with silence: half-way to an unvoiced frame it changes to 500 Hz at once', () => {
    const f0Hz = new Float64Array(100).fill(100, 0, 50);
    const pulses = new PulseTrain(f0Hz, hop).between(0, 100 * hop);
    const border = 49.5 * hop;
    pulses.slice(0, -1).forEach((pulse, i) => {
      expect(pulse.isVoiced).toBe(pulse.position < border);
      const span = pulses[i + 1].position - pulse.position;
      if (pulses[i + 1].position < border) expect(span).toBeCloseTo(160, 6);
      if (pulse.position > border) expect(span).toBeCloseTo(32, 6);
    });
  });

  it('finds the same pulses, bit for bit, wherever the search starts and ends', () => {
    const frames = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 60, max: 900, noNaN: true })), {
      minLength: 2,
      maxLength: 500,
    });
    fc.assert(
      fc.property(frames, fc.nat(40_000), fc.nat(20_000), (f0Hz, start, length) => {
        const train = new PulseTrain(Float64Array.from(f0Hz), hop);
        const end = start + length;
        const whole = train.between(0, 60_000);
        const expected = whole.filter(({ position }) => position >= start && position < end);
        const found = train.between(start, end);
        expect(found.slice(0, -1)).toEqual(expected);
        expect(found.at(-1)?.position).toBeGreaterThanOrEqual(end);
        const isInOrder = whole
          .slice(1)
          .every((pulse, i) => pulse.ordinal === whole[i].ordinal + 1 && pulse.position > whole[i].position);
        expect(isInOrder).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
