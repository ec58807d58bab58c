import type { QueueState } from '../../contract/queue.ts';
import type { Preferences } from '../../contract/operations/app.ts';
import type { Events } from '../events.ts';
import type { CorePorts } from '../ports.ts';
import { createArrangement } from './arrange.ts';
import { Estimates, type StageCosts } from './estimates.ts';
import { createJobStore, type JobStore } from './jobStore.ts';
import { Lanes, type LaneChoice } from './lanes.ts';
import { LibraryWatch, type LibraryWatchPorts } from './libraryWatch.ts';
import { JobQueue } from './queue.ts';
import { QueueFigures, TimeLeft } from './queueFigures.ts';
import { QueueGate } from './queueGate.ts';
import { QueueTeller } from './queueTeller.ts';
import { Remembered } from './remembered.ts';
import type { JobRunners } from './runner.ts';

export type WorkshopParts = {
  readonly ports: Pick<
    CorePorts,
    'jobs' | 'jobFigures' | 'queueMemory' | 'takeFiles' | 'power' | 'clock' | 'log' | 'facts'
  > &
    LibraryWatchPorts;
  readonly events: Events;
  readonly preferences: () => Pick<Preferences, 'parallelJobs' | 'isPausedOnBattery'>;
  readonly usesNetworks: (converterId: string) => boolean;
  /** Made from the store, because runners read and change jobs. */
  readonly runners: (store: JobStore, learnedCosts: (converterId: string) => StageCosts | null) => JobRunners;
};

export type Workshop = {
  readonly store: JobStore;
  readonly queue: JobQueue;
  readonly arrangement: ReturnType<typeof createArrangement>;
  readonly timeLeft: TimeLeft;
  readonly state: () => QueueState;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};

/** Puts together everything around the queue: what waits, what works, what was learned, and what is told of it. */
export function createWorkshop({ ports, events, preferences, usesNetworks, runners }: WorkshopParts): Workshop {
  const { clock, log, power, takeFiles, facts } = ports;
  const remembered = new Remembered(ports);
  const estimates = new Estimates(ports.jobFigures, () => remembered.value.machineSince);
  const store = createJobStore(ports, events, (job) => estimates.of(job));
  const figures = new QueueFigures(ports.jobFigures, store);
  // Asked for at every step of the queue, so they are read once and again when they changed.
  let known: ReturnType<WorkshopParts['preferences']> | undefined;
  const preferred = () => (known ??= preferences());
  const chosen = (): number | null => preferred().parallelJobs;
  const lanes = new Lanes({ coreCount: facts.coreCount, chosen, usesNetworks, remembered, clock, log });
  const library = new LibraryWatch(ports);
  const gate = new QueueGate({ remembered, power, library, isPausedOnBattery: () => preferred().isPausedOnBattery });
  const queue = new JobQueue({
    ...{ store, takeFiles, clock, log, gate, lanes },
    runners: runners(store, (converterId) => estimates.costsOf(converterId)),
    waitingCount: () => figures.waitingCount,
    onChange: (change) => {
      if (change === 'completed') estimates.forget();
      teller.poke();
    },
  });
  /** Of what works now, or would work next. */
  const laneChoice = (): LaneChoice => {
    const converterId = queue.running[0]?.recipe.converterId ?? figures.waiting[0]?.converterId ?? '';
    return lanes.choose(converterId, figures.waitingCount);
  };
  const timeLeft = new TimeLeft({
    ...{ figures, estimates, store, queue },
    port: ports.jobFigures,
    laneCount: () => laneChoice().count,
  });
  const state = (): QueueState => {
    const { queued, processing, needsYou } = figures.counts;
    const { count, reason } = laneChoice();
    return {
      pausedBy: gate.pausedBy,
      isOnBattery: gate.isOnBattery,
      queuedCount: queued,
      processingCount: processing,
      needsYouCount: needsYou,
      remainingSec: timeLeft.ofQueue(),
      parallelJobs: count,
      parallelReason: reason,
      speeds: estimates.speeds,
    };
  };
  const onError = (error: unknown): void => {
    log.error(crypto.randomUUID().slice(0, 8), error, { queue: 'state' });
  };
  const teller = new QueueTeller({ state, events, clock, onError });
  events.subscribe((event) => {
    if (event.name === 'job.changed') teller.poke();
    if (event.name === 'recording.changed' && event.payload.analysis.state !== 'running') {
      figures.forget();
      estimates.forgetRecordings();
      teller.poke();
    }
    if (event.name === 'settings.changed') {
      known = undefined;
      queue.reconsider();
    }
  });
  return {
    ...{ store, queue, timeLeft, state },
    arrangement: createArrangement({ store, queue }),
    start: () => {
      queue.start();
    },
    stop: async () => {
      teller.stop();
      await queue.stop();
    },
  };
}
