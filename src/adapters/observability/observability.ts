import path from 'node:path';
import { z } from 'zod';
import type { ObservabilityPorts } from '../../core/observability/ports.ts';
import type { LogPort, PreferencesRepository } from '../../core/ports.ts';
import { createObservabilityRepositories } from '../db/observabilityRepositories.ts';
import type { OpenDatabase } from '../db/openDatabase.ts';
import type { JobLogs } from '../log/jobLogs.ts';
import { tailLines } from '../log/tailLines.ts';
import { createLedger } from '../network/ledger.ts';
import type { BareRequest, NetworkRequest } from '../network/types.ts';
import { machineFacts, privateWords } from './machineFacts.ts';

export type ObservabilityParts = {
  readonly database: OpenDatabase;
  readonly preferences: Pick<PreferencesRepository, 'get'>;
  readonly dataFolder: string;
  readonly logsFolder: string;
  readonly ffmpegPath: string | null;
  readonly jobLogs: Pick<JobLogs, 'read'>;
  /** The machine's way to other computers. */
  readonly request: BareRequest;
  readonly nowMs: () => number;
  readonly log: LogPort;
};

/** Read of each log for a report, bytes. */
const readBytes = 512 * 1024;
const offlineSchema = z.object({ isOffline: z.boolean() });

/** All that is told about the program's work, and the network behind its ledger. */
export function createObservability(parts: ObservabilityParts): {
  readonly ports: ObservabilityPorts;
  readonly request: NetworkRequest;
} {
  const { database, preferences, dataFolder, logsFolder, ffmpegPath, jobLogs, nowMs, log } = parts;
  const repositories = createObservabilityRepositories(database, nowMs);
  const isOffline = (): boolean => offlineSchema.safeParse(preferences.get()).data?.isOffline === true;
  const ledger = createLedger({ rows: repositories.ledger, request: parts.request, isOffline, nowMs, log });
  return {
    request: ledger.request,
    ports: {
      metrics: repositories.metrics,
      ledger: ledger.port,
      jobLog: jobLogs.read,
      diagnostics: {
        machine: () => machineFacts({ dataFolder, ffmpegPath, database: repositories.database }),
        privateWords: () => privateWords(dataFolder),
        recentErrors: async (limit) => {
          const names = ['app.1.jsonl', 'app.jsonl', 'host-errors.jsonl'];
          const lines = await Promise.all(names.map((name) => tailLines(path.join(logsFolder, name), readBytes)));
          const errors = lines.flat().filter((line) => line['level'] !== 'info');
          const momentOf = (line: Readonly<Record<string, unknown>>): string => String(line['at'] ?? line['time']);
          return errors.sort((a, b) => momentOf(b).localeCompare(momentOf(a))).slice(0, limit);
        },
      },
    },
  };
}
