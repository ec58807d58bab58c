import type { Verdict } from './types.ts';

/** Collects what one case reached against what it must reach. A case without a single check has not passed. */
export class Checks {
  readonly #figures: string[] = [];
  #checkCount = 0;
  #hasFailed = false;

  atMost(what: string, value: number, limit: number): void {
    this.#check(value <= limit, `${what} ${value.toExponential(1)}`, `at most ${limit.toExponential(0)}`);
  }

  atLeastDb(what: string, valueDb: number, limitDb: number): void {
    this.#check(valueDb >= limitDb, `${what} ${decibels(valueDb)}`, `at least ${String(limitDb)} dB`);
  }

  equal(what: string, value: number | string, wanted: number | string): void {
    this.#check(value === wanted, `${what} ${String(value)}`, `must be ${String(wanted)}`);
  }

  verdict(): Verdict {
    if (this.#checkCount === 0) return { passed: false, figures: 'nothing to check' };
    return { passed: !this.#hasFailed, figures: this.#figures.join(', ') };
  }

  #check(holds: boolean, reached: string, wanted: string): void {
    this.#checkCount++;
    if (!holds) this.#hasFailed = true;
    this.#figures.push(holds ? reached : `${reached} (${wanted})`);
  }
}

function decibels(valueDb: number): string {
  return valueDb === Infinity ? 'exact' : `${valueDb.toFixed(1)} dB`;
}
