import { z } from 'zod';
import { localPathSchema } from '../localPath.ts';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** Hours in which a request with the same key is the same request. */
export const idempotencyHours = 24;

/** What requests over HTTP need of the data folder, whichever process has it open. */
export const requestOperations = {
  /**
   * The id of what a request makes: a new one, or that of an earlier request with the same key. Rejects with
   * IDEMPOTENCY_KEY_REUSED where that one asked for something else.
   */
  'requests.claim': {
    input: z.object({
      keySha256: sha256Schema,
      requestSha256: sha256Schema,
      /** Where the caller chose the id. */
      id: z.uuid().optional(),
    }),
    output: z.object({ id: z.uuid() }),
  },
  /** Lets a key be used for another request, because this one made nothing. */
  'requests.release': { input: z.object({ keySha256: sha256Schema, id: z.uuid() }), output: z.void() },
  /** Deletes an upload that nothing came of; one that became a recording stays, and so does any other file. */
  'uploads.forget': { input: z.object({ path: localPathSchema }), output: z.void() },
} as const;
