import type { JobId } from '../../contract/ids.ts';
import { tableLines } from '../tables.ts';
import type { CommandContext } from './context.ts';

/** What stands in columns of its own, or says the same of every line. */
const ownColumns: ReadonlySet<string> = new Set(['time', 'event', 'source', 'jobId', 'versions']);

/** Prints what happened to a job, oldest first. */
export async function showJobLog(context: CommandContext, jobId: JobId, isJson: boolean): Promise<void> {
  const { terminal } = context;
  const { lines } = await context.withCantado((cantado) => cantado.call('jobs.log', { jobId }));
  if (isJson) return terminal.printJson(lines);
  if (lines.length === 0) return terminal.note(terminal.texts.observability.noLog);
  const rows = lines.map((line) => [text(line['time']), text(line['source']), text(line['event']), factsOf(line)]);
  for (const row of tableLines(rows)) await terminal.print(row);
}

function factsOf(line: Readonly<Record<string, unknown>>): string {
  return Object.entries(line)
    .filter(([name, value]) => !ownColumns.has(name) && value !== null)
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' ');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
