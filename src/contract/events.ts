import type { Job } from './jobs.ts';
import type { Notice } from './notices.ts';
import type { Recording } from './recordings.ts';

/** What the core tells every door. Job progress comes at most 10 times a second. */
export type AppEvents = {
  'job.changed': Job;
  'recording.changed': Recording;
  'app.notice': Notice;
};
export type AppEventName = keyof AppEvents;
export type AppEvent = {
  readonly [N in AppEventName]: { readonly name: N; readonly payload: AppEvents[N] };
}[AppEventName];

export type Unsubscribe = () => void;
export type Subscribe = (listener: (event: AppEvent) => void) => Unsubscribe;
