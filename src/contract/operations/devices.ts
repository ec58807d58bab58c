import { z } from 'zod';
import { deviceSchema } from '../devices.ts';

export const deviceOperations = {
  /** As last measured on this computer; untested ones are told as such. */
  'devices.list': { input: z.void(), output: z.array(deviceSchema) },
  /** Tries every provider, one at a time, in a process of its own. */
  'devices.prove': { input: z.void(), output: z.array(deviceSchema) },
} as const;
