import type { BaseModel } from '../../contract/baseModels.ts';
import { AppError, toEnvelope, type ErrorEnvelope } from '../../contract/errors.ts';
import type { Events } from '../events.ts';
import type { CorePorts } from '../ports.ts';
import type { BaseModelEntry, KeptBaseModel } from './ports.ts';
import { createTimeLeft } from './timeLeft.ts';

/** The builders of the engine, by the id of their base model. */
export type BaseModelBuilders = readonly { readonly id: string; readonly version: string }[];

type Current = BaseModel['current'];
/** Work on one model, from its download to its proof. */
export type ModelRun = {
  current: Current;
  sizeBytes: number;
  readonly stop: AbortController;
  ended: Promise<void>;
  /** Those who want its end: imports until they are stopped, everybody else for good. */
  wishCount: number;
  /** The file as published came with an import, and goes when that is stopped. */
  readonly isBrought: boolean;
  /** Stopped because nobody wants it any more, not because the program ends. */
  isUnwanted: boolean;
};

export type ModelRunsParts = {
  readonly ports: Pick<CorePorts, 'baseModels' | 'inference' | 'clock' | 'log'>;
  readonly events: Pick<Events, 'emit'>;
  readonly builders: BaseModelBuilders;
};

const shortestPauseMs = 100;
const bytesPerMb = 1e6;

/** What is being done to base models: one piece of work per model at a time, told with every change. */
export class ModelRuns {
  readonly #parts: ModelRunsParts;
  readonly #runs = new Map<string, ModelRun>();
  readonly #failures = new Map<string, ErrorEnvelope>();
  #isStopped = false;

  constructor(parts: ModelRunsParts) {
    this.#parts = parts;
  }

  builderVersionOf(id: string): string | undefined {
    return this.#parts.builders.find((builder) => builder.id === id)?.version;
  }

  isReady({ id }: BaseModelEntry, { builderVersion }: KeptBaseModel): boolean {
    return builderVersion !== null && builderVersion === this.builderVersionOf(id);
  }

  find(modelId: string): ModelRun | undefined {
    return this.#runs.get(modelId);
  }

  async view(entry: BaseModelEntry): Promise<BaseModel> {
    const kept = await this.#parts.ports.baseModels.look(entry);
    const run = this.#runs.get(entry.id);
    const { id, title, purpose, licence } = entry;
    const { sizeBytes, host } = published(entry);
    const current = run?.current ?? this.#atRest(entry, kept);
    const size = run?.sizeBytes ?? sizeBytes;
    return { id, title, purpose, licence, host, sizeBytes: size, keptBytes: kept.keptBytes, current };
  }

  async tell(entry: BaseModelEntry): Promise<BaseModel> {
    const changed = await this.view(entry);
    this.#parts.events.emit({ name: 'baseModel.changed', payload: changed });
    return changed;
  }

  /**
   * Fetches what is missing and rebuilds the networks, or joins the work that does.
   * @param isBrought the file as published was put there for this
   */
  obtain(entry: BaseModelEntry, { sourcePath, keptBytes }: KeptBaseModel, isBrought = false): ModelRun {
    const running = this.#runs.get(entry.id);
    if (running) {
      running.wishCount++;
      return running;
    }
    this.#failures.delete(entry.id);
    const run: ModelRun = {
      current:
        sourcePath === null
          ? { state: 'downloading', doneBytes: keptBytes, remainingSec: null }
          : { state: 'preparing' },
      sizeBytes: published(entry).sizeBytes,
      stop: new AbortController(),
      ended: Promise.resolve(),
      wishCount: 1,
      isUnwanted: false,
      isBrought,
    };
    this.#runs.set(entry.id, run);
    run.ended = this.#carryOut(entry, run, sourcePath);
    // Whoever wants to know waits for it; everybody else hears of it by event.
    run.ended.catch(() => undefined);
    return run;
  }

  /** Stops what is done to a model and waits for its end. */
  async settle({ id }: BaseModelEntry): Promise<void> {
    const run = this.#runs.get(id);
    if (run) await this.#end(run);
  }

  /** One of those who want the end of a run does not any more; the last one stops it and waits for that. */
  async leave(run: ModelRun): Promise<void> {
    run.wishCount--;
    if (run.wishCount === 0) await this.#end(run);
  }

