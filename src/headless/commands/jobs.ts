import { AppError } from '../../contract/errors.ts';
import { jobIdSchema, type JobId } from '../../contract/ids.ts';
import type { Job, JobStatus } from '../../contract/jobs.ts';
import { errorText } from '../../contract/texts/errorTexts.ts';
import { fieldLines, tableLines } from '../tables.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';

/** @throws AppError JOB_UNKNOWN for what cannot be the id of a job. */
export function jobIdFrom(text: string): JobId {
  const parsed = jobIdSchema.safeParse(text);
  if (!parsed.success) throw new AppError('JOB_UNKNOWN', { id: text });
  return parsed.data;
}

function percent(job: Job): string {
  const ratio = job.status === 'completed' ? 1 : (job.progress?.overallRatio ?? 0);
  return `${String(Math.floor(100 * ratio))} %`;
}

export async function listJobs(
  context: CommandContext,
  filter: { readonly status: JobStatus | undefined; readonly limit: number },
  isJson: boolean,
): Promise<void> {
  const { terminal } = context;
  const { status, limit } = filter;
  const input = status === undefined ? { limit } : { status, limit };
  const jobs = await context.withCantado((cantado) => cantado.call('jobs.list', input));
  if (isJson) return terminal.printJson(jobs);
  if (jobs.length === 0) return terminal.note(terminal.texts.nothingHere);
  const rows = jobs.map((job) => [
    job.id,
    terminal.texts.statuses[job.status],
    percent(job),
    job.voiceId,
    job.recordingName,
  ]);
  for (const line of tableLines(rows)) await terminal.print(line);
}

export async function showJob(context: CommandContext, jobId: JobId, isJson: boolean): Promise<void> {
  const job = await context.withCantado((cantado) => cantado.call('jobs.get', { jobId }));
  await printJob(context.terminal, job, isJson);
}

/** @throws AppError JOB_UNKNOWN, JOB_NOT_CANCELLABLE */
export async function cancelJob(context: CommandContext, jobId: JobId, isJson: boolean): Promise<void> {
  const job = await context.withCantado((cantado) => cantado.call('jobs.cancel', { jobId }));
  await printJob(context.terminal, job, isJson);
}

async function printJob(terminal: Terminal, job: Job, isJson: boolean): Promise<void> {
  if (isJson) return terminal.printJson(job);
  const { fields, statuses } = terminal.texts;
  const lines = fieldLines([
    [fields.id, job.id],
    [fields.status, statuses[job.status]],
    [fields.progress, percent(job)],
    [fields.recording, job.recordingName],
    [fields.voice, job.voiceId],
    [fields.take, job.takeId],
    [fields.output, job.outputPath],
    [fields.created, new Date(job.createdAt).toLocaleString(terminal.language)],
    [fields.problem, job.error === null ? null : errorText(job.error, terminal.language).title],
  ]);
  for (const line of lines) await terminal.print(line);
}
