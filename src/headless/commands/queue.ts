import type { JobId } from '../../contract/ids.ts';
import type { Priority } from '../../contract/jobs.ts';
import type { QueueState } from '../../contract/queue.ts';
import { formatDuration } from '../progress.ts';
import { fieldLines, type FieldRow } from '../tables.ts';
import type { Terminal } from '../terminal.ts';
import { queueTexts } from '../texts/queueTexts.ts';
import type { CommandContext } from './context.ts';
import { printJob } from './jobs.ts';

/** What is asked of the whole queue. */
export async function changeQueue(
  context: CommandContext,
  operation: 'queue.get' | 'queue.pause' | 'queue.resume',
  isJson: boolean,
): Promise<void> {
  const state = await context.withCantado((cantado) => cantado.call(operation, undefined));
  if (isJson) return context.terminal.printJson(state);
  for (const line of queueLines(context.terminal, state)) await context.terminal.print(line);
}

/** What is asked of one job that waits. */
export type JobChange =
  | { readonly operation: 'jobs.pause' | 'jobs.resume' | 'jobs.dismiss' }
  | { readonly operation: 'jobs.setPriority'; readonly priority: Priority }
  | { readonly operation: 'jobs.move'; readonly beforeJobId: JobId | null };

/** @throws AppError JOB_UNKNOWN, JOB_NOT_MOVABLE, JOB_NOT_DISMISSABLE */
export async function changeJob(
  context: CommandContext,
  jobId: JobId,
  change: JobChange,
  isJson: boolean,
): Promise<void> {
  const job = await context.withCantado((cantado) => {
    switch (change.operation) {
      case 'jobs.setPriority':
        return cantado.call(change.operation, { jobId, priority: change.priority });
      case 'jobs.move':
        return cantado.call(change.operation, { jobId, beforeJobId: change.beforeJobId });
      default:
        return cantado.call(change.operation, { jobId });
    }
  });
  await printJob(context.terminal, job, isJson);
}

function queueLines({ language }: Terminal, state: QueueState): string[] {
  const texts = queueTexts(language);
  const { fields } = texts;
  const isIdle = state.queuedCount + state.processingCount === 0;
  const doing = state.pausedBy ? texts.pausedBy[state.pausedBy] : isIdle ? texts.idle : texts.working;
  const left = state.remainingSec === null ? texts.notLearned : formatDuration(state.remainingSec, language);
  const power = state.isOnBattery === null ? null : state.isOnBattery ? texts.onBattery : texts.pluggedIn;
  const rows: FieldRow[] = [
    [fields.state, doing],
    [fields.waiting, String(state.queuedCount)],
    [fields.running, String(state.processingCount)],
    [fields.needsYou, state.needsYouCount === 0 ? null : String(state.needsYouCount)],
    [fields.left, isIdle ? null : left],
    [fields.atATime, `${String(state.parallelJobs)} (${texts.reasons[state.parallelReason]})`],
    [fields.battery, power],
    ...state.speeds.map(({ converterId, device, realTimeFactor, sampleCount }): FieldRow => {
      const factor = realTimeFactor.toLocaleString(language, { maximumFractionDigits: 1 });
      return [texts.speed(converterId, device), texts.speedOf(factor, sampleCount)];
    }),
  ];
  return fieldLines(rows);
}
