import { serve } from '../tests/e2e/serve.ts';
import { WebSocket } from 'ws';
import { unwrap, type Reply } from '../src/contract/errors.ts';
import type { Call, Output } from '../src/contract/operations/index.ts';

/** The built program in a process of its own, reached as scripts reach it. */
export type ServedProgram = {
  readonly call: Call;
  readonly pid: number;
  readonly folder: string;
  /** A listener of all events; counts what it heard. */
  listen(): { readonly count: () => number; close(): void };
  stop(): Promise<void>;
};

export async function startProgram(): Promise<ServedProgram> {
  const { url, pid, filesFolder, stop } = await serve();
  const address = new URL(url);
  const token = address.searchParams.get('token') ?? '';
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const call: Call = async (name, input) => {
    const response = await fetch(new URL(`/call/${name}`, address), {
      method: 'POST',
      headers,
      body: JSON.stringify({ input }),
    });
    return unwrap((await response.json()) as Reply<unknown>) as Output<typeof name>;
  };
  return {
    call,
    pid,
    folder: filesFolder,
    listen() {
      let count = 0;
      const socket = new WebSocket(`ws://${address.host}/events`, { headers });
      socket.on('message', () => count++);
      return {
        count: () => count,
        close: () => {
          socket.terminate();
        },
      };
    },
    stop,
  };
}
