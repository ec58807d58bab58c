import type { Readable } from 'node:stream';

/**
 * A Node stream as a web stream that is read piece by piece. Unlike Readable.toWeb it never throws outside its reader when it is given
 * up while bytes are on their way.
 */
export function webStreamOf(stream: Readable): ReadableStream<Uint8Array> {
  // Parsers tell some errors without ending the stream, also before anybody reads it.
  stream.on('error', (error) => stream.destroy(error));
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined>;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks.return?.();
        stream.destroy();
      },
    },
    { highWaterMark: 1 },
  );
}
