import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatEffectChain } from '../../../contract/settings/effectChain.ts';
import type { EffectDescriptor } from '../../../contract/settings/descriptors.ts';
import { longestEffectChain } from '../../../contract/settings/effects.ts';
import { effectDescriptors as effects } from '../../../engine/effects/registry.ts';
import {
  canMove,
  chainOf,
  chainWords,
  isFull,
  linkKeys,
  withEffect,
  withMoved,
  withoutEffect,
  withSetting,
} from './chain.ts';

const anEffect = fc.constantFrom(...effects);
const chainFrom = (added: readonly EffectDescriptor[]) =>
  added.reduce((chain, one) => withEffect(chain, one, effects), chainOf('', effects));
const familyOf = (id: string) => effects.find((one) => one.id === id)?.family;
const ids = (text: string) => chainOf(text, effects).map(({ id }) => id);

describe('a chain of effects in the window', () => {
  it('is shown as it is heard: what is done to the voice comes first', () => {
    expect(ids('reverb > choir > delay > harmony')).toEqual(['choir', 'harmony', 'reverb', 'delay']);
    expect(chainWords(chainOf('reverb > choir', effects), effects, 'en')).toBe('Choir, Reverb');
    expect(chainWords(chainOf('reverb > choir', effects), effects, 'pt-BR')).toBe('Coro, Reverberação');
  });

  it('of text that makes no sense is none', () => {
    expect(ids('choir > nonsense')).toEqual([]);
  });

  it('is added to, taken from and set, and is the same when it is read again', () => {
    fc.assert(
      fc.property(fc.array(anEffect, { maxLength: 20 }), fc.nat(), (added, at) => {
        const chain = chainFrom(added);
        expect(chain).toHaveLength(Math.min(added.length, longestEffectChain));
        expect(isFull(chain)).toBe(added.length >= longestEffectChain);
        expect(chainOf(formatEffectChain(chain, effects), effects)).toEqual(chain);
        expect(new Set(linkKeys(chain)).size).toBe(chain.length);
        if (chain.length > 0) expect(withoutEffect(chain, at % chain.length)).toHaveLength(chain.length - 1);
      }),
    );
  });

  it('is moved within a family only, and moving back undoes it', () => {
    fc.assert(
      fc.property(fc.array(anEffect, { minLength: 1, maxLength: 12 }), fc.nat(), (added, drawn) => {
        const chain = chainFrom(added);
        const index = drawn % chain.length;
        const isSameFamily = familyOf(chain[index]?.id ?? '') === familyOf(chain[index + 1]?.id ?? '');
        expect(canMove(chain, index, 1, effects)).toBe(index + 1 < chain.length && isSameFamily);
        const moved = withMoved(chain, index, 1, effects);
        expect(chainOf(formatEffectChain(moved, effects), effects)).toEqual(moved);
        if (canMove(chain, index, 1, effects)) expect(withMoved(moved, index + 1, -1, effects)).toEqual(chain);
        else expect(moved).toBe(chain);
      }),
    );
  });

  it('keeps a value that was set', () => {
    const chain = withSetting(chainOf('choir > choir', effects), 1, 'voices', 7);
    expect(formatEffectChain(chain, effects)).toBe('choir > choir voices=7');
  });
});
