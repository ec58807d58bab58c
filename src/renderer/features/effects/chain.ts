import type { Language } from '../../../contract/language.ts';
import { defaultsOf } from '../../../contract/settings/defaults.ts';
import { effectChainProblem, parseEffectChain } from '../../../contract/settings/effectChain.ts';
import type { EffectDescriptor } from '../../../contract/settings/descriptors.ts';
import { longestEffectChain, type EffectStep } from '../../../contract/settings/effects.ts';

export type Effects = readonly EffectDescriptor[];
export type Chain = readonly EffectStep[];

/** The links of a chain as they are heard: those on the voice first. Empty for text that makes no sense. */
export function chainOf(text: string, effects: Effects): Chain {
  return effectChainProblem(text, effects) === null ? asHeard(parseEffectChain(text, effects), effects) : [];
}

export function descriptorOf({ id }: EffectStep, effects: Effects): EffectDescriptor | undefined {
  return effects.find((one) => one.id === id);
}

function isOnVoice(step: EffectStep, effects: Effects): boolean {
  return descriptorOf(step, effects)?.family === 'voice';
}

function asHeard(chain: Chain, effects: Effects): Chain {
  return [...chain.filter((step) => isOnVoice(step, effects)), ...chain.filter((step) => !isOnVoice(step, effects))];
}

export function isFull(chain: Chain): boolean {
  return chain.length >= longestEffectChain;
}

/** With an effect more, as it is usually set, behind those of its family. */
export function withEffect(chain: Chain, effect: EffectDescriptor, effects: Effects): Chain {
  return isFull(chain) ? chain : asHeard([...chain, { id: effect.id, settings: defaultsOf(effect.settings) }], effects);
}

export function withoutEffect(chain: Chain, index: number): Chain {
  return chain.filter((_, at) => at !== index);
}

/** Whether the effect can change places with the one before or behind: those on the voice stay before those on the sound. */
export function canMove(chain: Chain, index: number, by: -1 | 1, effects: Effects): boolean {
  const step = chain[index];
  const other = chain[index + by];
  return step !== undefined && other !== undefined && isOnVoice(step, effects) === isOnVoice(other, effects);
}

export function withMoved(chain: Chain, index: number, by: -1 | 1, effects: Effects): Chain {
  const step = chain[index];
  const other = chain[index + by];
  if (step === undefined || other === undefined || !canMove(chain, index, by, effects)) return chain;
  return chain.map((one, at) => (at === index ? other : at === index + by ? step : one));
}

export function withSetting(chain: Chain, index: number, name: string, value: number | string): Chain {
  return chain.map((step, at) => (at === index ? { ...step, settings: { ...step.settings, [name]: value } } : step));
}

/** The names of a chain's effects in their order; empty for none. */
export function chainWords(chain: Chain, effects: Effects, language: Language): string {
  return chain.map((step) => descriptorOf(step, effects)?.label[language] ?? step.id).join(', ');
}

/** A name for each link that goes with it wherever it is moved: its effect and which of that kind it is. */
export function linkKeys(chain: Chain): string[] {
  return chain.map(({ id }, index) => `${id} ${String(chain.slice(0, index).filter((one) => one.id === id).length)}`);
}
