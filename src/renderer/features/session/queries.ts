import type { MelodyId, RecordingId, TakeId } from '../../../contract/ids.ts';

/** Keys of everything the window has asked the program for. */
export const queryKeys = {
  start: ['start'],
  status: ['status'],
  voices: ['voices'],
  removedVoices: ['removedVoices'],
  baseModels: ['baseModels'],
  devices: ['devices'],
  jobs: ['jobs'],
  recording: (id: RecordingId | null) => ['recording', id],
  analysis: (id: RecordingId | null) => ['analysis', id],
  preview: (id: RecordingId | null, deck: string) => ['preview', id, deck],
  melody: (id: MelodyId | null) => ['melody', id],
  backing: (id: RecordingId | null) => ['backing', id],
  takes: (id: RecordingId | null) => ['takes', id],
  takeView: (id: TakeId | null) => ['takeView', id],
} as const;

/** Points asked for a lane: enough for a wide, dense screen. */
export const lanePoints = 4000;
