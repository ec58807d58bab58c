import { unwrap, type Reply } from '../../contract/errors.ts';
import type {
  HostConfig,
  HostOperationName,
  HostOperations,
  HostReplyMessage,
  HostRequestMessage,
} from '../../contract/inference.ts';
import type { HostProcess, LaunchHost } from './hostProcess.ts';

type HostRequestOptions<N extends HostOperationName> = {
  readonly onProgress?: (progress: HostOperations[N]['progress']) => void;
  readonly signal?: AbortSignal;
};

/** The parent's end of the inference host. */
export type HostClient = {
  /**
   * Asks the host for one operation; starts the host when it is not running.
   * @throws AppError of the host, CANCELLED when the signal fired, HOST_CRASHED when the host died first,
   * NOT_CONNECTED after close
   */
  request<N extends HostOperationName>(
    operation: N,
    input: HostOperations[N]['input'],
    options?: HostRequestOptions<N>,
  ): Promise<HostOperations[N]['output']>;
  /** Ends the host at once; what was pending is rejected. Resolves when the process is gone. */
  close(): Promise<void>;
};

export type HostClientOptions = {
  /** The host's entry file, built or (under Node 24) TypeScript. */
  readonly entry: string;
  readonly config: HostConfig;
  readonly launch: LaunchHost;
  /** How long a cancelled request may take to stop before the host is killed, ms. */
  readonly cancelGraceMs?: number;
  /** First pause before a restart, ms; doubles with every crash in a row up to 50 times this. */
  readonly restartDelayMs?: number;
};

type Pending = {
  isSent: boolean;
  readonly message: HostRequestMessage;
  readonly settle: (reply: Reply<unknown>) => void;
  readonly onProgress: (progress: unknown) => void;
  readonly signal: AbortSignal | undefined;
};

type RunningHost = {
  readonly process: HostProcess;
  readonly ended: Promise<void>;
  state: 'starting' | 'ready' | 'killed';
};

export function createHostClient(options: HostClientOptions): HostClient {
  const connection = new HostConnection(options);
  return {
    async request(operation, input, { onProgress, signal } = {}) {
      const reply = await connection.request(
        { operation, input } as Omit<HostRequestMessage, 'id'>,
        signal,
        (progress) => onProgress?.(progress as HostOperations[typeof operation]['progress']),
      );
      return unwrap(reply) as HostOperations[typeof operation]['output'];
    },
    close: () => connection.close(),
  };
}

class HostConnection {
  readonly #options: HostClientOptions;
  readonly #pending = new Map<number, Pending>();
  #host: RunningHost | null = null;
  #restart: NodeJS.Timeout | null = null;
  #lastId = 0;
  #crashesInARow = 0;
  #isClosed = false;

  constructor(options: HostClientOptions) {
    this.#options = options;
  }

  request(
    message: Omit<HostRequestMessage, 'id'>,
    signal: AbortSignal | undefined,
    onProgress: (progress: unknown) => void,
  ): Promise<Reply<unknown>> {
    return new Promise((resolve) => {
      if (this.#isClosed) return resolve(failed('NOT_CONNECTED'));
      if (signal?.aborted) return resolve(failed('CANCELLED'));
      const id = ++this.#lastId;
      let grace: NodeJS.Timeout | undefined;
      const cancel = (): void => {
        grace = this.#cancel(id);
      };
      const settle = (reply: Reply<unknown>): void => {
        clearTimeout(grace);
        signal?.removeEventListener('abort', cancel);
        this.#pending.delete(id);
        resolve(reply);
      };
      signal?.addEventListener('abort', cancel);
      const pending: Pending = {
        message: { ...message, id } as HostRequestMessage,
        isSent: false,
        settle,
        onProgress,
        signal,
      };
      this.#pending.set(id, pending);
      if (this.#host?.state === 'ready') send(this.#host, pending);
      else this.#start();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#restart) clearTimeout(this.#restart);
    for (const pending of this.#pending.values()) pending.settle(failed('NOT_CONNECTED'));
    const host = this.#host;
    host?.process.kill();
    await host?.ended;
  }

  /**
   * Asks the host to stop; one that does not within the grace is killed, and the next request starts a fresh one. Cancelled is
   * what is at its end: until the host has answered or is gone it may still write.
   */
  #cancel(id: number): NodeJS.Timeout | undefined {
    const host = this.#host;
    if (!host || host.state !== 'ready') {
      this.#pending.get(id)?.settle(failed('CANCELLED'));
      return undefined;
    }
    host.process.postMessage({ cancel: id });
    return setTimeout(() => {
      host.state = 'killed';
      host.process.kill();
    }, this.#options.cancelGraceMs ?? 5000);
  }

  /** Starts the host now, or after the pause that its crashes in a row have earned. */
  #start(): void {
    if (this.#host || this.#restart || this.#isClosed) return;
    const delayMs = restartPauseMs(this.#crashesInARow, this.#options.restartDelayMs ?? 100);
    if (delayMs === 0) return this.#launch();
    this.#restart = setTimeout(() => {
      this.#restart = null;
      if (this.#pending.size > 0) this.#launch();
    }, delayMs);
  }

  #launch(): void {
    const process = this.#options.launch(this.#options.entry, this.#options.config);
    let end: () => void = () => undefined;
    const host: RunningHost = { process, ended: new Promise((resolve) => (end = resolve)), state: 'starting' };
    this.#host = host;
    process.onMessage((message) => {
      this.#receive(host, message);
    });
    process.onExit(() => {
      this.#host = null;
      this.#failPending(host);
      end();
    });
  }

  #receive(host: RunningHost, message: HostReplyMessage): void {
    if ('ready' in message) {
      host.state = 'ready';
      for (const pending of this.#pending.values()) send(host, pending);
      return;
    }
    if ('leaving' in message) {
      // What comes from now on waits for the next host.
      host.state = 'killed';
      return;
    }
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    if ('progress' in message) {
      if (!pending.signal?.aborted) pending.onProgress(message.progress);
      return;
    }
    if (message.reply.ok) this.#crashesInARow = 0;
    pending.settle(message.reply);
  }

  /**
   * The host died. Who had been cancelled gets what it asked for; everybody else may ask again. Requests that a host we killed
   * ourselves never saw wait for the next one.
   */
  #failPending(host: RunningHost): void {
    const lost = [...this.#pending.values()].filter((pending) => pending.isSent || host.state === 'starting');
    if (lost.length > 0 && host.state !== 'killed') this.#crashesInARow++;
    const attempts = Math.max(1, this.#crashesInARow);
    for (const pending of lost) {
      pending.settle(
        pending.signal?.aborted
          ? failed('CANCELLED')
          : { ok: false, error: { code: 'HOST_CRASHED', details: { attempts } } },
      );
    }
    if (this.#pending.size > 0) this.#start();
  }
}

function send(host: RunningHost, pending: Pending): void {
  pending.isSent = true;
  host.process.postMessage(pending.message);
}

function restartPauseMs(crashesInARow: number, firstMs: number): number {
  return crashesInARow === 0 ? 0 : Math.min(50 * firstMs, firstMs * 2 ** (crashesInARow - 1));
}

function failed(code: 'CANCELLED' | 'NOT_CONNECTED'): Reply<never> {
  return { ok: false, error: { code, details: {} } };
}
