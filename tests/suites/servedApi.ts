import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openCantado } from '../../src/adapters/composition.ts';
import type { Cantado } from '../../src/adapters/cantado.ts';
import { startHttpServer } from '../../src/headless/httpServer.ts';
import { testCantadoOptions } from './testCantado.ts';

/** The real program from source behind its real HTTP server. */
export type ServedApi = {
  readonly cantado: Cantado;
  readonly dataFolder: string;
  readonly port: number;
  /** A request with the token, to a path of the server. */
  ask(target: string, init?: RequestInit): Promise<Response>;
  /** The JSON of an answer, as what the test expects it to be. */
  read<T>(target: string, init?: RequestInit): Promise<T>;
  /** Names of files in a folder of the data folder; none where there is no such folder. */
  filesIn(name: string): string[];
  /** Ends the program and opens it again on the same folder. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

export const apiToken = 'a-token-that-nobody-can-guess-0123456789';

export async function serveApi(): Promise<ServedApi> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cantado-api-'));
  const dataFolder = path.join(folder, 'data');
  const open = async () => {
    const cantado = await openCantado(testCantadoOptions(dataFolder));
    const server = await startHttpServer({ cantado, rendererFolder: folder, port: 0, token: apiToken });
    return { cantado, server };
  };
  let { cantado, server } = await open();
  const end = async (): Promise<void> => {
    await server.close();
    await cantado.close();
  };
  const ask = (target: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${apiToken}`);
    return fetch(`http://127.0.0.1:${String(server.port)}${target}`, { ...init, headers });
  };
  return {
    get cantado() {
      return cantado;
    },
    get port() {
      return server.port;
    },
    dataFolder,
    ask,
    read: async <T>(target: string, init?: RequestInit) => (await (await ask(target, init)).json()) as T,
    filesIn: (name) => (existsSync(path.join(dataFolder, name)) ? readdirSync(path.join(dataFolder, name)) : []),
    restart: async () => {
      await end();
      ({ cantado, server } = await open());
    },
    close: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A request with a JSON body. */
export function sending(method: string, value: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method, body: JSON.stringify(value), headers: { 'content-type': 'application/json', ...headers } };
}

/** A form with the given files and fields. */
export function sendingForm(
  parts: Readonly<Record<string, string | Blob | readonly [Blob, string]>>,
  headers: Record<string, string> = {},
): RequestInit {
  const form = new FormData();
  for (const [name, part] of Object.entries(parts)) {
    if (typeof part === 'string') form.append(name, part);
    else if (part instanceof Blob) form.append(name, part, `${name}.bin`);
    else form.append(name, ...part);
  }
  return { method: 'POST', body: form, headers };
}
