import { Readable } from 'node:stream';
import type { ClientRequestConstructorOptions, IncomingMessage } from 'electron';
import { bodyOf } from '../../adapters/network/bodyOf.ts';
import type { BareRequest, NetworkAnswer } from '../../adapters/network/types.ts';

type Answer = Pick<IncomingMessage, 'statusCode' | 'headers'>;

/** Electron's ClientRequest, as far as it is used. */
type RunningRequest = {
  on(event: 'redirect', listener: (status: number, method: string, location: string) => void): unknown;
  on(event: 'response', listener: (message: Answer) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  end(): unknown;
  abort(): void;
};

/**
 * The network as Chromium reaches it.
 * @param begin makes Electron's request, in a session of the caller's choice
 */
export function createElectronRequest(
  begin: (options: ClientRequestConstructorOptions) => RunningRequest,
): BareRequest {
  return (address, { headers, signal }) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return void reject(signal.reason as Error);
      const sent = begin({
        url: address.href,
        headers: { ...headers },
        redirect: 'manual',
        cache: 'no-store',
      });
      const stop = (): void => {
        sent.abort();
        // Chromium reports an abort of ours in no way that reaches who waits.
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', stop, { once: true });
      sent.on('close', () => {
        signal.removeEventListener('abort', stop);
      });
      sent.on('redirect', (status, _method, location) => {
        resolve(redirectTo(status, location));
      });
      sent.on('response', (message) => {
        resolve(answerOf(message, sent, signal));
      });
      // A redirect that was not followed ends in an error of its own, after it was told.
      sent.on('error', reject);
      sent.end();
    });
}

function redirectTo(status: number, location: string): NetworkAnswer {
  return { status, headers: new Map([['location', location]]), body: noBody(), discard: () => undefined };
}

async function* noBody(): AsyncGenerator<Uint8Array, void> {
  // A redirect that is not followed has none.
}

function answerOf(message: Answer, sent: RunningRequest, signal: AbortSignal): NetworkAnswer {
  // Electron's types leave out that it is a stream of Node's.
  if (!(message instanceof Readable)) throw new TypeError('the answer is no stream');
  const headers = Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')] as const);
  const discard = (): void => {
    sent.abort();
    message.destroy();
  };
  signal.addEventListener('abort', discard, { once: true });
  return { status: message.statusCode, headers: new Map(headers), body: bodyOf(message), discard };
}
