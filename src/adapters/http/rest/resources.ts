import { z } from 'zod';
import { jobIdSchema, takeIdSchema, type JobId, type TakeId } from '../../../contract/ids.ts';
import { jobSchema, type Job } from '../../../contract/jobs.ts';
import { operations, type OperationName } from '../../../contract/operations/index.ts';

const address = z.string();

const jobLinksSchema = z.object({
  self: address,
  take: address,
  /** The sound as far as it is rendered, growing; null before there is any. */
  preview: address.nullable(),
  /** Null before the take is done. */
  download: z.object({ wav: address, mp3: address, flac: address }).nullable(),
});

/** A job over HTTP: with the addresses of what it makes. */
export const jobResourceSchema = jobSchema.extend({ links: jobLinksSchema });
export type JobResource = z.infer<typeof jobResourceSchema>;

export const jobMadeSchema = z.object({
  jobId: jobIdSchema,
  takeId: takeIdSchema,
  links: jobLinksSchema.pick({ self: true, take: true }),
});

export const addressOf = {
  job: (id: string): string => `/audio/jobs/${id}`,
  take: (id: string): string => `/audio/takes/${id}`,
  batch: (id: string): string => `/audio/batches/${id}`,
  voice: (id: string): string => `/voices/${id}`,
  recording: (id: string): string => `/recordings/${id}`,
};

function jobResource(job: Job): JobResource {
  const take = addressOf.take(job.takeId);
  const download = (format: string): string => `${take}/download?format=${format}`;
  const isDone = job.status === 'completed';
  return {
    ...job,
    links: {
      self: addressOf.job(job.id),
      take,
      preview: isDone || (job.progress?.playableSec ?? 0) > 0 ? `${take}/audio.wav` : null,
      download: isDone ? { wav: download('wav'), mp3: download('mp3'), flac: download('flac') } : null,
    },
  };
}

function jobMade({ jobId, takeId }: { readonly jobId: JobId; readonly takeId: TakeId }): z.infer<typeof jobMadeSchema> {
  return { jobId, takeId, links: { self: addressOf.job(jobId), take: addressOf.take(takeId) } };
}

/** What an operation answers with over HTTP. */
export type Representation = {
  readonly schema: z.ZodType;
  readonly of: (value: unknown) => unknown;
  /** Address of what was made. */
  readonly location?: (value: unknown) => string;
};

const idOf = (value: unknown): string => (value as { readonly id: string }).id;

export function representationOf(name: OperationName): Representation {
  const schema: z.ZodType = operations[name].output;
  if (name === 'jobs.list') {
    return { schema: z.array(jobResourceSchema), of: (value) => (value as readonly Job[]).map(jobResource) };
  }
  if (name === 'jobs.create' || name === 'takes.again') {
    const of = (value: unknown): unknown => jobMade(value as Parameters<typeof jobMade>[0]);
    return {
      schema: jobMadeSchema,
      of,
      location: (value) => addressOf.job((value as { readonly jobId: string }).jobId),
    };
  }
  if (schema === jobSchema) return { schema: jobResourceSchema, of: (value) => jobResource(value as Job) };
  const same = (value: unknown): unknown => value;
  if (name === 'batches.create') return { schema, of: same, location: (value) => addressOf.batch(idOf(value)) };
  if (name === 'voices.add') return { schema, of: same, location: (value) => addressOf.voice(idOf(value)) };
  return { schema, of: same };
}

/** Operations that make something under an id which the caller may choose, so that asking twice makes it once. */
export const chosenIdFields: Readonly<Partial<Record<OperationName, 'jobId' | 'batchId'>>> = {
  'jobs.create': 'jobId',
  'takes.again': 'jobId',
  'batches.create': 'batchId',
};
