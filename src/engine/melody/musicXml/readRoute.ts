import { childOf, childrenOf, type XmlElement } from './elements.ts';
import { mostTimes } from './playOrder.ts';
import type { Route } from './types.ts';

/** Where a measure leads, and whether the numbered ending it is in ends with it. */
export type FoundRoute = { readonly route: Route; readonly passesAfter: readonly number[] | null };

/** @param passes of the numbered ending that began before and goes on; null: none */
export function readRoute(measure: XmlElement, passes: readonly number[] | null): FoundRoute {
  const barlines = childrenOf(measure, 'barline');
  const repeats = barlines.flatMap((barline) => childrenOf(barline, 'repeat'));
  const endings = barlines.flatMap((barline) => childrenOf(barline, 'ending'));
  const begun = endings.find(({ attributes }) => attributes['type'] === 'start');
  const here = begun === undefined ? passes : passesOf(begun);
  const hasEnded = endings.some(({ attributes }) => attributes['type'] !== 'start');
  const backward = repeats.find(({ attributes }) => attributes['direction'] === 'backward');
  const sounds = soundsOf(measure);
  const says = (word: string): boolean =>
    sounds.some(({ attributes }) => word in attributes && attributes[word] !== 'no');
  return {
    passesAfter: hasEnded ? null : here,
    route: {
      repeatsFromHere: repeats.some(({ attributes }) => attributes['direction'] === 'forward'),
      playTimes: backward === undefined ? 0 : timesOf(backward),
      passes: here,
      segno: says('segno'),
      coda: says('coda'),
      toCoda: says('tocoda'),
      fine: says('fine'),
      daCapo: says('dacapo'),
      dalSegno: says('dalsegno'),
    },
  };
}

function soundsOf(measure: XmlElement): XmlElement[] {
  const inDirections = childrenOf(measure, 'direction').flatMap((direction) => childOf(direction, 'sound') ?? []);
  return [...childrenOf(measure, 'sound'), ...inDirections];
}

function timesOf({ attributes }: XmlElement): number {
  const times = Math.floor(Number(attributes['times'] ?? 2));
  return times >= 1 ? times : 2;
}

/** `1, 2`, each once; an ending without numbers is played always. Those that nothing is played as often as are one too many. */
function passesOf({ attributes }: XmlElement): number[] | null {
  const numbers = (attributes['number'] ?? '').split(/[\s,]+/).map(Number);
  const passes = numbers.filter((pass) => Number.isInteger(pass) && pass > 0);
  return passes.length > 0 ? [...new Set(passes.map((pass) => Math.min(pass, mostTimes + 1)))] : null;
}
