import { invalidInput } from '../../contract/checkInput.ts';

/** No request but an upload is anywhere near this. */
export const largestCallMb = 1;
const largestCall = largestCallMb * 1024 ** 2;
/** Who sends nothing for so long has gone, ms. */
const longestSilenceMs = 60_000;

/** The body of a request; it fails where the sender falls silent for a minute. */
export function bodyOf(
  body: ReadableStream<Uint8Array> | null,
  silenceMs = longestSilenceMs,
): ReadableStream<Uint8Array> {
  if (!body) return new Blob([]).stream();
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await inTime(reader.read(), silenceMs);
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** The text of a body; undefined where it is larger than any request. */
export async function smallText(body: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of body) {
    sizeBytes += part.length;
    if (sizeBytes > largestCall) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function inTime<T>(work: Promise<T>, limitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(invalidInput('', 'stopped'));
    }, limitMs);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
