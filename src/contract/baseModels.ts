import { z } from 'zod';
import { errorEnvelopeSchema } from './errors.ts';
import { localisedTextSchema } from './language.ts';

const baseModelStates = z.discriminatedUnion('state', [
  z.object({ state: z.literal('missing') }),
  z.object({ state: z.literal('downloading'), doneBytes: z.number(), remainingSec: z.number().nullable() }),
  /** Its network is being rebuilt and proved. */
  z.object({ state: z.literal('preparing') }),
  z.object({ state: z.literal('ready') }),
  z.object({ state: z.literal('failed'), error: errorEnvelopeSchema }),
]);

/** A network shared by many voices, fetched when first needed or imported from a file of the same hash. */
export const baseModelSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** What cannot be done without it, in one sentence. */
  purpose: localisedTextSchema,
  sizeBytes: z.number(),
  /** Bytes kept of a download that was cut off. */
  keptBytes: z.number(),
  licence: z.string(),
  /** Host name of the first address, so that a person knows who is asked. */
  host: z.string(),
  current: baseModelStates,
});
export type BaseModel = z.infer<typeof baseModelSchema>;

/** Why a download could not go on, in words that have a sentence in every language. */
export const downloadTroubles = [
  'offline',
  'unreachable',
  'refused',
  'stalled',
  'cut-off',
  'unsafe-redirect',
  'proxy',
] as const;
export type DownloadTrouble = (typeof downloadTroubles)[number];
