import type { Handlers } from '../../contract/operations/index.ts';
import { allKnownSettings, type Catalog } from '../catalog/catalog.ts';
import type { Events } from '../events.ts';
import type { CorePorts } from '../ports.ts';
import { readPreferences } from '../settings/handlers.ts';
import { diagnosticsText } from './diagnostics.ts';
import { createRedactor } from './redact.ts';

export type ObservabilityHandlerParts = {
  readonly ports: Pick<CorePorts, 'observability' | 'devices' | 'preferences' | 'clock' | 'log' | 'facts'>;
  readonly catalog: Catalog;
  readonly emit: Events['emit'];
};

type ObservabilityHandlers = Pick<
  Handlers,
  'metrics.get' | 'metrics.days' | 'diagnostics.get' | 'network.list' | 'jobs.log'
>;

/** Errors that a report tells of. */
const toldErrorCount = 20;

/** Figures, the ledger, logs and the report of a fault; tells of every change of the ledger. */
export function observabilityHandlers({ ports, catalog, emit }: ObservabilityHandlerParts): ObservabilityHandlers {
  const { metrics, ledger, diagnostics, jobLog } = ports.observability;
  ledger.subscribe((entry) => {
    emit({ name: 'network.changed', payload: entry });
  });
  return {
    'metrics.get': ({ days }) => metrics.summary(days ?? null),
    'metrics.days': ({ days }) => metrics.days(days),
    'network.list': (page) => Promise.resolve({ entries: ledger.list(page), total: ledger.count() }),
    'jobs.log': async ({ jobId }) => ({ lines: [...(await jobLog(jobId))] }),
    'diagnostics.get': async () => {
      const [machine, devices, summary, errors] = await Promise.all([
        diagnostics.machine(),
        ports.devices.list(),
        metrics.summary(null),
        diagnostics.recentErrors(toldErrorCount),
      ]);
      const { version, isReadOnly, notices } = ports.facts;
      const text = diagnosticsText({
        ...{ machine, devices, metrics: summary, errors, version, isReadOnly, notices },
        madeAt: new Date(ports.clock.nowMs()).toISOString(),
        preferences: readPreferences(ports),
        settingIds: Object.keys(allKnownSettings(catalog)),
        networkRequestCount: ledger.count(),
      });
      return { text: createRedactor(diagnostics.privateWords())(text) };
    },
  };
}
