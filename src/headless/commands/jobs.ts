import { AppError } from '../../contract/errors.ts';
import { jobIdSchema, type JobId } from '../../contract/ids.ts';
import type { Job } from '../../contract/jobs.ts';
import type { Input } from '../../contract/operations/index.ts';
import { errorText } from '../../contract/texts/errorTexts.ts';
import { fieldLines, tableLines } from '../tables.ts';
import type { Terminal } from '../terminal.ts';
import { queueTexts } from '../texts/queueTexts.ts';
import type { CommandContext } from './context.ts';

/** @throws AppError JOB_UNKNOWN for what cannot be the id of a job. */
export function jobIdFrom(text: string): JobId {
  const parsed = jobIdSchema.safeParse(text);
  if (!parsed.success) throw new AppError('JOB_UNKNOWN', { id: text });
  return parsed.data;
}

/** A job that somebody holds back says so. */
function stateOf({ texts, language }: Terminal, job: Job): string {
  const status = texts.statuses[job.status];
  return job.isPaused ? `${status}, ${queueTexts(language).paused}` : status;
}

function percent(job: Job): string {
  const ratio = job.status === 'completed' ? 1 : (job.progress?.overallRatio ?? 0);
  return `${String(Math.floor(100 * ratio))} %`;
}

export async function listJobs(context: CommandContext, filter: Input<'jobs.list'>, isJson: boolean): Promise<void> {
  const { terminal } = context;
  const jobs = await context.withCantado((cantado) => cantado.call('jobs.list', filter));
  if (isJson) return terminal.printJson(jobs);
  if (jobs.length === 0) return terminal.note(terminal.texts.nothingHere);
  const rows = jobs.map((job) => [job.id, stateOf(terminal, job), percent(job), job.voiceId, job.recordingName]);
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

export async function printJob(terminal: Terminal, job: Job, isJson: boolean): Promise<void> {
  if (isJson) return terminal.printJson(job);
  const { fields } = terminal.texts;
  const lines = fieldLines([
    [fields.id, job.id],
    [fields.status, stateOf(terminal, job)],
    [
      queueTexts(terminal.language).fields.priority,
      job.priority === 'normal' ? null : queueTexts(terminal.language).priorities[job.priority],
    ],
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
