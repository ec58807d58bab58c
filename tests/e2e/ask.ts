import { unwrap, type Reply } from '../../src/contract/errors.ts';
import type { Input, OperationName, Output } from '../../src/contract/operations/index.ts';
import type { Served } from './serve.ts';

/** Asks a served program for one operation, as its window does. Rejects with AppError. */
export async function ask<N extends OperationName>(
  served: Pick<Served, 'url'>,
  name: N,
  input: Input<N>,
): Promise<Output<N>> {
  const url = new URL(served.url);
  const headers = {
    authorization: `Bearer ${url.searchParams.get('token') ?? ''}`,
    'content-type': 'application/json',
  };
  const response = await fetch(new URL(`/call/${name}`, url), {
    method: 'POST',
    headers,
    body: JSON.stringify({ input }),
  });
  return unwrap((await response.json()) as Reply<Output<N>>);
}
