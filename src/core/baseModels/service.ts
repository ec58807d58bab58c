import type { BaseModel } from '../../contract/baseModels.ts';
import { AppError } from '../../contract/errors.ts';
import type { Events } from '../events.ts';
import type { CorePorts } from '../ports.ts';
import { StoppedEarly } from '../stoppedEarly.ts';
import { unlessLeft } from '../unlessLeft.ts';
import { missingModel, ModelRuns, type BaseModelBuilders, type ModelRun } from './modelRuns.ts';
import type { BaseModelEntry, TakenFile } from './ports.ts';

type Ports = Pick<CorePorts, 'baseModels' | 'inference' | 'files' | 'clock' | 'log'>;

/** Base models on this computer: fetched, imported, rebuilt and proved, removed. */
export class BaseModelService {
  readonly #ports: Ports;
  readonly #runs: ModelRuns;
  /** Beginnings wait for each other, so that none sees half of what another does. */
  #lastTurn: Promise<unknown> = Promise.resolve();
  readonly #imports = new Map<string, { readonly stop: AbortController; readonly imported: Promise<BaseModel> }>();
  readonly #stoppedEarly = new StoppedEarly();
  #isStopped = false;

  constructor(ports: Ports, events: Pick<Events, 'emit'>, builders: BaseModelBuilders) {
    this.#ports = ports;
    this.#runs = new ModelRuns({ ports, events, builders });
  }

