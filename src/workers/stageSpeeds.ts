import { renderStages, type RenderStage } from '../contract/jobs.ts';

/**
 * Seconds of work per second of audio, measured on one core of a 2020s laptop at 16 to 48 kHz. Only their proportions matter:
 * they stand in for stages that were not measured here yet.
 */
type Costs = Readonly<Record<RenderStage, number>>;
const builtIn: Costs = { decode: 0.01, analyse: 0.06, perform: 0.001, convert: 0.15, finish: 0.03, encode: 0.02 };
/** Listening to content and singing with networks takes nearly all of it. */
const withNetworks: Costs = { ...builtIn, analyse: 0.25, convert: 0.9 };

/** Weight of the newest measurement. */
const smoothing = 0.5;

/** How fast the stages of a render are on this machine, learnt from the renders of this process. */
export class StageSpeeds {
  readonly #typical: Costs;
  readonly #measured = new Map<RenderStage, number>();

  /** @param kind of voice: its stages' proportions stand in until there is something to learn from */
  constructor(kind: 'built-in' | 'imported' = 'built-in') {
    this.#typical = kind === 'built-in' ? builtIn : withNetworks;
  }

  observe(stage: RenderStage, workSec: number, audioSec: number): void {
    if (audioSec <= 0) return;
    const cost = workSec / audioSec;
    const before = this.#measured.get(stage);
    this.#measured.set(stage, before === undefined ? cost : before + smoothing * (cost - before));
  }

  /** What earlier processes measured on this machine; what was measured in this one counts more. */
  recall(costs: Partial<Costs>): void {
    for (const stage of renderStages) {
      const cost = costs[stage];
      if (cost !== undefined && cost > 0 && !this.#measured.has(stage)) this.#measured.set(stage, cost);
    }
  }

  /** Share of a whole render that a stage takes, 0–1. */
  shareOf(stage: RenderStage): number {
    const total = Object.values(this.#typical).reduce((sum, cost) => sum + cost, 0);
    return this.#typical[stage] / total;
  }

  /**
   * Seconds of work per second of audio; null until anything was measured. Other stages' measurements scale what is typical
   * of a stage that was not measured itself.
   * @param pace how much slower than typical the running stage is, where that is known
   */
  costOf(stage: RenderStage, pace: number | null = null): number | null {
    const measured = this.#measured.get(stage);
    if (measured !== undefined) return measured;
    const paces = [...this.#measured].map(([known, cost]) => cost / this.#typical[known]);
    if (pace !== null) paces.push(pace);
    if (paces.length === 0) return null;
    return (this.#typical[stage] * paces.reduce((sum, value) => sum + value, 0)) / paces.length;
  }

  /** Work done so far against what is typical for that much of a stage. */
  paceOf(stage: RenderStage, workSec: number, audioSec: number): number {
    return workSec / (this.#typical[stage] * audioSec);
  }
}
