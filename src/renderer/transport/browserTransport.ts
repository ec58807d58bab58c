import { AppError, unwrap, type Reply } from '../../contract/errors.ts';
import type { Call, OperationName, Output } from '../../contract/operations/index.ts';
import { openEventSocket } from './eventSocket.ts';
import type { Transport } from './transport.ts';

async function post<T>(path: string, body: BodyInit, contentType: string): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': contentType },
    body,
  }).catch((cause: unknown) => {
    throw new AppError('NOT_CONNECTED', {}, { cause });
  });
  const reply = (await response.json().catch((cause: unknown) => {
    throw new AppError('NOT_CONNECTED', {}, { cause });
  })) as Reply<T>;
  return unwrap(reply);
}

/** The transport in a browser: HTTP calls, a WebSocket for events, uploads for files. The session is a cookie. */
export function createBrowserTransport(location: Location): Transport {
  const call: Call = <N extends OperationName>(name: N, input: unknown) =>
    post<Output<N>>(`/call/${name}`, JSON.stringify({ input }), 'application/json');
  const socketProtocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const events = openEventSocket(`${socketProtocol}//${location.host}/events`);
  return {
    call,
    subscribe: events.subscribe,
    openFile: (file) => post(`/upload?name=${encodeURIComponent(file.name)}`, file, 'application/octet-stream'),
    onConnection: events.onConnection,
    shell: null,
    isMac: navigator.platform.startsWith('Mac'),
  };
}
