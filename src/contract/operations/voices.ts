import { z } from 'zod';
import { voiceSchema } from '../voices.ts';

export const voiceOperations = {
  'voices.list': { input: z.void(), output: z.array(voiceSchema) },
  /** By id or by name, in any language, case ignored. */
  'voices.get': { input: z.object({ voice: z.string().min(1).max(200) }), output: voiceSchema },
} as const;
