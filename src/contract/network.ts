import { z } from 'zod';

/** Why the program talks to another computer. A request without one of these does not compile. */
export const networkReasons = ['base-model'] as const;
export type NetworkReason = (typeof networkReasons)[number];

/** One request that left this computer, or was held back because Cantado stays offline. */
export const networkEntrySchema = z.object({
  id: z.number().int(),
  at: z.string(),
  /** Host and port; never the whole address, never a token. */
  host: z.string(),
  reason: z.enum(networkReasons),
  /** What it was about: a base model's id. */
  subject: z.string(),
  /** open: it goes on. A status of HTTP only where an answer came. */
  state: z.enum(['open', 'answered', 'failed', 'held-back']),
  status: z.number().int().nullable(),
  /** Of head and body, as the program wrote and read them. */
  sentBytes: z.number(),
  receivedBytes: z.number(),
});
export type NetworkEntry = z.infer<typeof networkEntrySchema>;
