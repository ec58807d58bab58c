import { AppError } from '../../contract/errors.ts';
import type { NetworkEntry } from '../../contract/network.ts';
import type { LedgerPort } from '../../core/observability/ports.ts';
import type { LogPort } from '../../core/ports.ts';
import { answerHeadBytes, requestHeadBytes } from './headBytes.ts';
import { LedgerLine, type LedgerRows } from './ledgerLine.ts';
import type { BareRequest, NetworkAnswer, NetworkOptions, NetworkRequest } from './types.ts';

export type LedgerParts = {
  readonly rows: LedgerRows & Pick<LedgerPort, 'list' | 'count'>;
  readonly request: BareRequest;
  /** Whether the person wants no network; asked before every request and while it runs. */
  readonly isOffline: () => boolean;
  readonly nowMs: () => number;
  readonly log: Pick<LogPort, 'info'>;
};

/** How soon a running request notices that nothing shall leave the computer any more, ms. */
const offlineLookMs = 250;
/** Errors that say that no connection was made, so that nothing was sent. */
const unconnected = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|NAME_NOT_RESOLVED|CONNECTION_REFUSED/;

/**
 * The ledger around the machine's network: a request is written down before it is sent, and again as its answer comes. What
 * an earlier run of the program left open did not end well.
 */
export function createLedger(parts: LedgerParts): { readonly request: NetworkRequest; readonly port: LedgerPort } {
  const { rows, isOffline, nowMs, log } = parts;
  const listeners = new Set<(entry: NetworkEntry) => void>();
  const tell = (entry: NetworkEntry): void => {
    for (const listener of [...listeners]) listener(entry);
  };
  const ask = async (address: URL, options: NetworkOptions): Promise<NetworkAnswer> => {
    const { host } = address;
    const { headers, reason, subject } = options;
    const about = { at: new Date(nowMs()).toISOString(), host, reason, subject, status: null, receivedBytes: 0 };
    if (isOffline()) {
      tell(rows.add({ ...about, state: 'held-back', sentBytes: 0 }));
      throw new AppError('OFFLINE', { host });
    }
    const sentBytes = requestHeadBytes(address, { headers });
    const line = new LedgerLine(rows.add({ ...about, state: 'open', sentBytes }), { rows, tell, log });
    return recordedAnswer(address, options, { line, parts });
  };
  return {
    // The only place where a request becomes one that is recorded.
    request: ask as NetworkRequest,
    port: {
      list: rows.list,
      count: rows.count,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}

async function recordedAnswer(
  address: URL,
  { headers, signal }: NetworkOptions,
  { line, parts }: { readonly line: LedgerLine; readonly parts: LedgerParts },
): Promise<NetworkAnswer> {
  const cut = new AbortController();
  const look = setInterval(() => {
    if (parts.isOffline()) cut.abort();
  }, offlineLookMs);
  const end = (state: 'answered' | 'failed'): void => {
    clearInterval(look);
    signal.removeEventListener('abort', fail);
    line.end(state);
  };
  const fail = (): void => {
    end('failed');
  };
  const failed = (error: unknown): unknown => {
    fail();
    return cut.signal.aborted ? new AppError('OFFLINE', { host: address.host }, { cause: error }) : error;
  };
  signal.addEventListener('abort', fail);
  try {
    const answer = await parts.request(address, { headers, signal: AbortSignal.any([signal, cut.signal]) });
    line.answered(answer.status, answerHeadBytes(answer));
    return {
      ...answer,
      body: { [Symbol.asyncIterator]: () => countedPieces(answer, { line, end, failed }) },
      discard() {
        end('answered');
        answer.discard();
      },
    };
  } catch (error) {
    if (unconnected.test(String(error))) line.nothingSent();
    throw failed(error);
  }
}

async function* countedPieces(
  answer: NetworkAnswer,
  run: {
    readonly line: LedgerLine;
    readonly end: (state: 'answered') => void;
    readonly failed: (error: unknown) => unknown;
  },
): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const piece of answer.body) {
      run.line.received(piece.length);
      yield piece;
    }
  } catch (error) {
    throw run.failed(error);
  } finally {
    run.end('answered');
  }
}
