import type { Unsubscribe } from '../../contract/events.ts';
import type { JobId } from '../../contract/ids.ts';
import type { Metrics, MetricsDay } from '../../contract/metrics.ts';
import type { NetworkEntry } from '../../contract/network.ts';

/** Figures over the jobs there are. */
export type MetricsPort = {
  /** @param days the last days up to today, by the computer's calendar; null: all jobs */
  summary(days: number | null): Promise<Metrics>;
  /** The last days up to today, oldest first; days without jobs have zeros. */
  days(count: number): Promise<MetricsDay[]>;
};

/** Every request that left this computer. */
export type LedgerPort = {
  /** Newest first. */
  list(page: { readonly before?: number | undefined; readonly limit: number }): NetworkEntry[];
  count(): number;
  subscribe(listener: (entry: NetworkEntry) => void): Unsubscribe;
};

/** What a report of a fault tells of the computer. No value of it names a person, a file or a folder. */
export type MachineFacts = {
  readonly platform: string;
  readonly architecture: string;
  readonly systemRelease: string;
  readonly processor: string;
  readonly coreCount: number;
  readonly memoryBytes: number;
  readonly freeMemoryBytes: number;
  /** Null where it does not tell. */
  readonly freeDiskBytes: number | null;
  /** By name: node, electron, chrome, onnxruntime, sqlite, ffmpeg. Null where there is none. */
  readonly versions: Readonly<Record<string, string | null>>;
  readonly database: { readonly bytes: number; readonly schemaVersion: number; readonly journalMode: string };
};

export type DiagnosticsPort = {
  machine(): Promise<MachineFacts>;
  /** The newest lines of the log that tell of errors, newest first; whatever they hold. */
  recentErrors(limit: number): Promise<readonly unknown[]>;
  /** Words that must never leave: the names of this person and computer, and their folders. */
  privateWords(): readonly string[];
};

export type ObservabilityPorts = {
  readonly metrics: MetricsPort;
  readonly ledger: LedgerPort;
  readonly diagnostics: DiagnosticsPort;
  /** The log of one job, oldest first, at most its last 1 000 lines; empty where none is kept. */
  readonly jobLog: (jobId: JobId) => Promise<readonly Readonly<Record<string, unknown>>[]>;
};
