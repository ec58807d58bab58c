import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeIdSchema } from '../../contract/ids.ts';
import { storageRulesSchema } from '../../contract/storage.ts';
import { dayMs, expiringTakes, type SizedTake } from './expiry.ts';
import { believedTime, longestStepMs } from './libraryClock.ts';

const nowMs = Date.parse('2026-11-23T00:00:00Z');
const takeOf = (ageDays: number, change: Partial<SizedTake> = {}): SizedTake => ({
  id: takeIdSchema.parse(crypto.randomUUID()),
  createdAt: new Date(nowMs - ageDays * dayMs).toISOString(),
  isExpirable: true,
  bytes: 1e9,
  ...change,
});
const anyTakes = fc
  .array(fc.record({ ageDays: fc.integer({ min: 0, max: 400 }), bytes: fc.nat(5e9), isExpirable: fc.boolean() }))
  .map((facts) => facts.sort((a, b) => b.ageDays - a.ageDays).map(({ ageDays, ...rest }) => takeOf(ageDays, rest)));

describe('rules of takes', () => {
  it('remove nothing where none is set', () => {
    expect(expiringTakes([takeOf(4000)], storageRulesSchema.parse({}), nowMs)).toEqual([]);
  });

  it('never remove what is starred or being made, and leave no more than the limit of the rest', () => {
    fc.assert(
      fc.property(anyTakes, fc.integer({ min: 1, max: 30 }), (takes, takesLimitGb) => {
        const rules = storageRulesSchema.parse({ takesLimitGb });
        const gone = new Set(expiringTakes(takes, rules, nowMs).map(({ id }) => id));
        const left = takes.filter(({ id }) => !gone.has(id));
        expect(takes.filter(({ id, isExpirable }) => gone.has(id) && !isExpirable)).toEqual([]);
        const leftBytes = left.reduce((sum, { bytes }) => sum + bytes, 0);
        const isWithin = leftBytes <= takesLimitGb * 1e9;
        expect(isWithin || left.every(({ isExpirable }) => !isExpirable)).toBe(true);
        // The youngest of those that went was the last that had to.
        const goneTakes = takes.filter(({ id }) => gone.has(id));
        const lastBytes = goneTakes.at(-1)?.bytes ?? Infinity;
        expect(leftBytes + lastBytes > takesLimitGb * 1e9).toBe(true);
      }),
    );
  });

  it('remove by age exactly those that are older', () => {
    const rules = storageRulesSchema.parse({ takesExpireDays: 30 });
    const [old, starred, young] = [takeOf(31), takeOf(99, { isExpirable: false }), takeOf(29)];
    expect(expiringTakes([starred, old, young], rules, nowMs)).toEqual([{ id: old.id, bytes: 1e9 }]);
  });
});

describe('the time that upkeep believes', () => {
  it('goes on by two days at most when the clock jumps, and comes back with it', () => {
    const year = 365 * dayMs;
    expect(believedTime(nowMs, null)).toBe(nowMs);
    expect(believedTime(nowMs + dayMs, nowMs)).toBe(nowMs + dayMs);
    const jumped = believedTime(nowMs + year, nowMs);
    expect(jumped).toBe(nowMs + longestStepMs);
    expect(believedTime(nowMs + dayMs, jumped)).toBe(nowMs + dayMs);
  });
});
