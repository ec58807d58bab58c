import { z } from 'zod';

/** Where networks can run, in the order they are preferred. */
export const deviceKinds = ['cuda', 'directml', 'coreml', 'webgpu', 'cpu'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** How one family of networks did on a device, compared with the CPU. */
const familyProofSchema = z.object({
  family: z.enum(['voice', 'content', 'pitch']),
  isProved: z.boolean(),
  /** Largest difference from the CPU's output; null where it did not run. */
  largestDifference: z.number().nullable(),
  /** Seconds of audio per second of work. */
  realTimeFactor: z.number().nullable(),
});

export const deviceSchema = z.object({
  /** `cpu`, `cuda:0`, `directml:1`, … */
  id: z.string(),
  kind: z.enum(deviceKinds),
  label: z.string(),
  /** proved: right and measured; wrong: ran with other numbers; unavailable: did not run; demoted: failed during a job. */
  status: z.enum(['untested', 'proved', 'wrong', 'unavailable', 'demoted']),
  /** Of the whole chain of an RVC voice; null before it was measured. */
  realTimeFactor: z.number().nullable(),
  families: z.array(familyProofSchema),
  /** Chosen by a person. */
  isPreferred: z.boolean(),
  /** Why it cannot be used: a DeviceReason, and its item (a library's name). Empty where it can. */
  reason: z.string(),
  item: z.string(),
});
export type Device = z.infer<typeof deviceSchema>;

/** Texts: texts/deviceTexts.ts, with what to install where that helps. */
export const deviceReasons = [
  'not-on-this-system',
  'not-in-this-build',
  'library-missing',
  'driver-missing',
  'no-adapter',
  'out-of-memory',
  'wrong-numbers',
  'crashed',
  'timed-out',
  'other',
] as const;
export type DeviceReason = (typeof deviceReasons)[number];
