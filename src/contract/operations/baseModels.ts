import { z } from 'zod';
import { baseModelSchema } from '../baseModels.ts';
import { localPathSchema } from '../localPath.ts';

const one = z.object({ modelId: z.string().min(1).max(64) });

export const baseModelOperations = {
  'baseModels.list': {
    input: z.void(),
    output: z.array(baseModelSchema),
    http: { method: 'GET', path: '/base-models', summary: 'Base models and their state' },
  },
  /** Starts or goes on; answers at once, progress comes as events. */
  'baseModels.download': {
    input: one,
    output: baseModelSchema,
    http: { method: 'POST', path: '/base-models/{modelId}/download', summary: 'Fetch a base model', status: 202 },
  },
  /** Stops a download or a preparation; what has been fetched is kept for the next time. */
  'baseModels.cancel': {
    input: one,
    output: baseModelSchema,
    http: { method: 'POST', path: '/base-models/{modelId}/cancel', summary: 'Stop fetching or preparing' },
  },
  /** Takes a file from this computer: known by its bytes, whatever its name. Answers when it is ready. */
  'baseModels.import': {
    input: z.object({
      path: localPathSchema,
      name: z.string().max(1024).optional(),
      /** Chosen by whoever may stop it (baseModels.stopImport). */
      importId: z.uuid().optional(),
    }),
    output: baseModelSchema,
  },
  /** Leaves nothing of an import. What somebody else waits for goes on. Answers when it has ended, and if it never began. */
  'baseModels.stopImport': { input: z.object({ importId: z.uuid() }), output: z.void() },
  'baseModels.remove': { input: one, output: baseModelSchema },
} as const;
