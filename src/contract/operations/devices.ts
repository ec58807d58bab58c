import { z } from 'zod';
import { deviceSchema } from '../devices.ts';

export const deviceOperations = {
  /** As last measured on this computer; untested ones are told as such. */
  'devices.list': {
    input: z.void(),
    output: z.array(deviceSchema),
    http: { method: 'GET', path: '/devices', summary: 'Devices, as last measured' },
  },
  /** Tries every provider, one at a time, each in a process of its own. */
  'devices.prove': {
    input: z.void(),
    output: z.array(deviceSchema),
    http: { method: 'POST', path: '/devices/prove', summary: 'Try every device' },
  },
  /** Uses one device wherever it is proved; null: the fastest for every network. */
  'devices.prefer': { input: z.object({ device: z.string().max(64).nullable() }), output: z.array(deviceSchema) },
} as const;
