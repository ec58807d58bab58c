import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** How a server gives its file. What is left out is as it should be. */
export type Manners = {
  /** Ends the connection after so many bytes of the body. */
  readonly dropAfterBytes?: number;
  /** Sends so many bytes of the body and then nothing more. */
  readonly stallAfterBytes?: number;
  /** Sends so many bytes of the body and then waits so long before each further piece, ms. */
  readonly slowMs?: number;
  /** Of each piece. */
  readonly pieceBytes?: number;
  /** What it says of the length; null: nothing. */
  readonly declaredBytes?: number | null;
  readonly ignoresRanges?: boolean;
  readonly status?: number;
  readonly location?: string;
  readonly contentType?: string;
  /** Its name of this version of the file; null: none. */
  readonly etag?: string | null;
  /** Sent instead of the file. */
  readonly bytes?: Uint8Array;
};

export type SeenRequest = {
  readonly path: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  readonly host: string | undefined;
};

export type FileServer = {
  readonly url: (path?: string) => string;
  readonly seen: SeenRequest[];
  /** Body bytes handed to the network so far. */
  readonly sentBytes: () => number;
};

const usualPieceBytes = 16 * 1024;

/**
 * A real server on this computer that gives `file` with the manners of the n-th request, the last ones from then on.
 */
export async function startFileServer(file: Uint8Array, manners: readonly Manners[] = [{}]): Promise<FileServer> {
  const seen: SeenRequest[] = [];
  let sentBytes = 0;
  const server = http.createServer((request, response) => {
    const manner = manners[Math.min(seen.length, manners.length - 1)] ?? {};
    const { range, host } = request.headers;
    seen.push({ path: request.url ?? '', range, ifRange: request.headers['if-range'] as string | undefined, host });
    void answer(response, { file: manner.bytes ?? file, range, manner }, (count) => (sentBytes += count));
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: (path = '/model.pt') => `http://127.0.0.1:${String(port)}${path}`, seen, sentBytes: () => sentBytes };
}

type Answer = { readonly file: Uint8Array; readonly range: string | undefined; readonly manner: Manners };

async function answer(
  response: http.ServerResponse,
  { file, range, manner }: Answer,
  onSent: (count: number) => void,
): Promise<void> {
  const asked = manner.ignoresRanges ? null : /^bytes=(\d+)-$/.exec(range ?? '');
  const start = Number(asked?.[1] ?? 0);
  if (start >= file.length) return void response.writeHead(416).end();
  const body = file.subarray(start);
  writeHead(response, { file, start, isPart: asked !== null, manner });
  if (manner.location !== undefined || (manner.status ?? 200) >= 400) return void response.end('nothing here');
  const { dropAfterBytes = Infinity, stallAfterBytes = Infinity, slowMs, pieceBytes = usualPieceBytes } = manner;
  const end = Math.min(body.length, dropAfterBytes, stallAfterBytes);
  for (let at = 0; at < end && !response.destroyed; at += pieceBytes) {
    const piece = body.subarray(at, Math.min(end, at + pieceBytes));
    await new Promise((resolve) => {
      response.write(piece, resolve);
    });
    onSent(piece.length);
    if (slowMs !== undefined) await new Promise((resolve) => setTimeout(resolve, slowMs));
  }
  if (dropAfterBytes < body.length) response.destroy();
  else if (stallAfterBytes >= body.length) response.end();
}

function writeHead(
  response: http.ServerResponse,
  { file, start, isPart, manner }: Pick<Answer, 'file' | 'manner'> & { start: number; isPart: boolean },
): void {
  const { declaredBytes = file.length - start, etag, location, contentType = 'application/octet-stream' } = manner;
  const tag = etag === undefined ? `"${createHash('sha256').update(file).digest('hex').slice(0, 16)}"` : etag;
  response.writeHead(manner.status ?? (isPart ? 206 : 200), {
    'content-type': contentType,
    ...(tag === null ? {} : { etag: tag }),
    ...(location === undefined ? {} : { location }),
    ...(declaredBytes === null || location !== undefined ? {} : { 'content-length': String(declaredBytes) }),
    ...(isPart ? { 'content-range': `bytes ${String(start)}-${String(file.length - 1)}/${String(file.length)}` } : {}),
  });
}
