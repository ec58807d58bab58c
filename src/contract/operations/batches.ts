import { z } from 'zod';
import { batchItemSchema, batchItemStatuses, batchRequestSchema, batchSchema } from '../batches.ts';
import { batchIdSchema } from '../ids.ts';

const one = z.object({ batchId: batchIdSchema });

export const batchOperations = {
  /** Takes files and folders; answers at once, files are opened and queued in the background. */
  'batches.create': {
    input: batchRequestSchema,
    output: batchSchema,
    http: { method: 'POST', path: '/audio/batches', summary: 'Convert many files or a folder', status: 202 },
  },
  /** Newest first. */
  'batches.list': {
    input: z.object({ isOpen: z.boolean().optional(), limit: z.number().int().min(1).max(200).default(50) }),
    output: z.array(batchSchema),
    http: { method: 'GET', path: '/audio/batches', summary: 'List batches' },
  },
  'batches.get': {
    input: one,
    output: batchSchema,
    http: { method: 'GET', path: '/audio/batches/{batchId}', summary: 'How far a batch is' },
  },
  'batches.items': {
    input: one.extend({
      status: z.enum(batchItemStatuses).optional(),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(100),
    }),
    output: z.array(batchItemSchema),
    http: { method: 'GET', path: '/audio/batches/{batchId}/files', summary: 'The files of a batch and how each went' },
  },
  'batches.pause': {
    input: one,
    output: batchSchema,
    http: { method: 'POST', path: '/audio/batches/{batchId}/pause', summary: 'Pause a batch' },
  },
  'batches.resume': {
    input: one,
    output: batchSchema,
    http: { method: 'POST', path: '/audio/batches/{batchId}/resume', summary: 'Go on with a batch' },
  },
  /** Cancels what has not ended; what is done stays. */
  'batches.cancel': {
    input: one,
    output: batchSchema,
    http: { method: 'POST', path: '/audio/batches/{batchId}/cancel', summary: 'Stop a batch' },
  },
  /** Puts every failed or cancelled file back in the queue. */
  'batches.retry': {
    input: one,
    output: batchSchema,
    http: { method: 'POST', path: '/audio/batches/{batchId}/retry', summary: 'Try failed files of a batch again' },
  },
} as const;
