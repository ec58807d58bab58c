import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { AppEvent } from '../../../contract/events.ts';
import type { BaseModel } from '../../../contract/baseModels.ts';
import type { Device } from '../../../contract/devices.ts';
import type { Job } from '../../../contract/jobs.ts';
import type { Voice } from '../../../contract/voices.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { mergeDevices } from '../devices/deviceInUse.ts';
import { useImport } from '../import/importStore.ts';
import { putEntry, type LedgerPages } from '../settings/ledger.ts';
import { putRemoved, putVoice } from '../voices/voiceLists.ts';
import { createListRefresher, type ListRefresher } from '../queue/refreshLists.ts';
import { createAskAgain } from './askAgain.ts';
import { putJob } from './jobList.ts';
import { queryKeys } from './queries.ts';

type Parts = {
  readonly queries: QueryClient;
  readonly lists: ListRefresher;
  readonly askAgain: ReturnType<typeof createAskAgain>;
};

function apply({ queries, lists, askAgain }: Parts, event: AppEvent): void {
  switch (event.name) {
    case 'job.changed': {
      const job = event.payload;
      const before = queries.getQueryData<Job[]>(queryKeys.jobs)?.find((one) => one.id === job.id);
      queries.setQueryData<Job[]>(queryKeys.jobs, (jobs) => putJob(jobs ?? [], job));
      lists.jobChanged(job);
      if (before?.status !== job.status) {
        askAgain(queryKeys.takes(job.recordingId));
        askAgain(queryKeys.status);
      }
      if (before?.status !== job.status || before.progress?.playableSec !== job.progress?.playableSec) {
        void queries.invalidateQueries({ queryKey: queryKeys.takeView(job.takeId) });
      }
      return;
    }
    case 'queue.changed':
      queries.setQueryData(queryKeys.queue, event.payload);
      return;
    case 'batch.changed':
      lists.batchChanged(event.payload);
      return;
    case 'take.changed':
      lists.takeChanged(event.payload);
      return;
    case 'recording.changed':
      queries.setQueryData(queryKeys.recording(event.payload.id), event.payload);
      return;
    case 'app.notice':
      void queries.invalidateQueries({ queryKey: queryKeys.status });
      return;
    case 'voice.changed': {
      const voice = event.payload;
      queries.setQueryData<readonly Voice[]>(queryKeys.voices, (voices) => voices && putVoice(voices, voice));
      queries.setQueryData<readonly Voice[]>(queryKeys.removedVoices, (bin) => bin && putRemoved(bin, voice));
      return;
    }
    case 'voiceImport.changed':
      useImport.getState().setRead(event.payload);
      return;
    case 'baseModel.changed': {
      const model = event.payload;
      queries.setQueryData<readonly BaseModel[]>(queryKeys.baseModels, (models) =>
        models?.map((one) => (one.id === model.id ? model : one)),
      );
      return;
    }
    case 'devices.changed':
      queries.setQueryData<readonly Device[]>(queryKeys.devices, (devices) =>
        mergeDevices(devices ?? [], event.payload),
      );
      return;
    case 'settings.changed':
      queries.setQueryData(queryKeys.preferences, event.payload);
      return;
    case 'network.changed': {
      const entry = event.payload;
      queries.setQueryData<LedgerPages>(queryKeys.ledger, (pages) => pages && putEntry(pages, entry));
      return;
    }
    case 'library.reopened':
      void queries.invalidateQueries();
      return;
    case 'storage.changed':
      queries.setQueryData(queryKeys.storageWork, event.payload);
      if (event.payload === null) void queries.invalidateQueries({ queryKey: queryKeys.storageUsage });
      return;
  }
}

/** Keeps what the window knows up to date with what the program says; asks again for everything after a lost connection. */
export function useEvents(): void {
  const transport = useTransport();
  const queries = useQueryClient();
  useEffect(() => {
    const parts = { queries, lists: createListRefresher(queries), askAgain: createAskAgain(queries) };
    return transport.subscribe((event) => apply(parts, event));
  }, [transport, queries]);
  useEffect(
    () =>
      transport.onConnection((isConnected, hasMissed) => {
        if (!isConnected) return;
        // What was asked for meanwhile has failed, whether or not events were missed.
        void queries.invalidateQueries(hasMissed ? {} : { predicate: ({ state }) => state.status === 'error' });
      }),
    [transport, queries],
  );
}
