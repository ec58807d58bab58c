import type { RecordingId } from '../../contract/ids.ts';
import type { RenderStage } from '../../contract/jobs.ts';
import type { QueueState } from '../../contract/queue.ts';
import type { StoredJob } from '../ports.ts';
import type { FinishedWork, JobFiguresPort, WaitingWork } from './ports.ts';

/** Latest finished jobs that are looked at, and of them at most so many of a converter on a device. */
const lookedAt = 400;
const samplesPerPair = 20;

/** Seconds of work per second of audio; a stage that never ran is not there. */
export type StageCosts = Partial<Record<RenderStage, number>>;

type Learned = {
  readonly converterId: string;
  readonly device: string;
  readonly costs: StageCosts;
  readonly sampleCount: number;
};

/**
 * How long jobs take on this computer, learned from the latest that finished: the median of each stage, for each converter
 * and device. Stages that found their result in the cache say nothing and are left out.
 */
export class Estimates {
  readonly #figures: JobFiguresPort;
  readonly #since: () => string;
  #learned: readonly Learned[] | null = null;
  readonly #analysed = new Set<RecordingId>();

  /** @param since ISO time; earlier jobs were done on another computer */
  constructor(figures: JobFiguresPort, since: () => string) {
    this.#figures = figures;
    this.#since = since;
  }

  /** A job finished: there is something new to learn. */
  forget(): void {
    this.#learned = null;
  }

  /** An analysis ended, or its result went away. */
  forgetRecordings(): void {
    this.#analysed.clear();
  }

  /** Null before a job of this converter was finished here. */
  costsOf(converterId: string): StageCosts | null {
    return this.#all().find((learned) => learned.converterId === converterId)?.costs ?? null;
  }

  /** Seconds of work that a job needs in all; null before anything was learned. */
  of({ recipe, durationSec, recordingId, exportTo }: StoredJob): number | null {
    const costs = this.costsOf(recipe.converterId);
    if (!costs) return null;
    const unwanted = exportTo ? 0 : (costs.encode ?? 0);
    const analysis = this.#isAnalysed(recordingId) ? 0 : (costs.analyse ?? 0);
    return durationSec * (singingCost(costs) - unwanted + analysis);
  }

  /** The same for many jobs together; 0 for none. */
  ofWaiting(work: readonly WaitingWork[]): number | null {
    let total = 0;
    for (const { converterId, audioSec, unanalysedSec } of work) {
      const costs = this.costsOf(converterId);
      if (!costs) return null;
      total += audioSec * singingCost(costs) + unanalysedSec * (costs.analyse ?? 0);
    }
    return total;
  }

  get speeds(): QueueState['speeds'] {
    return this.#all().flatMap(({ converterId, device, costs, sampleCount }) => {
      const cost = singingCost(costs) + (costs.analyse ?? 0);
      return cost > 0 ? [{ converterId, device, realTimeFactor: 1 / cost, sampleCount }] : [];
    });
  }

  /** Asked for every job of every list, so what is known to be there is remembered. */
  #isAnalysed(recordingId: RecordingId): boolean {
    if (this.#analysed.has(recordingId)) return true;
    const isAnalysed = this.#figures.isAnalysed(recordingId);
    if (isAnalysed) this.#analysed.add(recordingId);
    return isAnalysed;
  }

  /** Latest used first. */
  #all(): readonly Learned[] {
    return (this.#learned ??= learnedFrom(this.#figures.finished(this.#since(), lookedAt)));
  }
}

/** All stages but the analysis, which is done once for a recording. */
function singingCost({ analyse: _, ...costs }: StageCosts): number {
  return Object.values(costs).reduce((sum, cost) => sum + cost, 0);
}

function learnedFrom(finished: readonly FinishedWork[]): Learned[] {
  const pairs = groupedBy(finished, ({ converterId, device }) => `${converterId} ${device}`);
  return [...pairs.values()].flatMap((all) => {
    const latest = all.slice(0, samplesPerPair);
    const costs = costsFrom(latest);
    const [first] = latest;
    // A take that was there already says nothing of what singing costs.
    if (!first || costs.convert === undefined) return [];
    return [{ converterId: first.converterId, device: first.device, costs, sampleCount: latest.length }];
  });
}

function costsFrom(finished: readonly FinishedWork[]): StageCosts {
  const measures = finished
    .flatMap(({ stages }) => stages)
    .flatMap(({ stage, realTimeFactor }) => (realTimeFactor ? [{ stage, cost: 1 / realTimeFactor }] : []));
  const stages = groupedBy(measures, ({ stage }) => stage);
  return Object.fromEntries([...stages].map(([stage, costs]) => [stage, median(costs.map(({ cost }) => cost))]));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** In the order in which each key came first. */
function groupedBy<T, K>(values: readonly T[], keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
