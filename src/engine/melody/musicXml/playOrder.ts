import { fileLimits } from '../limits.ts';
import { damagedMelody } from '../refusals.ts';
import type { Route } from './types.ts';

/** More often than this nothing is repeated but by mistake. */
export const mostTimes = 32;

/**
 * The order in which measures are played: repeats, numbered endings, da capo and dal segno with fine and coda written out.
 * After a jump back to the beginning or the sign, repeats are not made again and last endings are taken, as is usual.
 *
 * @returns indexes of measures
 * @throws AppError MELODY_DAMAGED for signs that lead nowhere or without end
 */
export function playOrder(file: string, routes: readonly Route[]): number[] {
  const walk = new Walk(file, routes);
  const order: number[] = [];
  let index = 0;
  while (index < routes.length) {
    if (walk.enter(index)) {
      order.push(index);
      if (order.length > fileLimits.measures) throw damagedMelody(file, 'repeats', String(index + 1));
      index = walk.leave(index);
    } else {
      index++;
    }
  }
  return order;
}

class Walk {
  readonly #file: string;
  readonly #routes: readonly Route[];
  /** The highest pass of the endings that follow one another from a measure on. */
  readonly #lastPasses: readonly number[];
  #startIndex = 0;
  #pass = 1;
  #isInEnding = false;
  #hasJumped = false;

  constructor(file: string, routes: readonly Route[]) {
    this.#file = file;
    this.#routes = routes;
    this.#lastPasses = lastPassesOf(routes);
  }

  /** @returns false for a measure that is not played this time */
  enter(index: number): boolean {
    const { repeatsFromHere, passes } = this.#routes[index];
    const startsAnew = repeatsFromHere && index !== this.#startIndex;
    if (startsAnew || (this.#isInEnding && passes === null)) {
      this.#startIndex = index;
      this.#pass = 1;
    }
    this.#isInEnding = passes !== null;
    if (passes === null) return true;
    return passes.includes(this.#hasJumped ? this.#lastPass(index) : this.#pass);
  }

  /** @returns the measure to go on with */
  leave(index: number): number {
    const route = this.#routes[index];
    if (this.#hasJumped) return this.#leaveAfterJump(index, route);
    if (this.#pass < this.#timesOf(index, route)) {
      this.#pass++;
      this.#isInEnding = false;
      return this.#startIndex;
    }
    if (route.playTimes > 0 && route.passes === null) this.#startAt(index + 1);
    if (!route.daCapo && !route.dalSegno) return index + 1;
    this.#hasJumped = true;
    this.#startAt(0);
    return route.daCapo ? 0 : this.#find('segno', index);
  }

  #leaveAfterJump(index: number, route: Route): number {
    if (route.fine) return this.#routes.length;
    return route.toCoda ? this.#find('coda', index) : index + 1;
  }

  #startAt(index: number): void {
    this.#startIndex = index;
    this.#pass = 1;
    this.#isInEnding = false;
  }

  /** How often what ends with this measure is played; where endings follow, as often as there are passes in them. */
  #timesOf(index: number, { playTimes, passes }: Route): number {
    if (playTimes > mostTimes) throw damagedMelody(this.#file, 'repeats', String(index + 1));
    return playTimes === 0 || passes === null ? playTimes : Math.max(playTimes, this.#lastPass(index));
  }

  /** The highest pass of the endings that this measure is among. */
  #lastPass(index: number): number {
    const last = this.#lastPasses[index];
    if (last > mostTimes) throw damagedMelody(this.#file, 'repeats', String(index + 1));
    return last;
  }

  #find(sign: 'segno' | 'coda', from: number): number {
    const index = this.#routes.findIndex((route) => route[sign]);
    if (index < 0) throw damagedMelody(this.#file, 'repeats', `${sign} ${String(from + 1)}`);
    return index;
  }
}

/** From the last measure to the first, so that a score of many endings takes no longer than another. */
function lastPassesOf(routes: readonly Route[]): number[] {
  const lasts = new Array<number>(routes.length).fill(1);
  for (let index = routes.length - 1; index >= 0; index--) {
    const { passes } = routes[index];
    if (passes === null) continue;
    lasts[index] = passes.reduce((last, pass) => Math.max(last, pass), lasts[index + 1] ?? 1);
  }
  return lasts;
}
