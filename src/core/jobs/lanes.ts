import type { QueueState } from '../../contract/queue.ts';
import type { ClockPort, LogPort, StoredJob } from '../ports.ts';
import { LaneTrial } from './laneTrial.ts';
import type { Remembered } from './remembered.ts';

/** More than this at a time is not tried; a person may choose more. */
const mostTried = 4;
/** With fewer jobs waiting there is nothing to gain, and nothing to measure with. */
const fewestWaiting = 3;

export type LanesParts = {
  readonly coreCount: number;
  /** As the person chose; null: as measured. */
  readonly chosen: () => number | null;
  /** Voices of networks use every core by themselves, and two of them would take each other's memory. */
  readonly usesNetworks: (converterId: string) => boolean;
  readonly remembered: Remembered;
  readonly clock: ClockPort;
  readonly log: LogPort;
};

export type LaneChoice = { readonly count: number; readonly reason: QueueState['parallelReason'] };

/** How many jobs work at the same time. */
export class Lanes {
  readonly #parts: LanesParts;
  readonly #mostLanes: number;
  #trial: { readonly converterId: string; readonly lanes: LaneTrial } | null = null;

  constructor(parts: LanesParts) {
    this.#parts = parts;
    this.#mostLanes = Math.min(mostTried, parts.coreCount);
  }

  /** @param waitingCount jobs whose turn may come */
  choose(converterId: string, waitingCount: number): LaneChoice {
    const { chosen, usesNetworks, remembered } = this.#parts;
    const wanted = chosen();
    if (usesNetworks(converterId)) return { count: 1, reason: wanted === 1 ? 'chosen' : 'default' };
    if (wanted !== null) return { count: wanted, reason: 'chosen' };
    const measured = remembered.value.lanes[converterId];
    if (measured !== undefined) return { count: measured, reason: 'measured' };
    if (this.#mostLanes < 2 || waitingCount < fewestWaiting) return { count: 1, reason: 'default' };
    return { count: this.#trialOf(converterId).lanes, reason: 'measuring' };
  }

  /** Whether a job may be begun beside those that work. */
  mayBegin(job: StoredJob, running: readonly StoredJob[], waitingCount: number): boolean {
    if (running.length === 0) return true;
    // What killed the host may do it again: nobody shall be failed with it.
    if ([job, ...running].some(({ crashCount }) => crashCount > 0)) return false;
    const { converterId } = job.recipe;
    const { count, reason } = this.choose(converterId, waitingCount);
    if (running.length >= count) return false;
    return reason === 'chosen' || running.every(({ recipe }) => recipe.converterId === converterId);
  }

  /** @param others that go on working beside it */
  finished({ recipe, durationSec }: StoredJob, others: readonly StoredJob[], waitingCount: number): void {
    const { remembered, clock, log } = this.#parts;
    const { converterId } = recipe;
    const isAlike = others.every((other) => other.recipe.converterId === converterId);
    if (!isAlike || this.choose(converterId, waitingCount).reason !== 'measuring') {
      this.disturbed();
      return;
    }
    const found = this.#trialOf(converterId).finished(durationSec, others.length, clock.monotonicMs());
    if (found === null) return;
    this.#trial = null;
    log.info('queue.lanesMeasured', { converterId, lanes: found });
    remembered.change({ lanes: { ...remembered.value.lanes, [converterId]: found } });
  }

  /** A job was cancelled, interrupted or failed. */
  disturbed(): void {
    this.#trial?.lanes.disturbed();
  }

  #trialOf(converterId: string): LaneTrial {
    if (this.#trial?.converterId !== converterId) {
      this.#trial = { converterId, lanes: new LaneTrial(this.#mostLanes) };
    }
    return this.#trial.lanes;
  }
}
