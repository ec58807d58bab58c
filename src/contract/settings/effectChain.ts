import { defaultsOf } from './defaults.ts';
import type { AnySettingValues, EffectDescriptor, SettingDescriptor } from './descriptors.ts';
import { longestEffectChain, type EffectStep } from './effects.ts';

/*
 * Effects in their order, as text that a person can type, read and pass on:
 *
 *     choir voices=6 > reverb mix=0.3
 *
 * Links are separated by `>`, values by spaces; what is not named has its default.
 */

/** Why a chain makes no sense: the word it fails at; null where it does. */
export function effectChainProblem(text: string, effects: readonly EffectDescriptor[]): string | null {
  const links = linksOf(text);
  if (links.length > longestEffectChain) return String(longestEffectChain);
  for (const [id = '', ...pairs] of links) {
    const effect = effects.find((one) => one.id === id);
    if (!effect) return id === '' ? '>' : id;
    const wrong = pairs.find((pair) => valueOf(pair, effect) === undefined);
    if (wrong !== undefined) return wrong;
  }
  return null;
}

/**
 * The links of a chain with every value.
 * @param text one without a problem; see effectChainProblem
 */
export function parseEffectChain(text: string, effects: readonly EffectDescriptor[]): readonly EffectStep[] {
  return linksOf(text).flatMap(([id, ...pairs]) => {
    const effect = effects.find((one) => one.id === id);
    if (!effect) return [];
    const named = pairs.flatMap((pair) => {
      const value = valueOf(pair, effect);
      return value ? [value] : [];
    });
    return [{ id: effect.id, settings: { ...defaultsOf(effect.settings), ...Object.fromEntries(named) } }];
  });
}

/** The shortest text of a chain: values that are as usual are left out. */
export function formatEffectChain(steps: readonly EffectStep[], effects: readonly EffectDescriptor[]): string {
  return steps
    .map(({ id, settings }) => {
      const usual: AnySettingValues = defaultsOf(effects.find((one) => one.id === id)?.settings ?? {});
      const named = Object.entries(settings).filter(([name, value]) => value !== usual[name]);
      return [id, ...named.map(([name, value]) => `${name}=${String(value)}`)].join(' ');
    })
    .join(' > ');
}

function linksOf(text: string): string[][] {
  if (text.trim() === '') return [];
  return text.split('>').map((link) => link.trim().split(/\s+/));
}

function valueOf(pair: string, effect: EffectDescriptor): [string, number | string] | undefined {
  const [name = '', word = '', ...rest] = pair.split('=');
  const setting = Object.hasOwn(effect.settings, name) ? effect.settings[name] : undefined;
  if (!setting || rest.length > 0) return undefined;
  const value = readValue(setting, word);
  return value === undefined ? undefined : [name, value];
}

function readValue(setting: SettingDescriptor, word: string): number | string | undefined {
  if (setting.kind === 'choice') return setting.options.some(({ id }) => id === word) ? word : undefined;
  if (setting.kind !== 'number' || !/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) return undefined;
  const value = Number(word);
  return value >= setting.min && value <= setting.max ? value : undefined;
}
