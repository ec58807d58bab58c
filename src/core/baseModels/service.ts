import type { BaseModel } from '../../contract/baseModels.ts';
import { AppError, toEnvelope, type ErrorEnvelope } from '../../contract/errors.ts';
import type { Events } from '../events.ts';
import type { CorePorts } from '../ports.ts';
import type { BaseModelEntry, KeptBaseModel } from './ports.ts';
import { createTimeLeft } from './timeLeft.ts';

/** The builders of the engine, by the id of their base model. */
export type BaseModelBuilders = readonly { readonly id: string; readonly version: string }[];

export type BaseModelService = {
  list(): Promise<BaseModel[]>;
  /** Begins, or goes on with, a download; answers at once. @throws AppError BASE_MODEL_UNKNOWN, from all that take an id */
  download(modelId: string): Promise<BaseModel>;
  /** Stops a download; what has come stays. */
  cancel(modelId: string): Promise<BaseModel>;
  /** @throws AppError BASE_MODEL_WRONG_FILE, and those of the file and the disk */
  importFile(path: string): Promise<BaseModel>;
  remove(modelId: string): Promise<BaseModel>;
  /**
   * Resolves when all of them can be used; one that is being prepared is waited for, ids of other networks are passed over.
   * @throws AppError BASE_MODEL_MISSING
   */
  ensureReady(modelIds: readonly string[]): Promise<void>;
  /** Prepares again what an update of the program or its end left unprepared. */
  start(): void;
  stop(): Promise<void>;
};

type Ports = Pick<CorePorts, 'baseModels' | 'inference' | 'clock' | 'log'>;
type Current = BaseModel['current'];
type Run = { current: Current; sizeBytes: number; readonly stop: AbortController; ended: Promise<void> };

const shortestPauseMs = 100;
const bytesPerMb = 1e6;

