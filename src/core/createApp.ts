import type { Subscribe } from '../contract/events.ts';
import type { Handlers } from '../contract/operations/index.ts';
import { engineCatalog } from './catalog/engineCatalog.ts';
import { catalogHandlers } from './catalog/handlers.ts';
import { createEvents } from './events.ts';
import { createConvertRunner } from './jobs/convertRunner.ts';
import { jobHandlers } from './jobs/handlers.ts';
import { createJobStore } from './jobs/jobStore.ts';
import { JobQueue } from './jobs/queue.ts';
import type { JobRunners } from './jobs/runner.ts';
import type { CorePorts } from './ports.ts';
import { recordingHandlers } from './recordings/handlers.ts';
import { createRecordingService } from './recordings/service.ts';
import { readPreferences, settingsHandlers } from './settings/handlers.ts';
import { statusHandlers } from './status/handlers.ts';
import { takeHandlers } from './takes/handlers.ts';
import { voiceHandlers } from './voices/handlers.ts';
import { createVoiceLibrary } from './voices/library.ts';

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
  const voices = createVoiceLibrary(catalog.voices, (text) => ports.files.sha256Of(text));
  const recordings = createRecordingService(ports, events);
  const store = createJobStore(ports, events);
  const runners = { convert: createConvertRunner({ ports, catalog, recordings, voices }) } satisfies JobRunners;
  const queue = new JobQueue({ store, runners, takeFiles: ports.takeFiles, clock: ports.clock, log });
  return {
    handlers: {
      ...statusHandlers({ ports, store }),
      ...catalogHandlers(catalog),
      ...settingsHandlers({ ports, catalog, voices }),
      ...recordingHandlers({ ports, catalog, recordings, voices }),
      ...voiceHandlers(voices),
      ...jobHandlers({ ports, catalog, recordings, voices, store, queue, exportFolder }),
      ...takeHandlers({ ports, recordings, voices, store, exportFolder }),
    },
    subscribe: events.subscribe,
    start: () => {
      if (!facts.isReadOnly) queue.start();
    },
    stop: async () => {
      await Promise.all([queue.stop(), recordings.stop()]);
    },
  };
}
