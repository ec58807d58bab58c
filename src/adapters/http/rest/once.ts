import { createHash } from 'node:crypto';
import { invalidInput } from '../../../contract/checkInput.ts';
import { toEnvelope, unwrap } from '../../../contract/errors.ts';
import type { Output } from '../../../contract/operations/index.ts';
import type { ApiTarget } from '../api.ts';

/** Printable ASCII, as long as a key may be. */
const keyPattern = /^[\x20-\x7e]{1,255}$/;

export type OnceRequest = {
  /** Idempotency-Key, as it came. */
  readonly key: string | undefined;
  /** What is asked, of which equal requests are equal. */
  readonly asked: readonly unknown[];
  /** Where the caller chose an id. */
  readonly id: string | undefined;
};

/**
 * Makes something under an id that is the same for every request with the same key, so that it is made once.
 * @throws AppError IDEMPOTENCY_KEY_REUSED, INVALID_INPUT, and what `make` throws
 */
export async function once<T>(
  { dispatch }: Pick<ApiTarget, 'dispatch'>,
  { key, asked, id }: OnceRequest,
  make: (id: string) => Promise<T>,
): Promise<T> {
  // Also without a key: the owner of the data folder may change in between, and is then asked twice.
  if (key === undefined) return make(id ?? crypto.randomUUID());
  if (!keyPattern.test(key)) throw invalidInput('Idempotency-Key', 'not-a-key');
  const keySha256 = sha256Of(key);
  const claim = {
    keySha256,
    requestSha256: sha256Of(JSON.stringify(sorted(asked))),
    ...(id === undefined ? {} : { id }),
  };
  const claimed = unwrap(await dispatch('requests.claim', claim)) as Output<'requests.claim'>;
  try {
    return await make(claimed.id);
  } catch (error) {
    // Whether it was made is not known when the connection broke: then the key keeps its request.
    if (toEnvelope(error).code !== 'NOT_CONNECTED') {
      await dispatch('requests.release', { keySha256, id: claimed.id });
    }
    throw error;
  }
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The same value with the fields of every object in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, part]) => [name, sorted(part)]));
}
