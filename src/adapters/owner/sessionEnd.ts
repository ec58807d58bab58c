import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorCode } from '../../contract/errors.ts';
import type { OperationName } from '../../contract/operations/index.ts';
import type { ApiTarget } from '../http/api.ts';
import { OwnerGone } from './session.ts';

/** Time for an answer to leave before its connection is closed, ms. */
const lastWordsMs = 250;

/** How calls end whose database or host was closed. */
const cutOffEnds: ReadonlySet<string> = new Set(['INTERNAL', 'NOT_CONNECTED'] satisfies ErrorCode[]);
/** Those that end a session themselves: why they failed is their answer, and they are not asked again. */
const restarts: ReadonlySet<string> = new Set(['storage.move', 'storage.restore'] satisfies OperationName[]);

export type SessionClosers = {
  /** No other process can ask any more. */
  readonly closeServer: () => Promise<void>;
  readonly stopWork: () => Promise<void>;
  readonly closeDatabase: () => void;
  /** The host, the lock and whatever else is held. */
  readonly closeRest: () => Promise<void>;
};

/**
 * How the session of an owner ends: for good, or to begin again with the library somewhere else or another one in its place.
 * Who asked meanwhile is told that the owner is gone, and so asks the next session.
 */
export class SessionEnd {
  readonly gone: Promise<void>;
  readonly #waiting = new Set<() => void>();
  #tellGone: () => void = () => undefined;
  #state: 'open' | 'leaving' | 'gone' = 'open';
  #closers: SessionClosers | undefined;
  #stopped: Promise<void> | undefined;
  #ended: Promise<void> | undefined;
  #restarting: Promise<unknown> = Promise.resolve();

  constructor() {
    this.gone = new Promise((resolve) => {
      this.#tellGone = resolve;
    });
  }

  /** Says what has to be closed, as soon as it is open. */
  bind(closers: SessionClosers): void {
    this.#closers = closers;
  }

  /** The same program, whose calls end with OwnerGone when the session begins again under them. */
  guard(target: ApiTarget): ApiTarget {
    return {
      subscribe: target.subscribe,
      dispatch: (name, input) =>
        this.#ask(async () => {
          const reply = await target.dispatch(name, input);
          // What it stood on was closed under it; the next session has it.
          const isCutOff = this.#state !== 'open' && !reply.ok && cutOffEnds.has(reply.error.code);
          if (isCutOff && !restarts.has(name)) throw new OwnerGone('the session of the owner begins again');
          return reply;
        }),
      mediaResponse: (pathname, range) => this.#ask(() => target.mediaResponse(pathname, range)),
      upload: (name, body, isSpeech) => this.#ask(() => target.upload(name, body, isSpeech)),
      uploadRecording: (name, body) => this.#ask(() => target.uploadRecording(name, body)),
      uploadVoice: (name, body) => this.#ask(() => target.uploadVoice(name, body)),
      uploadMelody: (name, body) => this.#ask(() => target.uploadMelody(name, body)),
    };
  }

  /** Other processes learn it by their connection, which is closed first: for them no answer is the answer. */
  guardForOthers(guarded: ApiTarget): ApiTarget {
    const quietly = <T>(answer: Promise<T>): Promise<T> =>
      answer.catch((error: unknown) => {
        if (error instanceof OwnerGone) return new Promise<never>(() => undefined);
        throw error;
      });
    return {
      subscribe: guarded.subscribe,
      dispatch: (name, input) => quietly(guarded.dispatch(name, input)),
      mediaResponse: (pathname, range) => quietly(guarded.mediaResponse(pathname, range)),
      upload: (name, body, isSpeech) => quietly(guarded.upload(name, body, isSpeech)),
      uploadRecording: (name, body) => quietly(guarded.uploadRecording(name, body)),
      uploadVoice: (name, body) => quietly(guarded.uploadVoice(name, body)),
      uploadMelody: (name, body) => quietly(guarded.uploadMelody(name, body)),
    };
  }

  /** LibraryPort.restart */
  readonly restart = (finish: () => Promise<void>): Promise<never> => {
    this.#state = 'leaving';
    const work = this.#letGo(finish);
    this.#restarting = work.catch(() => undefined);
    return work.then(
      () => new Promise<never>(() => undefined),
      (error: unknown) => {
        // Who asked hears of it; then everybody begins again.
        void sleep(lastWordsMs).then(() => this.#end());
        throw error;
      },
    );
  };

  /** Ends the session; one that is being left comes to its decision first. */
  readonly close = async (): Promise<void> => {
    await this.#restarting;
    await this.#end();
  };

  async #letGo(finish: () => Promise<void>): Promise<void> {
    await this.#stop();
    this.#closers?.closeDatabase();
    await finish();
    await this.#end();
  }

  #stop(): Promise<void> {
    this.#stopped ??= this.#closers?.stopWork() ?? Promise.resolve();
    return this.#stopped;
  }

  #end(): Promise<void> {
    this.#ended ??= this.#closeAll();
    return this.#ended;
  }

  /** Everything is closed, whatever fails on the way: a lock that stays would keep everybody out. @throws the first failure */
  async #closeAll(): Promise<void> {
    const failures: unknown[] = [];
    const attempt = async (close: (() => void | Promise<void>) | undefined): Promise<void> => {
      try {
        await close?.();
      } catch (error) {
        failures.push(error);
      }
    };
    // Who forwards here learns first that it must look for the next owner; the lock goes last.
    await attempt(this.#closers?.closeServer);
    await attempt(() => this.#stop());
    await attempt(this.#closers?.closeDatabase);
    await attempt(this.#closers?.closeRest);
    const isLeaving = this.#state === 'leaving';
    this.#state = 'gone';
    if (isLeaving) {
      // The next session goes on with what there is.
      this.#tellGone();
      for (const leave of [...this.#waiting]) leave();
    } else if (failures.length > 0) throw failures[0];
  }

  /** Calls that come while the session is being left wait for the next one. */
  #ask<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.delete(leave);
        reject(new OwnerGone('the session of the owner begins again'));
      };
      if (this.#state === 'gone') {
        leave();
        return;
      }
      this.#waiting.add(leave);
      if (this.#state === 'leaving') return;
      work().then(
        (value) => {
          this.#waiting.delete(leave);
          resolve(value);
        },
        (error: unknown) => {
          this.#waiting.delete(leave);
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }
}
