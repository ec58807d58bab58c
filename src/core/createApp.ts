import type { Subscribe } from '../contract/events.ts';
import type { Handlers } from '../contract/operations/index.ts';
import { baseModelBuilders } from '../engine/baseModels/registry.ts';
import { batchHandlers } from './batches/handlers.ts';
import { baseModelHandlers } from './baseModels/handlers.ts';
import { BaseModelService } from './baseModels/service.ts';
import { engineCatalog } from './catalog/engineCatalog.ts';
import { catalogHandlers } from './catalog/handlers.ts';
import { deviceHandlers } from './devices/handlers.ts';
import { createEvents } from './events.ts';
import { melodyHandlers } from './melodies/handlers.ts';
import { createMelodyService } from './melodies/service.ts';
import { createConvertRunner } from './jobs/convertRunner.ts';
import { jobHandlers } from './jobs/handlers.ts';
import { queueHandlers } from './jobs/queueHandlers.ts';
import { createJobStore } from './jobs/jobStore.ts';
import { JobQueue } from './jobs/queue.ts';
import type { JobRunners } from './jobs/runner.ts';
import type { CorePorts } from './ports.ts';
import { presetHandlers } from './presets/handlers.ts';
import { createPresetLibrary } from './presets/library.ts';
import { recordingHandlers } from './recordings/handlers.ts';
import { createRecordingService } from './recordings/service.ts';
import { readPreferences, settingsHandlers } from './settings/handlers.ts';
import { statusHandlers } from './status/handlers.ts';
import { historyHandlers } from './takes/historyHandlers.ts';
import { observabilityHandlers } from './observability/handlers.ts';
import { storageHandlers } from './storage/handlers.ts';
import { takeHandlers } from './takes/handlers.ts';
import { createTakeBin } from './takes/takeBin.ts';
import { voiceHandlers } from './voices/handlers.ts';
import { createVoiceImports } from './voices/imports.ts';
import { createVoiceLibrary } from './voices/library.ts';
import { createRangeProbes } from './voices/rangeProbes.ts';
import { createKeepFacts } from './voices/voiceFacts.ts';
import { keepVoicesInOrder } from './voices/upkeep.ts';

export type App = {
  readonly handlers: Handlers;
  readonly subscribe: Subscribe;
  /** Takes up the queue where it was left. */
  readonly start: () => void;
  /** Stops work so that it goes on at the next start. */
  readonly stop: () => Promise<void>;
};

/** The only composition of the domain: ports in, handlers out. */
export function createApp(ports: CorePorts): App {
  const { log, facts } = ports;
  const catalog = engineCatalog;
  const events = createEvents((error) => {
    log.error(crypto.randomUUID().slice(0, 8), error);
  });
  const exportFolder = (): string | null => readPreferences(ports).exportFolder;
  const voices = createVoiceLibrary(ports, catalog.voices, events.emit);
  const keepFacts = createKeepFacts({ ports, voices });
  const probes = createRangeProbes({ ports, voices, keepFacts });
  const imports = createVoiceImports({ ports, voices, probes });
  const recordings = createRecordingService(ports, events);
  const baseModels = new BaseModelService(ports, events, baseModelBuilders);
  const store = createJobStore(ports, events);
  const runners = {
    convert: createConvertRunner({ ports, catalog, recordings, voices, baseModels }),
  } satisfies JobRunners;
  const queue = new JobQueue({ store, runners, takeFiles: ports.takeFiles, clock: ports.clock, log });
  const bin = createTakeBin({ ports, store, queue, emit: events.emit });
  const stopping = new AbortController();
  let upkeep: Promise<void> | undefined;
  return {
    handlers: {
      ...statusHandlers({ ports, store }),
      ...catalogHandlers(catalog),
      ...settingsHandlers({ ports, catalog, voices, emit: events.emit }),
      ...recordingHandlers({ ports, catalog, recordings, voices }),
      ...voiceHandlers({ ports, catalog, recordings, voices, imports, probes, keepFacts }),
      ...melodyHandlers(createMelodyService(ports)),
      ...presetHandlers(createPresetLibrary({ presets: ports.presets, catalog })),
      ...jobHandlers({ ports, catalog, recordings, voices, baseModels, store, queue, exportFolder }),
      ...baseModelHandlers(baseModels, ports),
      ...queueHandlers(),
      ...batchHandlers(),
      ...historyHandlers({ ports, catalog, recordings, voices, baseModels, store, queue, bin, exportFolder }),
      ...storageHandlers(),
      ...observabilityHandlers(),
      ...deviceHandlers({ ports, emit: events.emit }),
      ...takeHandlers({ ports, recordings, voices, bin, exportFolder }),
    },
    subscribe: events.subscribe,
    start: () => {
      if (facts.isReadOnly) return;
      queue.start();
      upkeep = keepVoicesInOrder({ ports, voices, probes }, stopping.signal).catch((error: unknown) => {
        log.error(crypto.randomUUID().slice(0, 8), error, { upkeep: 'voices' });
      });
      baseModels.start();
    },
    stop: async () => {
      stopping.abort();
      const voiceWork = [imports.stop(), probes.stop(), upkeep];
      await Promise.all([queue.stop(), recordings.stop(), baseModels.stop(), ...voiceWork]);
    },
  };
}
