import type { Metrics } from '../../src/contract/metrics.ts';
import type { ObservabilityPorts } from '../../src/core/observability/ports.ts';

const noConversions = { count: 0, measuredCount: 0, meanSec: null, p95Sec: null, deviceSec: 0, realTimeFactor: null };

/** Figures before the first job. */
export const noMetrics: Metrics = {
  since: null,
  jobs: { queued: 0, processing: 0, completed: 0, failed: 0, cancelled: 0 },
  successRate: null,
  conversions: noConversions,
  byConverterAndDevice: [],
  inputBytes: 0,
  inputSec: 0,
  byUser: [],
  failures: [],
};

/** A program of which nothing is told, for tests of everything else. */
export const nothingObserved: ObservabilityPorts = {
  metrics: { summary: () => Promise.resolve(noMetrics), days: () => Promise.resolve([]) },
  ledger: { list: () => [], count: () => 0, subscribe: () => () => undefined },
  diagnostics: {
    machine: () =>
      Promise.resolve({
        platform: 'linux',
        architecture: 'x64',
        systemRelease: '6.1',
        processor: 'Processor',
        coreCount: 2,
        memoryBytes: 8e9,
        freeMemoryBytes: 4e9,
        freeDiskBytes: null,
        versions: { node: '24.0.0', electron: null },
        database: { bytes: 4096, schemaVersion: 3, journalMode: 'wal' },
      }),
    recentErrors: () => Promise.resolve([]),
    privateWords: () => [],
  },
  jobLog: () => Promise.resolve([]),
};
