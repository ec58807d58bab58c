import type { StageMeasure } from '../../contract/jobs.ts';
import type { Handlers } from '../../contract/operations/index.ts';
import type { JobStore } from '../jobs/jobStore.ts';
import type { CorePorts } from '../ports.ts';

/** Conversions the estimate is made from. */
const recentCount = 21;

export type StatusHandlerParts = {
  readonly ports: Pick<CorePorts, 'facts' | 'takes' | 'licences'>;
  readonly store: JobStore;
};

export function statusHandlers({ ports, store }: StatusHandlerParts): Pick<Handlers, 'app.status' | 'app.licences'> {
  const realTimeFactors = (): number[] =>
    store.list({ status: 'completed', limit: recentCount }).flatMap((job) => {
      const workSec = totalSeconds(job.stages);
      const durationSec = ports.takes.get(job.takeId)?.durationSec ?? 0;
      return workSec > 0 && durationSec > 0 ? [durationSec / workSec] : [];
    });
  return {
    'app.status': () => {
      const { version, dataFolder, isReadOnly, notices } = ports.facts;
      const realTimeFactor = median(realTimeFactors());
      return Promise.resolve({ version, dataFolder, isReadOnly, notices: [...notices], realTimeFactor });
    },
    'app.licences': async () => ({ text: await ports.licences.read() }),
  };
}

function totalSeconds(stages: readonly StageMeasure[]): number {
  return stages.reduce((sum, { seconds }) => sum + seconds, 0);
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
