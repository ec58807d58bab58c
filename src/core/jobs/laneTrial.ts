/** Counted completions of a window, for each lane, but at least so many. */
const completionsPerLane = 2;
const fewestCompletions = 3;
/** Each number of lanes is tried in so many windows, in turn, so that what else the computer does falls on both. */
const turns = 2;
/** A lane more is kept where it gains at least this. */
const clearGain = 1.1;

type Sum = { audioSec: number; wallMs: number };
type Window = { startMs: number | null; audioSec: number; count: number };

const freshWindow = (): Window => ({ startMs: null, audioSec: 0, count: 0 });

/**
 * Finds out whether more jobs at a time get more done: audio seconds of finished jobs per second of the clock, with so many
 * lanes and with one more, in turn, on the jobs that wait anyway. As long as one more gains clearly, the next is tried.
 */
export class LaneTrial {
  readonly #mostLanes: number;
  #fewer = 1;
  #turn = 0;
  #sums: readonly [Sum, Sum] = [
    { audioSec: 0, wallMs: 0 },
    { audioSec: 0, wallMs: 0 },
  ];
  #window = freshWindow();

  /** @param mostLanes at least 2 */
  constructor(mostLanes: number) {
    this.#mostLanes = mostLanes;
  }

  /** Jobs that shall work at the same time now. */
  get lanes(): number {
    return this.#fewer + (this.#turn % 2);
  }

  /** Something came between that says nothing about lanes: the present window begins anew. */
  disturbed(): void {
    this.#window = freshWindow();
  }

  /**
   * @param otherCount jobs that go on working beside it
   * @param nowMs of a clock that nobody sets
   * @returns the number of lanes that was found best, once that is known
   */
  finished(audioSec: number, otherCount: number, nowMs: number): number | null {
    const window = this.#window;
    // A window begins and ends while all its lanes are busy: after fewer lanes they fill, after more they empty.
    if (otherCount !== this.lanes - 1) {
      this.disturbed();
      return null;
    }
    if (window.startMs === null) {
      window.startMs = nowMs;
      return null;
    }
    window.audioSec += audioSec;
    window.count++;
    if (window.count < Math.max(fewestCompletions, completionsPerLane * this.lanes)) return null;
    const sum = this.#sums[this.#turn % 2 === 0 ? 0 : 1];
    sum.audioSec += window.audioSec;
    sum.wallMs += nowMs - window.startMs;
    this.disturbed();
    this.#turn++;
    return this.#turn < 2 * turns ? null : this.#judge();
  }

  #judge(): number | null {
    const [before, after] = this.#sums.map(({ audioSec, wallMs }) => audioSec / Math.max(1, wallMs));
    if ((after ?? 0) < clearGain * (before ?? 0)) return this.#fewer;
    this.#fewer++;
    if (this.#fewer === this.#mostLanes) return this.#fewer;
    this.#turn = 0;
    this.#sums = [
      { audioSec: 0, wallMs: 0 },
      { audioSec: 0, wallMs: 0 },
    ];
    return null;
  }
}
