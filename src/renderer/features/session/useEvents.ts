import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { AppEvent } from '../../../contract/events.ts';
import type { BaseModel } from '../../../contract/baseModels.ts';
import type { Device } from '../../../contract/devices.ts';
import type { Job } from '../../../contract/jobs.ts';
import type { Voice } from '../../../contract/voices.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { mergeDevices } from '../devices/deviceInUse.ts';
import { putRemoved, putVoice } from '../voices/voiceLists.ts';
import { queryKeys } from './queries.ts';

/** The job list with one job put in its place; a new one comes first. */
export function putJob(jobs: readonly Job[], job: Job): Job[] {
  return jobs.some((one) => one.id === job.id) ? jobs.map((one) => (one.id === job.id ? job : one)) : [job, ...jobs];
}

function apply(queries: QueryClient, event: AppEvent): void {
  switch (event.name) {
    case 'job.changed': {
      const job = event.payload;
      const before = queries.getQueryData<Job[]>(queryKeys.jobs)?.find((one) => one.id === job.id);
      queries.setQueryData<Job[]>(queryKeys.jobs, (jobs) => putJob(jobs ?? [], job));
      if (before?.status !== job.status) {
        void queries.invalidateQueries({ queryKey: queryKeys.takes(job.recordingId) });
        void queries.invalidateQueries({ queryKey: queryKeys.status });
      }
      if (before?.status !== job.status || before.progress?.playableSec !== job.progress?.playableSec) {
        void queries.invalidateQueries({ queryKey: queryKeys.takeView(job.takeId) });
      }
      return;
    }
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
  }
}

/** Keeps what the window knows up to date with what the program says; asks again for everything after a lost connection. */
export function useEvents(): void {
  const transport = useTransport();
  const queries = useQueryClient();
  useEffect(() => transport.subscribe((event) => apply(queries, event)), [transport, queries]);
  useEffect(
    () =>
      transport.onConnection((isConnected) => {
        if (isConnected) void queries.invalidateQueries();
      }),
    [transport, queries],
  );
}
