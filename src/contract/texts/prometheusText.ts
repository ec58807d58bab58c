import type { Metrics } from '../metrics.ts';

/** Of the text exposition format, version 0.0.4. */
export const prometheusContentType = 'text/plain; version=0.0.4; charset=utf-8';

type Labels = Readonly<Record<string, string>>;
type Sample = { readonly suffix?: '_sum' | '_count'; readonly labels?: Labels; readonly value: number | null };
type Family = {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'summary';
  readonly help: string;
  readonly samples: readonly Sample[];
};

/** Figures over jobs as Prometheus reads them. What is not known yet is left out. */
export function prometheusText(metrics: Metrics): string {
  return families(metrics).map(familyText).join('');
}

function families(metrics: Metrics): Family[] {
  const { jobs, conversions, byConverterAndDevice, byUser, failures } = metrics;
  const groups = byConverterAndDevice.map(({ converterId, device, ...figures }) => ({
    ...figures,
    labels: { converter: converterId, device },
  }));
  return [
    {
      name: 'cantado_jobs',
      // A job that is tried again leaves its old status, so these may fall.
      type: 'gauge',
      help: 'Jobs by their status now.',
      samples: Object.entries(jobs).map(([status, value]) => ({ labels: { status }, value })),
    },
    {
      name: 'cantado_job_failures',
      type: 'gauge',
      help: 'Failed jobs by error code.',
      samples: failures.map(({ code, count }) => ({ labels: { code }, value: count })),
    },
    {
      name: 'cantado_jobs_by_user',
      type: 'gauge',
      help: 'Jobs of each user.',
      samples: byUser.map(({ userId, jobCount }) => ({ labels: { user: userId }, value: jobCount })),
    },
    {
      name: 'cantado_success_ratio',
      type: 'gauge',
      help: 'Completed among completed and failed jobs, 0 to 1.',
      samples: [{ value: metrics.successRate }],
    },
    {
      name: 'cantado_conversion_seconds',
      type: 'summary',
      help: 'Clock time of completed jobs that were begun once and never cut off.',
      samples: [
        { labels: { quantile: '0.95' }, value: conversions.p95Sec },
        { suffix: '_sum', value: (conversions.meanSec ?? 0) * conversions.measuredCount },
        { suffix: '_count', value: conversions.measuredCount },
      ],
    },
    {
      name: 'cantado_conversions_total',
      type: 'counter',
      help: 'Completed jobs by converter and device.',
      samples: groups.map(({ labels, count }) => ({ labels, value: count })),
    },
    {
      name: 'cantado_device_seconds_total',
      type: 'counter',
      help: 'Seconds of work of completed jobs by converter and device.',
      samples: groups.map(({ labels, deviceSec }) => ({ labels, value: deviceSec })),
    },
    {
      name: 'cantado_real_time_factor',
      type: 'gauge',
      help: 'Seconds of recording per second of work by converter and device.',
      samples: groups.map(({ labels, realTimeFactor }) => ({ labels, value: realTimeFactor })),
    },
    {
      name: 'cantado_input_bytes_total',
      type: 'counter',
      help: 'Bytes of the recordings of completed jobs.',
      samples: [{ value: metrics.inputBytes }],
    },
    {
      name: 'cantado_input_seconds_total',
      type: 'counter',
      help: 'Seconds of the recordings of completed jobs.',
      samples: [{ value: metrics.inputSec }],
    },
  ];
}

function familyText({ name, type, help, samples }: Family): string {
  const lines = samples.flatMap(({ suffix = '', labels = {}, value }) =>
    value === null ? [] : [`${name}${suffix}${labelText(labels)} ${String(value)}`],
  );
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** The three characters that the format escapes; a lone carriage return would end a line for some readers. */
function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', ' ');
}
