import type { BaseModel } from '../../contract/baseModels.ts';
import { AppError } from '../../contract/errors.ts';
import type { Events } from '../events.ts';
import type { CorePorts } from '../ports.ts';
import { unlessLeft } from '../unlessLeft.ts';
import { missingModel, ModelRuns, type BaseModelBuilders, type ModelRun } from './modelRuns.ts';
import type { BaseModelEntry } from './ports.ts';

type Ports = Pick<CorePorts, 'baseModels' | 'inference' | 'files' | 'clock' | 'log'>;

/** Base models on this computer: fetched, imported, rebuilt and proved, removed. */
export class BaseModelService {
  readonly #ports: Ports;
  readonly #runs: ModelRuns;
  /** Beginnings wait for each other, so that none sees half of what another does. */
  #lastTurn: Promise<unknown> = Promise.resolve();
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

  /** Stops a download; what has come stays. @throws AppError BASE_MODEL_UNKNOWN */
  cancel(modelId: string): Promise<BaseModel> {
    return this.#inTurn(async () => {
      const entry = await this.#find(modelId);
      if (this.#runs.find(entry.id)?.current.state === 'downloading') await this.#runs.settle(entry);
      return this.#runs.view(entry);
    });
  }

  /** Resolves when it is ready. @throws AppError BASE_MODEL_WRONG_FILE, and those of the file and the disk */
  async importFile(path: string, name: string): Promise<BaseModel> {
    const { entry, run } = await this.#inTurn(() => this.#take(path, name));
    await run?.ended;
    return this.#runs.view(entry);
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
      if (run) await unlessLeft(run.ended, signal);
    }
  }

  /** Prepares again what an update of the program or its end left unprepared. */
  start(): void {
    this.#inTurn(() => this.#resume()).catch((error: unknown) => {
      this.#ports.log.error(crypto.randomUUID().slice(0, 8), error);
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#runs.stop();
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

  async #take(path: string, name: string): Promise<{ readonly entry: BaseModelEntry; readonly run: ModelRun | null }> {
    const { baseModels } = this.#ports;
    const entry = await baseModels.take(path);
    if (!entry) throw await this.#wrongFile(name);
    // A download of the same model has nothing left to do.
    await this.#runs.settle(entry);
    const kept = await baseModels.look(entry);
    return { entry, run: this.#runs.isReady(entry, kept) ? null : this.#runs.obtain(entry, kept) };
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