export function createBaseModelService(ports: Ports, events: Events, builders: BaseModelBuilders): BaseModelService {
  const { baseModels, inference, clock, log } = ports;
  const runs = new Map<string, Run>();
  const failures = new Map<string, ErrorEnvelope>();
  let isStopped = false;

  const builderVersionOf = (id: string): string | undefined => builders.find((builder) => builder.id === id)?.version;
  const isReady = (entry: BaseModelEntry, kept: KeptBaseModel): boolean =>
    kept.builderVersion !== null && kept.builderVersion === builderVersionOf(entry.id);

  const find = async (modelId: string): Promise<BaseModelEntry> => {
    const entries = await baseModels.entries();
    const entry = entries.find(({ id }) => id === modelId);
    if (entry) return entry;
    throw new AppError('BASE_MODEL_UNKNOWN', { model: modelId, known: entries.map(({ id }) => id).join(', ') });
  };

  const view = async (entry: BaseModelEntry): Promise<BaseModel> => {
    const kept = await baseModels.look(entry);
    const run = runs.get(entry.id);
    const error = failures.get(entry.id);
    const atRest: Current = isReady(entry, kept)
      ? { state: 'ready' }
      : error
        ? { state: 'failed', error }
        : { state: 'missing' };
    const { id, title, purpose, licence } = entry;
    const { sizeBytes, host } = published(entry);
    const current = run?.current ?? atRest;
    return {
      id,
      title,
      purpose,
      licence,
      host,
      sizeBytes: run?.sizeBytes ?? sizeBytes,
      keptBytes: kept.keptBytes,
      current,
    };
  };
  const tell = async (entry: BaseModelEntry): Promise<BaseModel> => {
    const changed = await view(entry);
    events.emit({ name: 'baseModel.changed', payload: changed });
    return changed;
  };

  const prepare = async (entry: BaseModelEntry, run: Run, sourcePath: string): Promise<void> => {
    run.current = { state: 'preparing' };
    await tell(entry);
    const input = { modelId: entry.id, file: sourcePath, folder: baseModels.folderOf(entry) };
    try {
      await inference.request('prepareBaseModel', input, { signal: run.stop.signal });
    } catch (error) {
      // The kept file went bad on the disk: only a fresh one helps.
      if (error instanceof AppError && isOfFile(error)) await baseModels.remove(entry);
      throw error;
    }
  };
  const fetch = async (entry: BaseModelEntry, run: Run): Promise<void> => {
    const timeLeft = createTimeLeft();
    const fixed = await view(entry);
    let lastMs = -Infinity;
    const onProgress = (doneBytes: number, sizeBytes: number): void => {
      const nowMs = clock.nowMs();
      // A clock that was set back must not silence the download.
      if (nowMs >= lastMs && nowMs - lastMs < shortestPauseMs && doneBytes < sizeBytes) return;
      lastMs = nowMs;
      run.sizeBytes = sizeBytes;
      run.current = { state: 'downloading', doneBytes, remainingSec: timeLeft(doneBytes, sizeBytes, nowMs) };
      // No look at the disk for each of these.
      const payload = { ...fixed, sizeBytes, keptBytes: doneBytes, current: run.current };
      events.emit({ name: 'baseModel.changed', payload });
    };
    await baseModels.download(entry, { signal: run.stop.signal, onProgress });
  };

  /** One piece of work per model at a time; its end is told, its failure kept. */
  const begin = (entry: BaseModelEntry, current: Current, work: (run: Run) => Promise<void>): Run => {
    const { sizeBytes } = published(entry);
    const run: Run = { current, sizeBytes, stop: new AbortController(), ended: Promise.resolve() };
    runs.set(entry.id, run);
    failures.delete(entry.id);
    const end = async (): Promise<void> => {
      try {
        await work(run);
        log.info('baseModel.ready', { modelId: entry.id });
      } catch (error) {
        keepFailure(entry, error, run);
        throw error;
      } finally {
        runs.delete(entry.id);
        if (!isStopped) await tell(entry);
      }
    };
    run.ended = end();
    // Whoever wants to know waits for it; everybody else hears of it by event.
    run.ended.catch(() => undefined);
    return run;
  };
  const keepFailure = (entry: BaseModelEntry, error: unknown, { stop }: Run): void => {
    const errorId = crypto.randomUUID().slice(0, 8);
    const envelope = toEnvelope(error, errorId);
    if (stop.signal.aborted || envelope.code === 'CANCELLED') return;
    log.error(errorId, error, { modelId: entry.id });
    failures.set(entry.id, envelope);
  };

  /** Fetches what is missing and rebuilds the networks. */
  const obtain = (entry: BaseModelEntry, kept: KeptBaseModel): Run => {
    const running = runs.get(entry.id);
    if (running) return running;
    const begins: Current = { state: 'downloading', doneBytes: kept.keptBytes, remainingSec: null };
    return begin(entry, kept.sourcePath === null ? begins : { state: 'preparing' }, async (run) => {
      if (kept.sourcePath === null) await fetch(entry, run);
      const { sourcePath } = kept.sourcePath === null ? await baseModels.look(entry) : kept;
      if (sourcePath === null) throw missing(entry);
      await prepare(entry, run, sourcePath);
    });
  };
  const settle = async (entry: BaseModelEntry): Promise<void> => {
    const run = runs.get(entry.id);
    run?.stop.abort();
    await run?.ended.catch(() => undefined);
  };

  /** Beginnings wait for each other, so that none sees half of what another does. */
  let lastTurn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = lastTurn.then(work, work);
    lastTurn = turn.catch(() => undefined);
    return turn;
  };

  return {
    list: async () => Promise.all((await baseModels.entries()).map(view)),
    download: (modelId) =>
      inTurn(async () => {
        const entry = await find(modelId);
        const kept = await baseModels.look(entry);
        if (!isReady(entry, kept)) obtain(entry, kept);
        return tell(entry);
      }),
    cancel: (modelId) =>
      inTurn(async () => {
        const entry = await find(modelId);
        if (runs.get(entry.id)?.current.state === 'downloading') await settle(entry);
        return view(entry);
      }),
    async importFile(path) {
      const { entry, run } = await inTurn(async () => {
        const taken = await baseModels.take(path);
        if (!taken) throw await wrongFile(path);
        // A download of the same model has nothing left to do.
        await settle(taken);
        const kept = await baseModels.look(taken);
        return { entry: taken, run: isReady(taken, kept) ? null : obtain(taken, kept) };
      });
      await run?.ended;
      return view(entry);
    },
    remove: (modelId) =>
      inTurn(async () => {
        const entry = await find(modelId);
        await settle(entry);
        await baseModels.remove(entry);
        failures.delete(entry.id);
        return tell(entry);
      }),
    async ensureReady(modelIds) {
      for (const modelId of modelIds.filter((id) => builderVersionOf(id) !== undefined)) {
        const run = await inTurn(() => prepared(modelId));
        await run?.ended;
      }
    },
    start() {
      inTurn(resume).catch((error: unknown) => {
        log.error(crypto.randomUUID().slice(0, 8), error);
      });
    },
    async stop() {
      isStopped = true;
      for (const { stop } of runs.values()) stop.abort();
      await lastTurn;
      await Promise.allSettled([...runs.values()].map(({ ended }) => ended));
    },
  };

  /** What has to be waited for until the model can be used. @throws AppError BASE_MODEL_MISSING */
  async function prepared(modelId: string): Promise<Run | null> {
    const entry = await find(modelId);
    const kept = await baseModels.look(entry);
    if (isReady(entry, kept)) return null;
    if (kept.sourcePath === null) throw missing(entry);
    return obtain(entry, kept);
  }

  async function resume(): Promise<void> {
    await baseModels.tidy();
    for (const entry of await baseModels.entries()) {
      const kept = await baseModels.look(entry);
      if (!isStopped && kept.sourcePath !== null && !isReady(entry, kept)) obtain(entry, kept);
    }
  }

  async function wrongFile(path: string): Promise<AppError> {
    const entries = await baseModels.entries();
    const expected = entries.flatMap(({ files }) =>
      files.map(({ name, sizeBytes }) => `${name} (${String(sizeBytes)} B)`),
    );
    return new AppError('BASE_MODEL_WRONG_FILE', { file: nameOf(path), expected: expected.join(', ') });
  }
}

/** What is told of a model before anything is done: the file that is fetched first and who is asked for it. */
function published({ files }: BaseModelEntry): { readonly sizeBytes: number; readonly host: string } {
  const [first] = files;
  return { sizeBytes: first?.sizeBytes ?? 0, host: /^https?:\/\/([^/:]+)/.exec(first?.urls[0] ?? '')?.[1] ?? '' };
}

function missing(entry: BaseModelEntry): AppError {
  const sizeMb = Math.round(published(entry).sizeBytes / bytesPerMb);
  return new AppError('BASE_MODEL_MISSING', { model: entry.title, modelId: entry.id, sizeMb });
}

function nameOf(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

function isOfFile({ code }: AppError): boolean {
  return code === 'BASE_MODEL_WRONG_FILE' || code === 'VOICE_FILE_DAMAGED' || code === 'VOICE_FILE_UNSAFE';
}
