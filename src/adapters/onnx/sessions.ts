import { stat } from 'node:fs/promises';
import { env, InferenceSession } from 'onnxruntime-node';
import type { ModelReference } from '../../engine/models/types.ts';
import { executionProvider } from './providers.ts';

/**
 * Weights kept loaded, bytes on disk. Two voices and the small networks fit; ContentVec and RMVPE, more than this each, leave
 * when the voice comes, so a render never holds more than what its stage needs.
 */
const keptBytes = 160 * 2 ** 20;

export type SessionOptions = {
  readonly device: string;
  /** Path of a model whose bytes were found to be what they should be. */
  readonly resolve: (model: ModelReference) => Promise<string>;
};

// What goes wrong is thrown as well; on a person's terminal it would only be noise.
env.logLevel = 'fatal';

type Kept = { readonly session: Promise<InferenceSession>; readonly sizeBytes: number };

/**
 * The sessions of one device in one thread: made when first used, the least recently used ones released when the weights
 * of all of them exceed what is kept.
 */
export class Sessions {
  readonly #options: SessionOptions;
  readonly #kept = new Map<string, Kept>();

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /**
   * @param threadCount threads it may use, if it is not loaded yet
   * @throws AppError MODEL_MISSING, MODEL_WRONG_HASH; whatever the provider throws
   */
  async get(model: ModelReference, threadCount: number): Promise<InferenceSession> {
    const key = typeof model === 'string' ? model : model.sha256;
    const known = this.#kept.get(key);
    if (known) {
      // Moved to the end: the order of the map is the order of use.
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known.session;
    }
    const path = await this.#options.resolve(model);
    const sizeBytes = (await stat(path)).size;
    await this.#makeRoom(sizeBytes);
    const session = this.#create(path, threadCount);
    this.#kept.set(key, { session, sizeBytes });
    // One that could not be made is tried again by whoever asks next.
    session.catch(() => this.#kept.delete(key));
    return session;
  }

  /** Lets go of everything that is loaded. */
  async releaseAll(): Promise<void> {
    const kept = [...this.#kept.values()];
    this.#kept.clear();
    // One that could not be made has nothing to release.
    for (const { session } of kept) await session.then((made) => made.release()).catch(() => undefined);
  }

  async #makeRoom(sizeBytes: number): Promise<void> {
    let total = [...this.#kept.values()].reduce((sum, kept) => sum + kept.sizeBytes, sizeBytes);
    for (const [key, { session, sizeBytes: freed }] of this.#kept) {
      if (total <= keptBytes) return;
      this.#kept.delete(key);
      total -= freed;
      await (await session).release();
    }
  }

  #create(path: string, threadCount: number): Promise<InferenceSession> {
    return InferenceSession.create(path, {
      executionProviders: [executionProvider(this.#options.device)],
      // ONNX Runtime shares a sum's terms out the same way on any number of threads: measured bit-equal on 1 and 2, which
      // resuming a render needs.
      intraOpNumThreads: threadCount,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      // Threads that wait must not burn the time of those that decode and draw.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
  }
}
