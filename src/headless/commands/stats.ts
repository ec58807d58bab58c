import { formatNumber } from '../../contract/language.ts';
import { jobStatuses } from '../../contract/jobs.ts';
import type { Metrics } from '../../contract/metrics.ts';
import { prometheusText } from '../../contract/texts/prometheusText.ts';
import { byteText } from '../byteText.ts';
import { formatDuration } from '../progress.ts';
import { fieldLines, tableLines, type FieldRow } from '../tables.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';

export type StatsFlags = { readonly days: number | undefined; readonly form: 'text' | 'json' | 'prometheus' };

/** Prints figures over jobs: for people, as JSON, or as Prometheus reads them. */
export async function stats(context: CommandContext, { days, form }: StatsFlags): Promise<void> {
  const { terminal } = context;
  const input = days === undefined ? {} : { days };
  const metrics = await context.withCantado((cantado) => cantado.call('metrics.get', input));
  if (form === 'json') return terminal.printJson(metrics);
  if (form === 'prometheus') return terminal.print(prometheusText(metrics).trimEnd());
  for (const line of fieldLines(fieldsOf(metrics, terminal))) await terminal.print(line);
  if (metrics.byConverterAndDevice.length === 0) return;
  await terminal.print('');
  for (const line of tableLines(groupRows(metrics, terminal))) await terminal.print(line);
}

function fieldsOf(metrics: Metrics, { texts, language }: Terminal): FieldRow[] {
  const { figures, measuredOf, inputOf, timesRealTime } = texts.observability;
  const { conversions, successRate } = metrics;
  const duration = (seconds: number | null): string | null =>
    seconds === null ? null : formatDuration(seconds, language);
  const size = byteText(metrics.inputBytes, language);
  const hasUsers = metrics.byUser.length > 1;
  return [
    [figures.since, metrics.since ?? figures.firstJob],
    ...jobStatuses.map((status): FieldRow => [texts.statuses[status], formatNumber(metrics.jobs[status], language)]),
    [figures.successRate, successRate === null ? null : `${formatNumber(100 * successRate, language, 1)} %`],
    ...metrics.failures.map(({ code, count }): FieldRow => [`${figures.failures} ${code}`, String(count)]),
    [figures.meanTime, duration(conversions.meanSec)],
    [figures.p95Time, duration(conversions.p95Sec)],
    [figures.speed, conversions.realTimeFactor === null ? null : timesRealTime(factor(conversions, language))],
    [figures.measured, conversions.count === 0 ? null : measuredOf(conversions.measuredCount, conversions.count)],
    [figures.deviceTime, conversions.count === 0 ? null : formatDuration(conversions.deviceSec, language)],
    [figures.input, conversions.count === 0 ? null : inputOf(size, formatDuration(metrics.inputSec, language))],
    ...(hasUsers ? metrics.byUser : []).map(({ userId, jobCount }): FieldRow => [
      `${figures.jobsOf} ${userId}`,
      String(jobCount),
    ]),
  ];
}

function groupRows({ byConverterAndDevice }: Metrics, { texts, language }: Terminal): string[][] {
  const { groupHeads, unknownDevice } = texts.observability;
  const duration = (seconds: number | null): string => (seconds === null ? '–' : formatDuration(seconds, language));
  return [
    [...groupHeads],
    ...byConverterAndDevice.map((group) => [
      group.converterId,
      group.device === '' ? unknownDevice : group.device,
      formatNumber(group.count, language),
      group.realTimeFactor === null ? '–' : `${factor(group, language)}×`,
      duration(group.meanSec),
      duration(group.p95Sec),
      duration(group.deviceSec),
    ]),
  ];
}

function factor(
  { realTimeFactor }: Pick<Metrics['conversions'], 'realTimeFactor'>,
  language: Terminal['language'],
): string {
  return formatNumber(realTimeFactor ?? 0, language, 1);
}
