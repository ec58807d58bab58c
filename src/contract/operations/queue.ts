import { z } from 'zod';
import { queueStateSchema } from '../queue.ts';

export const queueOperations = {
  'queue.get': {
    input: z.void(),
    output: queueStateSchema,
    http: { method: 'GET', path: '/audio/queue', summary: 'What the queue is doing' },
  },
  /** Interrupts running jobs, which keep their whole chunks, and begins no other, also after a restart. */
  'queue.pause': {
    input: z.void(),
    output: queueStateSchema,
    http: { method: 'POST', path: '/audio/queue/pause', summary: 'Pause everything' },
  },
  'queue.resume': {
    input: z.void(),
    output: queueStateSchema,
    http: { method: 'POST', path: '/audio/queue/resume', summary: 'Go on' },
  },
} as const;
