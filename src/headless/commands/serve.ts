import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { AppError } from '../../contract/errors.ts';
import { startHttpServer } from '../httpServer.ts';
import { openBrowser } from '../openBrowser.ts';
import type { CommandContext } from './context.ts';

export type ServeOrder = {
  /** 0: a free one. */
  readonly port: number;
  readonly isBrowserWanted: boolean;
  readonly tokenFile: string | undefined;
  readonly isJson: boolean;
};

const tokenBytes = 32;

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/**
 * The token that opens the server: a fresh one or, with a file, the one of the last run. The file is made for its
 * owner's eyes only.
 */
function tokenFrom(file: string | undefined): string {
  const fresh = randomBytes(tokenBytes).toString('base64url');
  if (file === undefined) return fresh;
  try {
    const kept = readFileSync(file, 'utf8').trim();
    if (/^[\w-]{32,}$/.test(kept)) return kept;
    const allowed = `${file}: [A-Za-z0-9_-], ≥ 32`;
    throw new AppError('SETTING_OUT_OF_RANGE', { setting: 'token', flag: 'token-file', value: file, allowed });
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (!isMissing(error)) throw new AppError('FILE_NOT_READABLE', { file }, { cause: error });
  }
  try {
    writeFileSync(file, `${fresh}\n`, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    throw new AppError('FOLDER_NOT_WRITABLE', { folder: file }, { cause });
  }
  return fresh;
}

/** Serves the window and the API on 127.0.0.1 until Ctrl-C, which is how it is meant to end. */
export async function serve(context: CommandContext, order: ServeOrder): Promise<void> {
  const { terminal, stop, rendererFolder } = context;
  const token = tokenFrom(order.tokenFile);
  await context.withCantado(async (cantado) => {
    const starting = startHttpServer({ cantado, rendererFolder, port: order.port, token });
    const server = await starting.catch((cause: unknown) => {
      const reason = terminal.texts.usage.portTaken(order.port);
      throw new AppError('INVALID_INPUT', { path: '--port', reason: 'said', wanted: reason }, { cause });
    });
    try {
      if (order.isJson) await terminal.printJson({ url: server.url, port: server.port });
      else {
        await terminal.print(terminal.texts.serveAt(server.url));
        terminal.note(terminal.texts.serveStop);
      }
      if (order.isBrowserWanted && !(await openBrowser(server.url))) terminal.note(terminal.texts.noBrowser);
      await new Promise<void>((resolve) => {
        if (stop.aborted) resolve();
        else stop.addEventListener('abort', () => void resolve(), { once: true });
      });
    } finally {
      await server.close();
    }
  });
}
