import type { QueueState } from '../../contract/queue.ts';
import type { ClockPort, LogPort, StoredJob } from '../ports.ts';
import { LaneTrial } from './laneTrial.ts';
import type { Remembered } from './remembered.ts';

/** More than this at a time is not tried; a person may choose more. */
const mostTried = 4;
/** With fewer jobs waiting there is nothing to gain, and nothing to measure with. */
const fewestWaiting = 3;
/** What was measured may have been a busy hour: after so many jobs it is tried again. A trial takes about twenty of them. */
const jobsUntilTriedAgain = 200;
/** Jobs are written down in so many at once: what a restart forgets of them delays the next trial a little. */
const countedTogether = 20;

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

/** Neither chosen nor fixed: the number comes from a trial. */
function isMeasured(reason: LaneChoice['reason']): boolean {
  return reason === 'measured' || reason === 'measuring';
}

export type LaneChoice = { readonly count: number; readonly reason: QueueState['parallelReason'] };

/** How many jobs work at the same time. */
export class Lanes {
  readonly #parts: LanesParts;
  readonly #mostLanes: number;
  #trial: { readonly converterId: string; readonly lanes: LaneTrial } | null = null;
  /** Jobs not yet written down, by converter. */
  readonly #uncounted = new Map<string, number>();

  constructor(parts: LanesParts) {
    this.#parts = parts;
    this.#mostLanes = Math.min(mostTried, parts.coreCount);
  }

  /**
   * What people are told: a decision holds until another one takes its place, though it is being tried again.
   * @param waitingCount jobs whose turn may come
   */
  choose(converterId: string, waitingCount: number): LaneChoice {
    const { chosen, usesNetworks, remembered } = this.#parts;
    const wanted = chosen();
    if (usesNetworks(converterId)) return { count: 1, reason: wanted === 1 ? 'chosen' : 'default' };
    if (wanted !== null) return { count: wanted, reason: 'chosen' };
    const measured = remembered.value.lanes[converterId];
    if (measured !== undefined) return { count: measured, reason: 'measured' };
    const trial = this.#trialNow(converterId, waitingCount);
    return trial ? { count: trial.lanes, reason: 'measuring' } : { count: 1, reason: 'default' };
  }

  /** Whether a job may be begun beside those that work. */
  mayBegin(job: StoredJob, running: readonly StoredJob[], waitingCount: number): boolean {
    if (running.length === 0) return true;
    // What killed the host may do it again: nobody shall be failed with it.
    if ([job, ...running].some(({ crashCount }) => crashCount > 0)) return false;
    const { converterId } = job.recipe;
    const { count, reason } = this.choose(converterId, waitingCount);
    const trial = isMeasured(reason) ? this.#trialNow(converterId, waitingCount) : null;
    if (running.length >= (trial?.lanes ?? count)) return false;
    return reason === 'chosen' || running.every(({ recipe }) => recipe.converterId === converterId);
  }

  /** @param others that go on working beside it */
  finished({ recipe, durationSec }: StoredJob, others: readonly StoredJob[], waitingCount: number): void {
    const { remembered, clock, log } = this.#parts;
    const { converterId } = recipe;
    const isAlike = others.every((other) => other.recipe.converterId === converterId);
    const { reason } = this.choose(converterId, waitingCount);
    if (reason === 'measured') this.#count(converterId);
    const trial = isMeasured(reason) && isAlike ? this.#trialNow(converterId, waitingCount) : null;
    if (!trial) {
      this.disturbed();
      return;
    }
    const found = trial.finished(durationSec, others.length, clock.monotonicMs());
    if (found === null) return;
    this.#trial = null;
    this.#uncounted.delete(converterId);
    log.info('queue.lanesMeasured', { converterId, lanes: found });
    const { lanes, jobsSinceMeasured } = remembered.value;
    remembered.change({
      lanes: { ...lanes, [converterId]: found },
      jobsSinceMeasured: { ...jobsSinceMeasured, [converterId]: 0 },
    });
  }

  /** A job was cancelled, interrupted or failed. */
  disturbed(): void {
    this.#trial?.lanes.disturbed();
  }

  /** A job was done by what was measured once. */
  #count(converterId: string): void {
    const { remembered } = this.#parts;
    const uncounted = (this.#uncounted.get(converterId) ?? 0) + 1;
    this.#uncounted.set(converterId, uncounted % countedTogether);
    if (uncounted < countedTogether) return;
    const { jobsSinceMeasured } = remembered.value;
    const before = jobsSinceMeasured[converterId] ?? 0;
    remembered.change({ jobsSinceMeasured: { ...jobsSinceMeasured, [converterId]: before + uncounted } });
  }

  /** The trial that decides how many work now; null where there is nothing to find out, or nothing to find it out with. */
  #trialNow(converterId: string, waitingCount: number): LaneTrial | null {
    const { lanes, jobsSinceMeasured } = this.#parts.remembered.value;
    const isKnown = lanes[converterId] !== undefined && (jobsSinceMeasured[converterId] ?? 0) < jobsUntilTriedAgain;
    if (isKnown || this.#mostLanes < 2 || waitingCount < fewestWaiting) return null;
    return this.#trialOf(converterId);
  }

  #trialOf(converterId: string): LaneTrial {
    if (this.#trial?.converterId !== converterId) {
      this.#trial = { converterId, lanes: new LaneTrial(this.#mostLanes) };
    }
    return this.#trial.lanes;
  }
}
