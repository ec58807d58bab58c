import { AppError, toEnvelope, unwrap, type Reply } from '../../contract/errors.ts';
import type { AppEvent, Subscribe } from '../../contract/events.ts';
import type { Call, Output } from '../../contract/operations/index.ts';
import type { Recording } from '../../contract/recordings.ts';
import type { Cantado } from '../cantado.ts';
import { OwnerGone, type Session } from './session.ts';

/** Jobs, batches, recordings and voices (and all base models) told again after a change of owner, so that who waits for one misses nothing. */
const replayCount = 100;

/**
 * The program over whatever session there is. When the owner of the data folder goes away the next session
 * is opened (this process may become the owner) and every call goes on, listeners included.
 * @throws AppError what the first opening throws
 */
export async function followOwner(openSession: () => Promise<Session>): Promise<Cantado> {
  const follower = new OwnerFollower(openSession);
  await follower.ready();
  return follower;
}

class OwnerFollower implements Cantado {
  readonly #open: () => Promise<Session>;
  readonly #listeners = new Set<(event: AppEvent) => void>();
  #opening: Promise<Session> | undefined;
  #current: Session | undefined;
  #isClosed = false;
  #hasBegun = false;

  constructor(openSession: () => Promise<Session>) {
    this.#open = openSession;
  }

  get isOwner(): boolean {
    return this.#current?.isOwner ?? false;
  }

