import type { Subscribe } from '../contract/events.ts';
import type { Handlers } from '../contract/operations/index.ts';
import { baseModelBuilders } from '../engine/baseModels/registry.ts';
import { createBatches } from './batches/handlers.ts';
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
import { createWorkshop } from './jobs/workshop.ts';
import type { CorePorts } from './ports.ts';
import { presetHandlers } from './presets/handlers.ts';
import { createPresetLibrary } from './presets/library.ts';
import { requestHandlers } from './requests/handlers.ts';
import { sweepUploads } from './requests/sentRecordings.ts';
import { recordingHandlers } from './recordings/handlers.ts';
import { createRecordingService } from './recordings/service.ts';
import { readPreferences, settingsHandlers } from './settings/handlers.ts';
import { statusHandlers } from './status/handlers.ts';
import type { ExportDefaults } from './takes/exportTarget.ts';
import { historyHandlers } from './takes/historyHandlers.ts';
import { observabilityHandlers } from './observability/handlers.ts';
import { createStorage } from './storage/handlers.ts';
import { takeHandlers } from './takes/handlers.ts';
import { createTakeBin } from './takes/takeBin.ts';
import { voiceHandlers } from './voices/handlers.ts';
import { createVoiceImports } from './voices/imports.ts';
import { createVoiceLibrary } from './voices/library.ts';
import { createRangeProbes } from './voices/rangeProbes.ts';
import { createKeepFacts } from './voices/voiceFacts.ts';
import { keepVoicesInOrder } from './voices/upkeep.ts';
import { emptyVoiceBin } from './voices/voiceBin.ts';

export type App = {
  readonly handlers: Handlers;
  readonly subscribe: Subscribe;
  /** Deletes uploads that a killed program left unused; before anybody can call. */
  readonly sweepUploads: () => Promise<void>;
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
  const exportDefaults = (): ExportDefaults => readPreferences(ports);
  const voices = createVoiceLibrary(ports, catalog.voices, events.emit);
  const keepFacts = createKeepFacts({ ports, voices });
  const probes = createRangeProbes({ ports, voices, keepFacts });
  const imports = createVoiceImports({ ports, voices, probes, emit: events.emit });
  const recordings = createRecordingService(ports, events);
  const baseModels = new BaseModelService(ports, events, baseModelBuilders);
  const workshop = createWorkshop({
    ...{ ports, events },
    preferences: () => readPreferences(ports),
    usesNetworks: (converterId) => !catalog.voices.some((voice) => voice.converterId === converterId),
    runners: (store, learnedCosts) => {
      const convert = createConvertRunner({ ports, catalog, recordings, voices, baseModels, store, learnedCosts });
      return { convert: (job, run) => bin.make(job.takeId, run.signal, () => convert(job, run)) };
    },
  });
  const { store, queue } = workshop;
  const conversions = { ports, catalog, recordings, voices, baseModels, store, exportDefaults };
  const batches = createBatches({ ...conversions, events, queue, timeLeft: workshop.timeLeft });
  const bin = createTakeBin({ ports, store, queue, emit: events.emit });
  const storage = createStorage({
    ...{ ports, queue, bin, emit: events.emit },
    emptyVoiceBin: (nowMs) => emptyVoiceBin({ voices, ports }, nowMs),
    rules: () => readPreferences(ports).storage,
  });
  const stopping = new AbortController();
  let upkeep: Promise<void> | undefined;
  return {
    handlers: {
      ...statusHandlers({ ports, store }),
      ...catalogHandlers(catalog),
      ...requestHandlers(ports),
      ...settingsHandlers({ ports, catalog, voices, emit: events.emit }),
      ...recordingHandlers({ ports, catalog, recordings, voices }),
      ...voiceHandlers({ ports, catalog, recordings, voices, imports, probes, keepFacts }),
      ...melodyHandlers(createMelodyService(ports)),
      ...presetHandlers(createPresetLibrary({ presets: ports.presets, catalog })),
      ...jobHandlers({ ...conversions, queue }),
      ...baseModelHandlers(baseModels, ports),
      ...queueHandlers(workshop),
      ...batches.handlers,
      ...historyHandlers({ ...conversions, queue, bin }),
      ...storage.handlers,
      ...observabilityHandlers({ ports, catalog, emit: events.emit }),
      ...deviceHandlers({ ports, emit: events.emit }),
      ...takeHandlers({ ports, recordings, voices, bin, exportDefaults }),
    },
    subscribe: events.subscribe,
    sweepUploads: () => sweepUploads(ports),
    start: () => {
      if (facts.isReadOnly) return;
      workshop.start();
      batches.start();
      upkeep = keepVoicesInOrder({ ports, voices, probes }, stopping.signal).catch((error: unknown) => {
        log.error(crypto.randomUUID().slice(0, 8), error, { upkeep: 'voices' });
      });
      baseModels.start();
      storage.start();
    },
    stop: async () => {
      stopping.abort();
      const voiceWork = [imports.stop(), probes.stop(), upkeep];
      // Before the queue, which it may hold.
      await storage.stop();
      await batches.stop();
      await Promise.all([workshop.stop(), recordings.stop(), baseModels.stop(), ...voiceWork]);
    },
  };
}
