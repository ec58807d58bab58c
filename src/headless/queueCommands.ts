import { Option, type Command } from 'commander';
import { invalidInput } from '../contract/checkInput.ts';
import { AppError } from '../contract/errors.ts';
import { batchIdSchema, type BatchId } from '../contract/ids.ts';
import { jobStatuses, priorities, type JobStatus, type Priority } from '../contract/jobs.ts';
import type { CommandContext } from './commands/context.ts';
import { retryJob } from './commands/convert.ts';
import { showJobLog } from './commands/jobLog.ts';
import { cancelJob, jobIdFrom, listJobs, showJob } from './commands/jobs.ts';
import { changeJob, changeQueue } from './commands/queue.ts';
import { wholeNumberFrom } from './numberFlags.ts';
import { queueTexts } from './texts/queueTexts.ts';

type Json = { readonly json?: boolean };

const orders = ['newest', 'queue'] as const;

/** `queue [pause | resume]` */
export function addQueue(program: Command, context: CommandContext): void {
  const { commands } = queueTexts(context.terminal.language);
  const queue = program
    .command('queue')
    .description(commands.queue)
    .addOption(jsonOption(context))
    .action(async ({ json }: Json) => {
      await changeQueue(context, 'queue.get', json === true);
    });
  for (const [name, description] of [
    ['pause', commands.pauseAll],
    ['resume', commands.resumeAll],
  ] as const) {
    queue
      .command(name)
      .description(description)
      .addOption(jsonOption(context))
      .action(async (_given: Json, command: Command) => {
        // `queue --json pause` and `queue pause --json` are the same.
        await changeQueue(context, `queue.${name}`, command.optsWithGlobals<Json>().json === true);
      });
  }
}

/** `jobs list | show | log | cancel | retry | pause | resume | priority | move | dismiss` */
export function addJobs(program: Command, context: CommandContext): void {
  const { texts, language } = context.terminal;
  const queue = queueTexts(language);
  const jobs = program.command('jobs').description(texts.commands.jobs);
  addList(jobs, context);
  const ofOne = [
    ['show', texts.commands.jobsShow, showJob],
    ['log', texts.observability.commands.jobLog, showJobLog],
    ['cancel', texts.commands.jobsCancel, cancelJob],
    ['retry', texts.commands.jobsRetry, retryJob],
    ...(['pause', 'resume', 'dismiss'] as const).map(
      (name) =>
        [
          name,
          queue.commands[name],
          (...[, jobId, isJson]: Parameters<typeof showJob>) =>
            changeJob(context, jobId, { operation: `jobs.${name}` }, isJson),
        ] as const,
    ),
  ] as const;
  for (const [name, description, run] of ofOne) {
    jobs
      .command(name)
      .description(description)
      .argument('<job>', texts.flags.job)
      .addOption(jsonOption(context))
      .action(async (job: string, { json }: Json) => {
        await run(context, jobIdFrom(job), json === true);
      });
  }
  jobs
    .command('priority')
    .description(queue.commands.priority)
    .argument('<job>', texts.flags.job)
    .argument(`<${priorities.join('|')}>`, queue.flags.priority)
    .addOption(jsonOption(context))
    .action(async (job: string, word: string, { json }: Json) => {
      const priority: Priority = oneOf('priority', word, priorities);
      await changeJob(context, jobIdFrom(job), { operation: 'jobs.setPriority', priority }, json === true);
    });
  jobs
    .command('move')
    .description(queue.commands.move)
    .argument('<job>', texts.flags.job)
    .addOption(new Option('--before <job>', queue.flags.before).conflicts('end'))
    .addOption(new Option('--end', queue.flags.end))
    .addOption(jsonOption(context))
    .action(async (job: string, { before, end, json }: { before?: string; end?: boolean } & Json) => {
      if (before === undefined && end !== true) {
        throw invalidInput('move', 'not-one-of', '--before <job>, --end');
      }
      const beforeJobId = before === undefined ? null : jobIdFrom(before);
      await changeJob(context, jobIdFrom(job), { operation: 'jobs.move', beforeJobId }, json === true);
    });
}

type ListFlags = { status?: string; order?: string; batch?: string; offset: string; limit: string } & Json;

function addList(jobs: Command, context: CommandContext): void {
  const { texts, language } = context.terminal;
  const { flags } = queueTexts(language);
  jobs
    .command('list')
    .description(texts.commands.jobsList)
    .addOption(new Option(`--status <${jobStatuses.join('|')}>`, texts.flags.status))
    .addOption(new Option(`--order <${orders.join('|')}>`, flags.order))
    .addOption(new Option('--batch <id>', flags.batch))
    .addOption(new Option('--offset <n>', flags.offset).default('0'))
    .addOption(new Option('--limit <n>', `${texts.flags.limit} (1 … 1000; ${texts.defaultIs('100')})`).default('100'))
    .addOption(jsonOption(context))
    .action(async ({ status, order, batch, offset, limit, json }: ListFlags) => {
      const filter = {
        ...(status !== undefined && { status: oneOf<JobStatus>('status', status, jobStatuses) }),
        ...(order !== undefined && { order: oneOf('order', order, orders) }),
        ...(batch !== undefined && { batchId: batchIdFrom(batch) }),
        ...(offset !== '0' && { offset: wholeNumberFrom('offset', offset, [0, 1_000_000]) }),
        limit: wholeNumberFrom('limit', limit, [1, 1000]),
      };
      await listJobs(context, filter, json === true);
    });
}

function jsonOption({ terminal }: CommandContext): Option {
  return new Option('--json', terminal.texts.flags.json);
}

/** @throws AppError BATCH_UNKNOWN for what cannot be the id of a batch. */
function batchIdFrom(text: string): BatchId {
  const parsed = batchIdSchema.safeParse(text);
  if (!parsed.success) throw new AppError('BATCH_UNKNOWN', { id: text });
  return parsed.data;
}

/** @throws AppError SETTING_OUT_OF_RANGE */
function oneOf<T extends string>(flag: string, word: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate === word.toLowerCase());
  if (found) return found;
  throw new AppError('SETTING_OUT_OF_RANGE', { setting: flag, flag, value: word, allowed: known.join(', ') });
}
