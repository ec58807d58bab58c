import http from 'node:http';
import net from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { WebSocket } from 'ws';
import { unwrap, type Reply } from '../../contract/errors.ts';
import type { AppEvent } from '../../contract/events.ts';
import type { Recording } from '../../contract/recordings.ts';
import { eventOf } from '../../contract/eventStream.ts';
import { readOwnerInfo, type OwnerInfo } from './ownerInfo.ts';
import { OwnerGone, type Session } from './session.ts';

type Order = { readonly method: string; readonly path: string; readonly headers?: http.OutgoingHttpHeaders };

/** Reaches the owner of a data folder; undefined where it cannot be reached (starting, or just gone). */
export async function connectToOwner(dataFolder: string): Promise<Session | undefined> {
  const owner = await readOwnerInfo(dataFolder);
  const events = owner && (await openEvents(owner));
  if (!owner || !events) return undefined;
  const listeners = new Set<(event: AppEvent) => void>();
  events.on('message', (data: Buffer) => {
    const event = eventOf(data.toString('utf8'));
    if (event) for (const listener of listeners) listener(event);
  });
  const gone = new Promise<void>((resolve) => {
    events.on('close', () => {
      resolve();
    });
  });
  return {
    isOwner: false,
    gone,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch: async (name, rawInput) => {
      const order = { method: 'POST', path: `/call/${encodeURIComponent(name)}`, headers: jsonHeaders };
      const answer = await ask(owner, order, JSON.stringify({ input: rawInput }));
      return (await readJson(answer)) as Reply<unknown>;
    },
    mediaResponse: async (pathname, rangeHeader) => {
      const headers = rangeHeader === null ? {} : { range: rangeHeader };
      return webResponse(await ask(owner, { method: 'GET', path: pathname, headers }));
    },
    upload: (name, body, isSpeech = true) =>
      upload<Recording>(owner, new URLSearchParams({ name, ...(isSpeech ? {} : { for: 'company' }) }), body),
    uploadRecording: (name, body) => upload(owner, new URLSearchParams({ name, for: 'recording' }), body),
    uploadVoice: (name, body) => upload(owner, new URLSearchParams({ name, for: 'voice' }), body),
    uploadMelody: (name, body) => upload(owner, new URLSearchParams({ name, for: 'melody' }), body),
    close: () => {
      events.terminate();
      return Promise.resolve();
    },
  };
}

async function upload<T>(owner: OwnerInfo, query: URLSearchParams, body: ReadableStream<Uint8Array>): Promise<T> {
  const order = { method: 'POST', path: `/upload?${query.toString()}` };
  const answer = await ask(owner, order, Readable.fromWeb(body as NodeReadableStream));
  return unwrap((await readJson(answer)) as Reply<T>);
}

const jsonHeaders = { 'content-type': 'application/json' };

function authorization({ token }: OwnerInfo): http.OutgoingHttpHeaders {
  return { authorization: `Bearer ${token}` };
}

/** The open event connection, whose end is how we learn that the owner is gone. */
function openEvents(owner: OwnerInfo): Promise<WebSocket | undefined> {
  return new Promise((resolve) => {
    const socket = new WebSocket('ws://owner/events', {
      headers: authorization(owner),
      createConnection: () => net.connect(owner.socketPath),
    });
    socket.on('open', () => {
      resolve(socket);
    });
    // After opening, an error is followed by `close`.
    socket.on('error', () => {
      resolve(undefined);
    });
  });
}

/** @throws OwnerGone when the connection breaks before the answer begins */
function ask(
  owner: OwnerInfo,
  { method, path, headers }: Order,
  body: Readable | string = '',
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = http.request({
      socketPath: owner.socketPath,
      method,
      path,
      headers: { ...headers, ...authorization(owner) },
    });
    request.on('response', resolve);
    request.on('error', (error) => {
      reject(new OwnerGone('the owner of the data folder is gone', { cause: error }));
    });
    if (typeof body === 'string') request.end(body);
    else {
      // The body's own failure ends the request; the error above then says that no answer came.
      body.on('error', (error) => request.destroy(error));
      body.pipe(request);
    }
  });
}

/** @throws OwnerGone when the connection breaks inside the answer, or the owner is another one by now */
async function readJson(answer: http.IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  try {
    for await (const part of answer) parts.push(part as Buffer);
  } catch (error) {
    throw new OwnerGone('the owner of the data folder did not finish its answer', { cause: error });
  }
  if (answer.statusCode === 403) throw new OwnerGone('the data folder has another owner');
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
}

function webResponse(answer: http.IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    if (typeof value === 'string' && name !== 'connection' && name !== 'keep-alive') headers.set(name, value);
  }
  return new Response(Readable.toWeb(answer) as ReadableStream<Uint8Array>, {
    status: answer.statusCode ?? 500,
    headers,
  });
}
