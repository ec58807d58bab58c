import { AppError } from '../../contract/errors.ts';
import type { PartFile } from './partFile.ts';
import { requestFollowing } from './redirects.ts';
import { DownloadStopped, OtherFile } from './trouble.ts';
import type { NetworkAnswer, NetworkOptions, NetworkRequest } from './types.ts';

type Wanted = Pick<NetworkOptions, 'reason' | 'subject'> & { readonly address: URL; readonly sizeBytes: number };

export type FetchTools = {
  readonly request: NetworkRequest;
  readonly signal: AbortSignal;
  readonly onProgress: (doneBytes: number) => void;
  readonly stallMs?: number;
};

const usualStallMs = 30_000;
/** Slower than this, 4 kbit/s, is no better than silence: a server that sends a byte now and then would never end. */
const leastBytesPerMs = 0.5;

/**
 * One attempt to get what is missing of a file. Lengths that a server declares are not believed: bytes are counted.
 * @returns why it ended before everything had come; undefined when it has
 * @throws OtherFile, DownloadStopped and AppError where asking again would not help; what writing throws
 */
export async function fetchInto(part: PartFile, wanted: Wanted, tools: FetchTools): Promise<unknown> {
  const watch = watchStalls(tools.stallMs ?? usualStallMs, tools.signal);
  try {
    const { address, reason, subject } = wanted;
    const options = { headers: headersFor(part, address), signal: watch.signal, reason, subject };
    const answer = await failing(() => requestFollowing(tools.request, address, options));
    if (answer instanceof Broken) return answer.reason(watch);
    try {
      await prepare(part, wanted, answer);
      return await receive(part, wanted, answer, { tools, watch });
    } finally {
      answer.discard();
    }
  } finally {
    watch.stop();
  }
}

function headersFor(part: PartFile, address: URL): Record<string, string> {
  const headers: Record<string, string> = { 'accept-encoding': 'identity', 'user-agent': 'Cantado' };
  if (part.sizeBytes === 0) return headers;
  headers['range'] = `bytes=${String(part.sizeBytes)}-`;
  if (part.origin?.address === address.href) headers['if-range'] = part.origin.etag;
  return headers;
}

/** Makes the part ready for what the answer brings. */
async function prepare(part: PartFile, { address, sizeBytes }: Wanted, answer: NetworkAnswer): Promise<void> {
  const { status, headers } = answer;
  if (status === 206) {
    const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '');
    const total = range?.[2] ?? '*';
    if (total !== '*' && Number(total) !== sizeBytes) throw new OtherFile(`${total} bytes in all`);
    if (Number(range?.[1]) !== part.sizeBytes) throw new DownloadStopped('refused', 'another range');
  } else if (status === 200) {
    // A page to sign in at is the usual answer of a hotel's network; it must not cost what was fetched before.
    if (headers.get('content-type')?.startsWith('text/html')) throw new OtherFile('a web page');
    const declared = headers.get('content-length');
    const isOther = part.sizeBytes > 0 && declared !== undefined && Number(declared) !== sizeBytes;
    if (isOther) throw new OtherFile(`${declared} bytes in all`);
    await part.restart();
  } else if (status === 416) throw new OtherFile('a shorter file');
  else if (status === 407) throw new DownloadStopped('proxy', 'status 407');
  else if (status < 500 && status !== 408 && status !== 429) {
    throw new DownloadStopped('refused', `status ${String(status)}`);
  }
  const etag = headers.get('etag');
  const canBeAsked = etag !== undefined && !etag.startsWith('W/') && (status === 200 || status === 206);
  if (canBeAsked) await part.setOrigin({ address: address.href, etag });
}

async function receive(
  part: PartFile,
  { sizeBytes }: Wanted,
  answer: NetworkAnswer,
  { tools, watch }: { readonly tools: FetchTools; readonly watch: StallWatch },
): Promise<unknown> {
  if (answer.status >= 400) return new DownloadStopped('refused', `status ${String(answer.status)}`);
  const pieces = answer.body[Symbol.asyncIterator]();
  for (;;) {
    const next = await failing(() => pieces.next());
    if (next instanceof Broken) return next.reason(watch);
    if (next.done === true) return new DownloadStopped('cut-off', 'the answer ended early');
    watch.heard(next.value.length);
    await part.append(next.value.subarray(0, sizeBytes - part.sizeBytes));
    tools.onProgress(part.sizeBytes);
    // More than the file has is not waited for.
    if (part.sizeBytes === sizeBytes) return undefined;
  }
}

/** What a connection ended with, kept apart from what writing throws. */
class Broken {
  readonly #error: unknown;

  constructor(error: unknown) {
    this.#error = error;
  }

  reason(watch: StallWatch): unknown {
    return watch.hasStalled() ? new DownloadStopped('stalled', 'no byte for too long') : this.#error;
  }
}

async function failing<T>(work: () => Promise<T>): Promise<T | Broken> {
  try {
    return await work();
  } catch (error) {
    // What the program itself says, such as OFFLINE, is no connection that broke.
    if (error instanceof DownloadStopped || error instanceof AppError) throw error;
    return new Broken(error);
  }
}

type StallWatch = {
  readonly signal: AbortSignal;
  heard(bytes: number): void;
  hasStalled(): boolean;
  stop(): void;
};

/** Ends a connection that has been silent, or as good as silent, for too long. */
function watchStalls(stallMs: number, outer: AbortSignal): StallWatch {
  const stalled = new AbortController();
  let heardBytes = 0;
  const timer = setTimeout(() => {
    stalled.abort();
  }, stallMs);
  return {
    signal: AbortSignal.any([outer, stalled.signal]),
    heard(bytes) {
      heardBytes += bytes;
      if (heardBytes < leastBytesPerMs * stallMs) return;
      heardBytes = 0;
      timer.refresh();
    },
    hasStalled: () => stalled.signal.aborted && !outer.aborted,
    stop: () => {
      clearTimeout(timer);
    },
  };
}
