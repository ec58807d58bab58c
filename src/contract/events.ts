import type { Batch } from './batches.ts';
import type { BaseModel } from './baseModels.ts';
import type { Device } from './devices.ts';
import type { VoiceReading } from './imports.ts';
import type { Job, Take } from './jobs.ts';
import type { NetworkEntry } from './network.ts';
import type { QueueState } from './queue.ts';
import type { StorageWork } from './storage.ts';
import type { Notice } from './notices.ts';
import type { Preferences } from './operations/app.ts';
import type { Recording } from './recordings.ts';
import type { Voice } from './voices.ts';

/** What the core tells every door. Job progress comes at most 10 times a second. */
export type AppEvents = {
  'job.changed': Job;
  'recording.changed': Recording;
  'app.notice': Notice;
  /** Added, changed, removed or restored. */
  'voice.changed': Voice;
  /** At most 10 times a second while it is read. */
  'voiceImport.changed': VoiceReading;
  /** Progress of a download comes at most 10 times a second. */
  'baseModel.changed': BaseModel;
  'devices.changed': readonly Device[];
  /** At most 4 times a second. */
  'queue.changed': QueueState;
  /** Of one batch at most 4 times a second. */
  'batch.changed': Batch;
  /** Starred, removed, restored. */
  'take.changed': Take;
  /** Null when the work ended. At most 4 times a second. */
  'storage.changed': StorageWork | null;
  'network.changed': NetworkEntry;
  /** Preferences were changed by another door. */
  'settings.changed': Preferences;
  /** After a change of owner, a move or a restore: anything may have changed without a word, so whoever shows it asks afresh. */
  'library.reopened': null;
};
export type AppEventName = keyof AppEvents;
export type AppEvent = {
  readonly [N in AppEventName]: { readonly name: N; readonly payload: AppEvents[N] };
}[AppEventName];

export type Unsubscribe = () => void;
export type Subscribe = (listener: (event: AppEvent) => void) => Unsubscribe;
