import type { BaseModel } from './baseModels.ts';
import type { Device } from './devices.ts';
import type { Job } from './jobs.ts';
import type { Notice } from './notices.ts';
import type { Recording } from './recordings.ts';
import type { Voice } from './voices.ts';

/** What the core tells every door. Job progress comes at most 10 times a second. */
export type AppEvents = {
  'job.changed': Job;
  'recording.changed': Recording;
  'app.notice': Notice;
  /** Added, changed, removed or restored. */
  'voice.changed': Voice;
  /** Progress of a download comes at most 10 times a second. */
  'baseModel.changed': BaseModel;
  'devices.changed': readonly Device[];
};
export type AppEventName = keyof AppEvents;
export type AppEvent = {
  readonly [N in AppEventName]: { readonly name: N; readonly payload: AppEvents[N] };
}[AppEventName];

export type Unsubscribe = () => void;
export type Subscribe = (listener: (event: AppEvent) => void) => Unsubscribe;