  async list(): Promise<BaseModel[]> {
    return Promise.all((await this.#ports.baseModels.entries()).map((entry) => this.#runs.view(entry)));
  }

  /** Begins, or goes on with, a download; answers at once. @throws AppError BASE_MODEL_UNKNOWN */
  download(modelId: string): Promise<BaseModel> {
    return this.#inTurn(async () => {
      const entry = await this.#find(modelId);
      const kept = await this.#ports.baseModels.look(entry);
      if (!this.#runs.isReady(entry, kept)) this.#runs.obtain(entry, kept);
      return this.#runs.tell(entry);
    });
  }

  /** Stops a download or a preparation; what was fetched stays. @throws AppError BASE_MODEL_UNKNOWN */
  cancel(modelId: string): Promise<BaseModel> {
    return this.#inTurn(async () => {
      const entry = await this.#find(modelId);
      await this.#runs.settle(entry);
      return this.#runs.view(entry);
    });
  }

  /**
   * Resolves when it is ready.
   * @param importId whoever chose it may stop the import by it
   * @throws AppError BASE_MODEL_WRONG_FILE, CANCELLED, and those of the file and the disk
   */
  async importFile(path: string, name: string, importId: string = crypto.randomUUID()): Promise<BaseModel> {
    if (this.#stoppedEarly.has(importId)) throw new AppError('CANCELLED', {});
    const running = this.#imports.get(importId);
    if (running) return running.imported;
    const stop = new AbortController();
    const imported = this.#import(path, name, stop.signal).finally(() => this.#imports.delete(importId));
    this.#imports.set(importId, { stop, imported });
    return imported;
  }

  /** Leaves nothing of an import, and waits for its end; what others want of it goes on. */
  async stopImport(importId: string): Promise<void> {
    const running = this.#imports.get(importId);
    if (!running) return this.#stoppedEarly.add(importId);
    running.stop.abort();
    await running.imported.catch(() => undefined);
  }

  /** @throws AppError BASE_MODEL_UNKNOWN */
  remove(modelId: string): Promise<BaseModel> {
    return this.#inTurn(async () => {
      const entry = await this.#find(modelId);
      await this.#runs.settle(entry);
      await this.#ports.baseModels.remove(entry);
      this.#runs.forgetFailure(entry);
      return this.#runs.tell(entry);
    });
  }

  /**
   * Whether their files are there, prepared or not; ids of other networks are passed over.
   * @throws AppError BASE_MODEL_MISSING
   */
  async ensureThere(modelIds: readonly string[]): Promise<void> {
    for (const modelId of this.#ownOf(modelIds)) {
      const entry = await this.#find(modelId);
      const kept = await this.#ports.baseModels.look(entry);
      if (kept.sourcePath === null && !this.#runs.isReady(entry, kept)) throw missingModel(entry);
    }
  }

  /**
   * Resolves when all of them can be used; one that must be prepared is waited for, ids of other networks are passed over.
   * @param signal leaves; the preparation goes on for whoever wants it next
   * @throws AppError BASE_MODEL_MISSING, CANCELLED, and why one cannot be prepared
   */
  async ensureReady(modelIds: readonly string[], signal: AbortSignal): Promise<void> {
    for (const modelId of this.#ownOf(modelIds)) {
      const run = await unlessLeft(
        this.#inTurn(() => this.#prepared(modelId)),
        signal,
      );
      if (run) await unlessLeft(this.#preparedBy(run, modelId), signal);
    }
  }

  /** @throws AppError BASE_MODEL_MISSING where a person stopped it */
  async #preparedBy(run: ModelRun, modelId: string): Promise<void> {
    await run.ended.catch(async (error: unknown) => {
      throw run.isUnwanted ? missingModel(await this.#find(modelId)) : error;
    });
  }

  /** Prepares again what an update of the program or its end left unprepared. */
  start(): void {
    this.#inTurn(() => this.#resume()).catch((error: unknown) => {
      this.#ports.log.error(crypto.randomUUID().slice(0, 8), error);
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    const imports = [...this.#imports.values()];
    for (const { stop } of imports) stop.abort();
    await this.#runs.stop();
    await Promise.allSettled(imports.map(({ imported }) => imported));
    await this.#lastTurn;
    await this.#runs.stop();
  }

  #ownOf(modelIds: readonly string[]): readonly string[] {
    return modelIds.filter((modelId) => this.#runs.builderVersionOf(modelId) !== undefined);
  }

  async #find(modelId: string): Promise<BaseModelEntry> {
    const entries = await this.#ports.baseModels.entries();
    const entry = entries.find(({ id }) => id === modelId);
    if (entry) return entry;
    throw new AppError('BASE_MODEL_UNKNOWN', { model: modelId, known: entries.map(({ id }) => id).join(', ') });
  }

  async #import(path: string, name: string, signal: AbortSignal): Promise<BaseModel> {
    // Not in turn: it may wait behind a preparation, which must be possible to stop meanwhile.
    const taken = await this.#ports.baseModels.take(path, signal);
    if (!taken) throw await this.#wrongFile(name);
    try {
      const run = await this.#inTurn(() => this.#keep(taken, signal));
      if (run) await this.#whileWanted(run, signal);
      return await this.#runs.view(taken.entry);
    } finally {
      await taken.discard();
    }
  }

  async #whileWanted(run: ModelRun, signal: AbortSignal): Promise<void> {
    try {
      await unlessLeft(run.ended, signal);
    } catch (error) {
      // At the end of the program it stays for the next start.
      if (signal.aborted && !this.#isStopped) await this.#inTurn(() => this.#runs.leave(run));
      throw error;
    }
  }

  async #keep({ entry, keep }: TakenFile, signal: AbortSignal): Promise<ModelRun | null> {
    if (signal.aborted) throw new AppError('CANCELLED', {});
    const { baseModels } = this.#ports;
    const before = await baseModels.look(entry);
    // The same file again, while it is prepared: both wait for one end.
    if (this.#runs.find(entry.id)?.current.state === 'preparing') return this.#runs.obtain(entry, before);
    // A download of the same model has nothing left to do.
    await this.#runs.settle(entry);
    await keep();
    const kept = await baseModels.look(entry);
    return this.#runs.isReady(entry, kept) ? null : this.#runs.obtain(entry, kept, before.sourcePath === null);
  }

  /** What has to be waited for until the model can be used. */
  async #prepared(modelId: string): Promise<ModelRun | null> {
    const entry = await this.#find(modelId);
    const kept = await this.#ports.baseModels.look(entry);
    if (this.#runs.isReady(entry, kept)) return null;
    if (kept.sourcePath === null) throw missingModel(entry);
    return this.#runs.obtain(entry, kept);
  }

  async #resume(): Promise<void> {
    const { baseModels } = this.#ports;
    await baseModels.tidy();
    for (const entry of await baseModels.entries()) {
      const kept = await baseModels.look(entry);
      if (this.#isStopped || kept.sourcePath === null || this.#runs.isReady(entry, kept)) continue;
      this.#runs.obtain(entry, kept);
    }
  }

  async #wrongFile(name: string): Promise<AppError> {
    const files = (await this.#ports.baseModels.entries()).flatMap((entry) => entry.files);
    const expected = files.map((file) => `${file.name} (${String(file.sizeBytes)} B)`).join(', ');
    return new AppError('BASE_MODEL_WRONG_FILE', { file: name, expected });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(work, work);
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }
}
