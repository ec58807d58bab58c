import { z } from 'zod';
import { exportRequestSchema } from '../exports.ts';
import { historyFilterSchema, historyPageSchema, takeComparisonSchema } from '../history.ts';
import { jobIdSchema, recordingIdSchema, takeIdSchema } from '../ids.ts';
import { localPathSchema } from '../localPath.ts';
import { takeSchema, takeViewSchema } from '../jobs.ts';

const one = z.object({ takeId: takeIdSchema });

export const takeOperations = {
  /** Of one recording, in the order they were made, without those in the bin. */
  'takes.list': {
    input: z.object({ recordingId: recordingIdSchema }),
    output: z.array(takeSchema),
    http: { method: 'GET', path: '/recordings/{recordingId}/takes', summary: 'Takes of a recording' },
  },
  /** Takes of all recordings, newest first, page by page. */
  'takes.history': {
    input: historyFilterSchema.extend({
      /** `next` of the page before. */
      after: z.string().max(100).optional(),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    output: historyPageSchema,
    http: { method: 'GET', path: '/audio/takes', summary: 'Search the history of takes' },
  },
  'takes.get': {
    input: one,
    output: takeSchema,
    http: { method: 'GET', path: '/audio/takes/{takeId}', summary: 'A take and its recipe' },
  },
  'takes.view': {
    input: z.object({ takeId: takeIdSchema, maxPoints: z.number().int().min(100).max(100_000).optional() }),
    output: takeViewSchema,
    http: { method: 'GET', path: '/audio/takes/{takeId}/view', summary: 'Wave and pitch of a take' },
  },
  /**
   * Writes how the words of a take in melody mode were laid on the notes (docs/plan.md) to a file that does not exist yet. It
   * may be large and is only ever handled as a file: over HTTP it is sent from one (`GET /audio/takes/{takeId}/plan`).
   */
  'takes.writePlan': {
    input: one.extend({ path: localPathSchema }),
    output: z.object({ path: z.string() }),
  },
  /** Writes a finished take to a file and says where. */
  'takes.export': {
    input: z.object({ takeId: takeIdSchema, export: exportRequestSchema }),
    output: z.object({ path: z.string() }),
    http: { method: 'POST', path: '/audio/takes/{takeId}/export', summary: 'Write a take to a file on this computer' },
  },
  /** Makes a take with the same recipe, seed included, as the program sings it today. */
  'takes.again': {
    input: one.extend({ jobId: jobIdSchema.optional() }),
    output: z.object({ jobId: jobIdSchema, takeId: takeIdSchema }),
    http: { method: 'POST', path: '/audio/takes/{takeId}/again', summary: 'Again with this recipe', status: 202 },
  },
  'takes.compare': {
    input: z.object({ first: takeIdSchema, second: takeIdSchema }),
    output: takeComparisonSchema,
    http: { method: 'GET', path: '/audio/takes/{first}/differences/{second}', summary: 'How two recipes differ' },
  },
  'takes.star': {
    input: one.extend({ isStarred: z.boolean() }),
    output: takeSchema,
    http: { method: 'PUT', path: '/audio/takes/{takeId}/star', summary: 'Keep a take by every rule of storage' },
  },
  /** Into the bin, from which it can be brought back for takeBinDays. A job that still makes it is cancelled. Exports stay. */
  'takes.remove': {
    input: one,
    output: takeSchema,
    http: { method: 'DELETE', path: '/audio/takes/{takeId}', summary: 'Remove a take' },
  },
  'takes.restore': {
    input: one,
    output: takeSchema,
    http: { method: 'POST', path: '/audio/takes/{takeId}/restore', summary: 'Bring a removed take back' },
  },
} as const;
