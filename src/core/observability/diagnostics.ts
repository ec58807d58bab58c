import type { Device } from '../../contract/devices.ts';
import type { Metrics } from '../../contract/metrics.ts';
import type { Notice } from '../../contract/notices.ts';
import type { Preferences } from '../../contract/operations/app.ts';
import { errorStory } from './errorStory.ts';
import type { MachineFacts } from './ports.ts';

export type DiagnosticsFacts = {
  readonly madeAt: string;
  readonly version: string;
  readonly isReadOnly: boolean;
  readonly notices: readonly Notice[];
  readonly machine: MachineFacts;
  readonly devices: readonly Device[];
  readonly preferences: Preferences;
  /** All there are. */
  readonly settingIds: readonly string[];
  readonly metrics: Metrics;
  readonly networkRequestCount: number;
  /** Lines of the log; whatever they hold. */
  readonly errors: readonly unknown[];
};

type Row = readonly [name: string, value: string | number | boolean | null];

/**
 * A report of a fault as text, English for who mends it. Every line of it is made from a value that is told by name here:
 * what is not listed is not in it.
 */
export function diagnosticsText(facts: DiagnosticsFacts): string {
  const { machine, metrics } = facts;
  const sections: readonly (readonly [string, readonly Row[]])[] = [
    ['Program', programRows(facts)],
    ['Computer', machineRows(machine)],
    ['Versions', Object.entries(machine.versions).map(([name, version]) => [name, plain(version ?? 'none')])],
    ['Devices', facts.devices.map(deviceRow)],
    ['Settings', preferenceRows(facts)],
    ['Jobs', metricsRows(metrics)],
    ['Database', Object.entries(machine.database)],
  ];
  const lines = sections.flatMap(([title, rows]) => [
    '',
    title,
    ...rows.map(([name, value]) => `  ${name}: ${String(value)}`),
  ]);
  return [
    'Cantado diagnostics',
    `made ${facts.madeAt}; nothing was sent`,
    ...lines,
    ...errorLines(facts.errors),
    '',
  ].join('\n');
}

function programRows({ version, isReadOnly, notices, networkRequestCount }: DiagnosticsFacts): Row[] {
  return [
    ['version', version],
    ['read-only', isReadOnly],
    ['notices', notices.map(({ code }) => code).join(', ') || 'none'],
    ['requests in the network ledger', networkRequestCount],
  ];
}

function machineRows(machine: MachineFacts): Row[] {
  const gigabytes = (bytes: number | null): string => (bytes === null ? 'unknown' : `${(bytes / 1e9).toFixed(1)} GB`);
  return [
    ['system', plain(`${machine.platform} ${machine.architecture} ${machine.systemRelease}`)],
    ['processor', `${plain(machine.processor)}, ${String(machine.coreCount)} threads`],
    ['memory', `${gigabytes(machine.memoryBytes)}, ${gigabytes(machine.freeMemoryBytes)} free`],
    ['free disk', gigabytes(machine.freeDiskBytes)],
  ];
}

function deviceRow(device: Device): Row {
  const families = device.families.map(
    ({ family, isProved, largestDifference }) =>
      `${family} ${isProved ? 'proved' : 'not proved'} (${String(largestDifference ?? 'not run')})`,
  );
  const reason = [device.reason, device.item].filter((part) => part !== '').map(plain);
  return [plain(device.id), [plain(device.label), device.status, ...reason, ...families].join('; ')];
}

/** Numbers, switches and words of ours; never a name, a folder or a text that somebody wrote. */
function preferenceRows({ preferences, settingIds }: DiagnosticsFacts): Row[] {
  const { storage, limits, song } = preferences;
  const numbers: Row[] = [...Object.entries(storage), ...Object.entries(limits)].flatMap(([name, value]) =>
    typeof value === 'number' || typeof value === 'boolean' || value === null ? [[name, value] as const] : [],
  );
  const deck = settingIds.flatMap((id): Row[] => {
    const value: unknown = preferences.settings[id];
    return value === undefined ? [] : [[`deck ${id}`, settingText(value)]];
  });
  return [
    ['language', preferences.language ?? 'system'],
    [
      'export',
      `${preferences.exportFormat} ${preferences.exportQuality === null ? 'usual quality' : 'chosen quality'}`,
    ],
    ['export folder', preferences.exportFolder === null ? 'beside the recording' : 'chosen'],
    ['voice', preferences.voiceId === null ? 'none' : 'chosen'],
    ['song', Object.values(song).some((part) => part !== null && part !== '') ? 'set' : 'none'],
    ['backing exported', preferences.isBackingExported],
    ['parallel jobs', preferences.parallelJobs ?? 'as measured'],
    ['paused on battery', preferences.isPausedOnBattery],
    ['stay offline', preferences.isOffline],
    ['letter keys', preferences.areLetterKeysOn],
    ...numbers,
    ...deck,
  ];
}

function settingText(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((part) => typeof part === 'number')) return value.join(' ');
  return 'set';
}

function metricsRows({ jobs, successRate, conversions, byConverterAndDevice, failures }: Metrics): Row[] {
  const figure = (value: number | null): string => (value === null ? 'unknown' : value.toFixed(2));
  return [
    ...Object.entries(jobs),
    ['success', figure(successRate)],
    ['conversion, mean and 95 %', `${figure(conversions.meanSec)} s, ${figure(conversions.p95Sec)} s`],
    ...byConverterAndDevice.map((group): Row => [
      `speed of ${plain(group.converterId)} on ${plain(group.device) || 'unknown'}`,
      `${figure(group.realTimeFactor)} times real time, ${String(group.count)} jobs`,
    ]),
    ...failures.map(({ code, count }): Row => [`failed with ${plain(code)}`, count]),
  ];
}

function errorLines(lines: readonly unknown[]): string[] {
  const stories = lines.flatMap((line) => errorStory(line) ?? []);
  const told = stories.flatMap(({ at, id, code, frames }) => [
    `  ${at} ${code} ${id}`.trimEnd(),
    ...frames.map((frame) => `    ${frame}`),
  ]);
  return ['', 'Last errors', ...(told.length === 0 ? ['  none'] : told)];
}

/** One line, without what no label of hardware holds. */
function plain(text: string): string {
  return text
    .replace(/[^\p{L}\p{N} .,:;()+@®™_/-]+/gu, ' ')
    .slice(0, 120)
    .trim();
}