  async #end(run: ModelRun): Promise<void> {
    run.isUnwanted = true;
    run.stop.abort();
    await run.ended.catch(() => undefined);
  }

  forgetFailure({ id }: BaseModelEntry): void {
    this.#failures.delete(id);
  }

  /** Stops everything; nothing is told any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const runs = [...this.#runs.values()];
    for (const { stop } of runs) stop.abort();
    await Promise.allSettled(runs.map(({ ended }) => ended));
  }

  #atRest(entry: BaseModelEntry, kept: KeptBaseModel): Current {
    if (this.isReady(entry, kept)) return { state: 'ready' };
    const error = this.#failures.get(entry.id);
    return error ? { state: 'failed', error } : { state: 'missing' };
  }

  async #carryOut(entry: BaseModelEntry, run: ModelRun, keptSource: string | null): Promise<void> {
    const { baseModels, log } = this.#parts.ports;
    try {
      if (keptSource === null) await this.#fetch(entry, run);
      const sourcePath = keptSource ?? (await baseModels.look(entry)).sourcePath;
      if (sourcePath === null) throw missingModel(entry);
      await this.#prepare(entry, run, sourcePath);
      log.info('baseModel.ready', { modelId: entry.id });
    } catch (error) {
      this.#keepFailure(entry, run, error);
      throw error;
    } finally {
      this.#runs.delete(entry.id);
      if (!this.#isStopped) await this.tell(entry);
    }
  }

  async #fetch(entry: BaseModelEntry, run: ModelRun): Promise<void> {
    const { baseModels, clock } = this.#parts.ports;
    const timeLeft = createTimeLeft();
    const fixed = await this.view(entry);
    let lastMs = -Infinity;
    const onProgress = (doneBytes: number, sizeBytes: number): void => {
      const nowMs = clock.monotonicMs();
      // A clock that was set back must not silence the download.
      if (nowMs - lastMs < shortestPauseMs && doneBytes < sizeBytes) return;
      lastMs = nowMs;
      run.sizeBytes = sizeBytes;
      run.current = { state: 'downloading', doneBytes, remainingSec: timeLeft(doneBytes, sizeBytes, nowMs) };
      // No look at the disk for each of these.
      const payload = { ...fixed, sizeBytes, keptBytes: doneBytes, current: run.current };
      this.#parts.events.emit({ name: 'baseModel.changed', payload });
    };
    await baseModels.download(entry, { signal: run.stop.signal, onProgress });
  }

  async #prepare(entry: BaseModelEntry, run: ModelRun, sourcePath: string): Promise<void> {
    const { baseModels, inference } = this.#parts.ports;
    run.current = { state: 'preparing' };
    await this.tell(entry);
    const input = { modelId: entry.id, file: sourcePath, folder: baseModels.folderOf(entry) };
    try {
      await inference.request('prepareBaseModel', input, { signal: run.stop.signal });
    } catch (error) {
      // The kept file went bad on the disk: only a fresh one helps.
      if (error instanceof AppError && isOfFile(error)) await baseModels.remove(entry);
      // Left where it is, it would be prepared again by itself at the next start.
      else if (run.isUnwanted) await (run.isBrought ? baseModels.dropSource(entry) : baseModels.setAside(entry));
      throw error;
    }
  }

  #keepFailure({ id }: BaseModelEntry, { stop }: ModelRun, error: unknown): void {
    const errorId = crypto.randomUUID().slice(0, 8);
    const envelope = toEnvelope(error, errorId);
    if (stop.signal.aborted || envelope.code === 'CANCELLED') return;
    this.#parts.ports.log.error(errorId, error, { modelId: id });
    this.#failures.set(id, envelope);
  }
}

export function missingModel(entry: BaseModelEntry): AppError {
  const sizeMb = Math.round(published(entry).sizeBytes / bytesPerMb);
  return new AppError('BASE_MODEL_MISSING', { model: entry.title, modelId: entry.id, sizeMb });
}

/** What is told of a model before anything is done: the file that is fetched first and who is asked for it. */
function published({ files }: BaseModelEntry): { readonly sizeBytes: number; readonly host: string } {
  const [first] = files;
  return { sizeBytes: first?.sizeBytes ?? 0, host: /^https?:\/\/([^/:]+)/.exec(first?.urls[0] ?? '')?.[1] ?? '' };
}

function isOfFile({ code }: AppError): boolean {
  return code === 'BASE_MODEL_WRONG_FILE' || code === 'VOICE_FILE_DAMAGED' || code === 'VOICE_FILE_UNSAFE';
}