  /** The session there is, or the one being opened; an opening that failed is tried again by the next call. */
  ready(): Promise<Session> {
    this.#opening ??= this.#begin().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  readonly dispatch = (name: string, rawInput: unknown): Promise<Reply<unknown>> => {
    const input = withOwnId(name, rawInput);
    // Where no session can be opened, that is the answer: doors pass on replies, not exceptions.
    return this.#ask((session) => session.dispatch(name, input)).catch((error: unknown) => {
      if (error instanceof AppError) return { ok: false, error: toEnvelope(error) };
      throw error;
    });
  };

  readonly call: Call = async (name, input) => unwrap(await this.dispatch(name, input)) as Output<typeof name>;

  readonly subscribe: Subscribe = (listener) => {
    const own = (event: AppEvent): void => {
      listener(event);
    };
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  };

  readonly mediaResponse = (pathname: string, rangeHeader: string | null): Promise<Response> =>
    this.#ask((session) => session.mediaResponse(pathname, rangeHeader));

  /** A body can be read once only, so an upload is not repeated. */
  readonly upload = (name: string, body: ReadableStream<Uint8Array>, isSpeech?: boolean): Promise<Recording> =>
    this.#askOnce((session) => session.upload(name, body, isSpeech));

  readonly uploadRecording: Cantado['uploadRecording'] = (name, body) =>
    this.#askOnce((session) => session.uploadRecording(name, body));

  readonly uploadVoice = (name: string, body: ReadableStream<Uint8Array>): Promise<{ readonly path: string }> =>
    this.#askOnce((session) => session.uploadVoice(name, body));

  readonly uploadMelody = (name: string, body: ReadableStream<Uint8Array>): Promise<{ readonly path: string }> =>
    this.#askOnce((session) => session.uploadMelody(name, body));

  readonly close = async (): Promise<void> => {
    this.#isClosed = true;
    const session = await this.#opening?.catch(() => undefined);
    await session?.close();
  };

  async #begin(): Promise<Session> {
    if (this.#isClosed) throw new AppError('NOT_CONNECTED', {});
    const session = await this.#open();
    this.#current = session;
    session.subscribe((event) => {
      this.#tell(event);
    });
    void session.gone.then(() => {
      this.#leave(session);
    });
    if (this.#hasBegun) this.#tell({ name: 'library.reopened', payload: null });
    this.#hasBegun = true;
    return session;
  }

  async #askOnce<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const session = await this.ready();
    try {
      return await work(session);
    } catch (error) {
      if (error instanceof OwnerGone) throw new AppError('NOT_CONNECTED', {}, { cause: error });
      throw error;
    }
  }

  async #ask<T>(work: (session: Session) => Promise<T>): Promise<T> {
    for (;;) {
      if (this.#isClosed) throw new AppError('NOT_CONNECTED', {});
      const session = await this.ready();
      try {
        return await work(session);
      } catch (error) {
        if (!(error instanceof OwnerGone)) throw error;
        this.#leave(session);
      }
    }
  }

  /** Opens the next session at once, so that a job goes on even while everybody only listens. */
  #leave(session: Session): void {
    if (this.#isClosed || this.#current !== session) return;
    this.#current = undefined;
    // What this process holds itself is let go of before it is taken again.
    const closed = session.close().catch(() => undefined);
    this.#opening = closed
      .then(() => this.#begin())
      .catch((error: unknown) => {
        this.#opening = undefined;
        throw error;
      });
    this.ready()
      .then((next) => this.#replay(next))
      .catch(() => undefined);
  }

  async #replay(session: Session): Promise<void> {
    // What is told meanwhile is newer than an answer that is still on its way.
    const toldMeanwhile = new Set<string>();
    const unsubscribe = session.subscribe((event) => toldMeanwhile.add(subjectOf(event)));
    const replay = (event: AppEvent): void => {
      if (!toldMeanwhile.has(subjectOf(event))) this.#tell(event);
    };
    try {
      await replayAll(session, replay);
    } finally {
      unsubscribe();
    }
  }

  #tell(event: AppEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

/** How everything is now that somebody may watch; whoever shows more asks afresh. */
async function replayAll(session: Session, tell: (event: AppEvent) => void): Promise<void> {
  const jobs = unwrap(await session.dispatch('jobs.list', { limit: replayCount })) as Output<'jobs.list'>;
  for (const job of jobs.reverse()) tell({ name: 'job.changed', payload: job });
  const recent = unwrap(await session.dispatch('recordings.list', { limit: replayCount }));
  for (const recording of recent as Output<'recordings.list'>) {
    tell({ name: 'recording.changed', payload: recording });
  }
  const voices = unwrap(await session.dispatch('voices.list', undefined)) as Output<'voices.list'>;
  // The newest come first; built-in ones never change.
  const imported = voices.filter(({ isBuiltIn }) => !isBuiltIn).slice(0, replayCount);
  for (const voice of imported) tell({ name: 'voice.changed', payload: voice });
  const baseModels = unwrap(await session.dispatch('baseModels.list', undefined)) as Output<'baseModels.list'>;
  for (const model of baseModels) tell({ name: 'baseModel.changed', payload: model });
  const batches = unwrap(await session.dispatch('batches.list', { limit: replayCount })) as Output<'batches.list'>;
  for (const batch of batches.reverse()) tell({ name: 'batch.changed', payload: batch });
  const queue = unwrap(await session.dispatch('queue.get', undefined)) as Output<'queue.get'>;
  tell({ name: 'queue.changed', payload: queue });
  const work = unwrap(await session.dispatch('storage.work', undefined)) as Output<'storage.work'>;
  tell({ name: 'storage.changed', payload: work });
}

/** Which thing an event tells of. */
function subjectOf({ name, payload }: AppEvent): string {
  return `${name} ${payload !== null && 'id' in payload ? payload.id : ''}`;
}

/** What an operation makes, by the field of its id. */
const madeIds: Readonly<Record<string, string>> = {
  'jobs.create': 'jobId',
  'takes.again': 'jobId',
  'batches.create': 'batchId',
  'storage.restore': 'requestId',
};

/** With an id chosen here, a job or batch whose answer was lost is found instead of made twice, and a library restored once. */
function withOwnId(name: string, rawInput: unknown): unknown {
  const field = madeIds[name];
  if (field === undefined || typeof rawInput !== 'object' || rawInput === null) return rawInput;
  return { [field]: crypto.randomUUID(), ...rawInput };
}
