import type { Readable } from 'node:stream';

/** More than this is not taken from the network before it is read. */
const mostWaitingBytes = 1 << 20;

/**
 * The pieces of a body. Node's own way to read a stream forgets the pieces that wait when the connection breaks; here they
 * come first and the error after them, so that whatever arrived is kept.
 */
export function bodyOf(stream: Pick<Readable, 'on' | 'pause' | 'resume' | 'destroy'>): AsyncIterable<Uint8Array> {
  const waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let end: { readonly error: Error | undefined } | undefined;
  let wake: () => void = () => undefined;
  const finish = (error?: Error): void => {
    end ??= { error };
    wake();
  };
  stream.on('data', (piece: Uint8Array) => {
    waiting.push(piece);
    waitingBytes += piece.length;
    if (waitingBytes > mostWaitingBytes) stream.pause();
    wake();
  });
  stream.on('end', () => {
    finish();
  });
  stream.on('error', finish);
  stream.on('close', () => {
    finish(new Error('aborted'));
  });

  async function* pieces(): AsyncGenerator<Uint8Array, void> {
    try {
      for (;;) {
        const piece = waiting.shift();
        if (piece) {
          waitingBytes -= piece.length;
          if (waitingBytes <= mostWaitingBytes / 2) stream.resume();
          yield piece;
        } else if (end) {
          if (end.error) throw end.error;
          return;
        } else {
          await new Promise<void>((resolve) => (wake = resolve));
        }
      }
    } finally {
      stream.destroy();
    }
  }
  return { [Symbol.asyncIterator]: pieces };
}
