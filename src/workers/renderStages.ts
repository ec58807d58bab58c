import { toEnvelope } from '../contract/errors.ts';
import type { HostConfig } from '../contract/inference.ts';
import { renderStages, type Progress, type Recipe, type RenderStage, type StageMeasure } from '../contract/jobs.ts';
import { openJobLog, type JobLog } from './jobLog.ts';
import type { TaskOptions } from './pools.ts';
import { RenderProgress } from './renderProgress.ts';
import type { StageSpeeds } from './stageSpeeds.ts';
import type { StageWork } from './taskTypes.ts';

export type RenderOptions = { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void };

const nothingDone: StageWork = { workSec: null, audioSec: 0 };

/** Runs the stages of one render one after the other; times, logs and reports each. */
export class RenderStages {
  readonly #log: JobLog;
  readonly #progress: RenderProgress;
  readonly #speeds: StageSpeeds;
  readonly #signal: AbortSignal;
  readonly #work = new Map<RenderStage, StageWork>();
  #current: RenderStage = 'decode';

  constructor(
    job: {
      readonly jobId: string;
      readonly recipe: Recipe;
      readonly config: HostConfig;
      readonly deviceOf: () => string;
    },
    speeds: StageSpeeds,
    { signal, onProgress }: RenderOptions,
  ) {
    this.#log = openJobLog(job.config.logsFolder, job);
    this.#speeds = speeds;
    this.#progress = new RenderProgress(speeds, onProgress);
    this.#signal = signal;
  }

  /** Length of what is rendered, seconds, as soon as it is known. */
  set durationSec(durationSec: number) {
    this.#progress.durationSec = durationSec;
  }

  async run<T extends StageWork>(stage: RenderStage, work: (options: TaskOptions) => Promise<T>): Promise<T> {
    this.#current = stage;
    this.#progress.begin(stage);
    const onProgress = (doneRatio: number): void => {
      this.#progress.update(doneRatio);
    };
    const done = await work({ lane: 'render', signal: this.#signal, onProgress });
    this.#progress.update(1);
    if (done.workSec !== null) this.#speeds.observe(stage, done.workSec, done.audioSec);
    this.#work.set(stage, done);
    await this.#log.write({ event: 'stage', ...this.#measureOf(stage) });
    return done;
  }

  /** Books work that was done within one stage under the stage it belongs to. */
  move(workSec: number, from: RenderStage, to: RenderStage): void {
    const source = this.#work.get(from) ?? nothingDone;
    const target = this.#work.get(to) ?? nothingDone;
    if (workSec === 0 || source.workSec === null) return;
    this.#work.set(from, { ...source, workSec: source.workSec - workSec });
    this.#work.set(to, { workSec: (target.workSec ?? 0) + workSec, audioSec: source.audioSec });
  }

  async complete(outputPath: string | null): Promise<readonly StageMeasure[]> {
    const stages = renderStages.map((stage) => this.#measureOf(stage));
    await this.#log.write({ event: 'completed', outputPath, stages });
    return stages;
  }

  async fail(error: unknown): Promise<void> {
    await this.#log.write({ event: 'failed', stage: this.#current, error: toEnvelope(error) });
  }

  #measureOf(stage: RenderStage): StageMeasure {
    const { workSec, audioSec } = this.#work.get(stage) ?? nothingDone;
    if (workSec === null) return { stage, seconds: 0, realTimeFactor: null };
    return { stage, seconds: workSec, realTimeFactor: workSec > 0 ? audioSec / workSec : null };
  }
}
