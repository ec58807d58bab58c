import { AppError, unwrap, type Reply } from '../../contract/errors.ts';
import type { Call, OperationName, Output } from '../../contract/operations/index.ts';
import { openEventSocket } from './eventSocket.ts';
import type { Transport } from './transport.ts';

/** @param isLast the page is being left: it arrives nevertheless, which a browser allows for 64 kB */
async function post<T>(path: string, body: BodyInit, contentType: string, isLast = false): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': contentType },
    body,
    keepalive: isLast,
  }).catch((cause: unknown) => {
    throw new AppError('NOT_CONNECTED', {}, { cause });
  });
  // Another program answers at this address now, or this one with another token.
  if (response.status === 401) throw new AppError('TOKEN_REFUSED', {});
  const reply = (await response.json().catch((cause: unknown) => {
    throw new AppError('NOT_CONNECTED', {}, { cause });
  })) as Reply<T>;
  return unwrap(reply);
}

/** Sends a file and tells how far it is, which fetch cannot. */
function upload(path: string, file: File, onSent: (sentRatio: number) => void): Promise<{ readonly path: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.responseType = 'json';
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => {
      const reply = request.response as Reply<{ readonly path: string }> | null;
      try {
        if (request.status === 401) throw new AppError('TOKEN_REFUSED', {});
        if (!reply) throw new AppError('NOT_CONNECTED', {});
        resolve(unwrap(reply));
      } catch (error) {
        reject(error instanceof Error ? error : new AppError('NOT_CONNECTED', {}));
      }
    });
    request.addEventListener('error', () => reject(new AppError('NOT_CONNECTED', {})));
    request.send(file);
  });
}

/** The transport in a browser: HTTP calls, a WebSocket for events, uploads for files. The session is a cookie. */
export function createBrowserTransport(location: Location): Transport {
  let isLeaving = false;
  window.addEventListener('pagehide', () => (isLeaving = true));
  window.addEventListener('pageshow', () => (isLeaving = false));
  const call: Call = <N extends OperationName>(name: N, input: unknown) =>
    post<Output<N>>(`/call/${name}`, JSON.stringify({ input }), 'application/json', isLeaving);
  const socketProtocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const events = openEventSocket(`${socketProtocol}//${location.host}/events`);
  return {
    call,
    subscribe: events.subscribe,
    openFile: (file, isSpeech = true) => {
      const kind = isSpeech ? '' : '&for=company';
      return post(`/upload?name=${encodeURIComponent(file.name)}${kind}`, file, 'application/octet-stream');
    },
    placeFile: async (file, onSent, kind = 'voice') => {
      const { path } = await upload(`/upload?name=${encodeURIComponent(file.name)}&for=${kind}`, file, onSent);
      return { path, isOwn: false };
    },
    onConnection: events.onConnection,
    shell: null,
    isMac: navigator.platform.startsWith('Mac'),
  };
}
