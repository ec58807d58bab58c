/** Bytes first … last, both included. */
export type ByteRange = { readonly first: number; readonly last: number };

/**
 * The part of `sizeBytes` that a Range header asks for (RFC 9110, section 14): undefined for the whole (no
 * header, several ranges, another unit), `unsatisfiable` where no such bytes exist.
 */
export function parseRange(header: string | null, sizeBytes: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (!match || (from === '' && to === '')) return undefined;
  if (from === '') {
    const first = Math.max(0, sizeBytes - Number(to));
    return Number(to) === 0 || sizeBytes === 0 ? 'unsatisfiable' : { first, last: sizeBytes - 1 };
  }
  if (to !== '' && Number(to) < Number(from)) return undefined;
  if (Number(from) >= sizeBytes) return 'unsatisfiable';
  return { first: Number(from), last: to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1) };
}

/** Bytes of something with a known final size, in order; it may end early where the rest never comes. */
export type ByteSource = {
  readonly sizeBytes: number;
  read(range: ByteRange): AsyncGenerator<Uint8Array, void, undefined>;
  /** Lets go of the file; nothing is read afterwards. */
  close(): Promise<void>;
};

/** A WAV as HTTP sends it, whole or in part. Who does not read its body cancels it, so that the file is let go of. */
export async function wavResponse(source: ByteSource, rangeHeader: string | null): Promise<Response> {
  const { sizeBytes } = source;
  const headers = { 'Accept-Ranges': 'bytes', 'Cache-Control': 'no-store', 'Content-Type': 'audio/wav' };
  const range = parseRange(rangeHeader, sizeBytes);
  if (range === 'unsatisfiable') {
    await source.close();
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'Content-Range': `bytes */${String(sizeBytes)}` },
    });
  }
  const { first, last } = range ?? { first: 0, last: sizeBytes - 1 };
  const body = streamOf(source, { first, last });
  const length = { 'Content-Length': String(last - first + 1) };
  if (!range) return new Response(body, { status: 200, headers: { ...headers, ...length } });
  const part = { 'Content-Range': `bytes ${String(first)}-${String(last)}/${String(sizeBytes)}` };
  return new Response(body, { status: 206, headers: { ...headers, ...length, ...part } });
}

/** The same answer for who asks for its headers (HEAD). */
export async function headersOnly(response: Response): Promise<Response> {
  await response.body?.cancel();
  return new Response(null, response);
}

function streamOf(source: ByteSource, range: ByteRange): ReadableStream<Uint8Array> {
  const bytes = lettingGo(source, range);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await bytes.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await bytes.return();
        // Bytes that were never asked for did not let go of anything.
        await source.close();
      },
    },
    // Not read ahead: a player that pauses is not sent what it may never play.
    { highWaterMark: 0 },
  );
}

async function* lettingGo(source: ByteSource, range: ByteRange): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* source.read(range);
  } finally {
    await source.close();
  }
}
