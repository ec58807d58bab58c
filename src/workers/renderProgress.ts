import { renderStages, type Progress, type RenderStage } from '../contract/jobs.ts';
import type { StageSpeeds } from './stageSpeeds.ts';
import { workedMs } from './hostClock.ts';

/** Below this a running stage says nothing about its speed yet, seconds. */
const shortestEvidenceSec = 0.2;
/** From this part of a stage on its own speed counts alone; its start is often slower than the rest. */
const fullTrustRatio = 0.25;

/** Turns what stages report into one progress that never goes back. */
export class RenderProgress {
  readonly #speeds: StageSpeeds;
  readonly #report: (progress: Progress) => void;
  #stage: RenderStage = 'decode';
  #stageStartMs = workedMs();
  #firstRatio: number | null = null;
  #durationSec = 0;
  #overallRatio = 0;
  #playableSec = 0;

  constructor(speeds: StageSpeeds, report: (progress: Progress) => void) {
    this.#speeds = speeds;
    this.#report = report;
  }

  /** Length of the recording or take, once known, seconds. */
  set durationSec(durationSec: number) {
    this.#durationSec = durationSec;
  }

  begin(stage: RenderStage): void {
    this.#stage = stage;
    this.#stageStartMs = workedMs();
    this.#firstRatio = null;
    this.update(0);
  }

  /** @param doneRatio of the running stage, 0–1 */
  update(doneRatio: number): void {
    // What was there from an earlier attempt took no time now and says nothing about speed.
    this.#firstRatio ??= doneRatio;
    const stage = this.#stage;
    const before = renderStages.slice(0, renderStages.indexOf(stage));
    const share = before.reduce((sum, done) => sum + this.#speeds.shareOf(done), 0);
    const overall = Math.min(1, share + this.#speeds.shareOf(stage) * doneRatio);
    this.#overallRatio = Math.max(this.#overallRatio, overall);
    if (stage === 'convert') this.#playableSec = Math.max(this.#playableSec, doneRatio * this.#durationSec);
    if (stage === 'finish' || stage === 'encode') this.#playableSec = this.#durationSec;
    this.#report({
      stage,
      doneSec: doneRatio * this.#durationSec,
      totalSec: this.#durationSec,
      overallRatio: this.#overallRatio,
      remainingSec: this.#remainingSec(doneRatio),
      playableSec: this.#playableSec,
    });
  }

  #remainingSec(doneRatio: number): number | null {
    if (this.#durationSec === 0) return null;
    const elapsedSec = (workedMs() - this.#stageStartMs) / 1000;
    const doneNowSec = (doneRatio - (this.#firstRatio ?? 0)) * this.#durationSec;
    const isTold = elapsedSec > shortestEvidenceSec && doneNowSec > 0;
    const pace = isTold ? this.#speeds.paceOf(this.#stage, elapsedSec, doneNowSec) : null;
    const known = this.#speeds.costOf(this.#stage, pace);
    if (known === null) return null;
    const trust = isTold ? Math.min(1, doneNowSec / this.#durationSec / fullTrustRatio) : 0;
    const ownCost = trust === 0 ? known : trust * (elapsedSec / doneNowSec) + (1 - trust) * known;
    const later = renderStages.slice(renderStages.indexOf(this.#stage) + 1);
    const laterCost = later.reduce((sum, stage) => sum + (this.#speeds.costOf(stage, pace) ?? 0), 0);
    return this.#durationSec * (ownCost * (1 - doneRatio) + laterCost);
  }
}
