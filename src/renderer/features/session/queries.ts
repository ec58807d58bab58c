import type { HistoryFilter } from '../../../contract/history.ts';
import type { BatchId, MelodyId, RecordingId, TakeId, VoiceId } from '../../../contract/ids.ts';

/** Keys of everything the window has asked the program for. */
export const queryKeys = {
  start: ['start'],
  status: ['status'],
  voices: ['voices'],
  takesOfVoice: (id: VoiceId) => ['lists', 'takesOfVoice', id],
  removedVoices: ['removedVoices'],
  baseModels: ['baseModels'],
  devices: ['devices'],
  jobs: ['jobs'],
  preferences: ['preferences'],
  licences: ['licences'],
  ledger: ['ledger'],
  storageUsage: ['storageUsage'],
  storageWork: ['storageWork'],
  metrics: ['metrics'],
  recording: (id: RecordingId | null) => ['recording', id],
  analysis: (id: RecordingId | null) => ['analysis', id],
  preview: (id: RecordingId | null, deck: string) => ['preview', id, deck],
  melody: (id: MelodyId | null) => ['melody', id],
  backing: (id: RecordingId | null) => ['backing', id],
  takes: (id: RecordingId | null) => ['takes', id],
  takeView: (id: TakeId | null) => ['takeView', id],
  queue: ['queue'],
  /** Everything that lists jobs, batches and takes in the order of the queue or of time. */
  lists: ['lists'],
  runningJobs: ['lists', 'running'],
  waitingJobs: ['lists', 'waiting'],
  queueFront: ['lists', 'front'],
  nextFiles: (batchIds: readonly BatchId[]) => ['lists', 'nextFiles', batchIds],
  failedJobs: ['lists', 'failed'],
  batches: ['lists', 'batches'],
  batchItems: (id: BatchId) => ['lists', 'batchItems', id],
  takeCount: ['lists', 'takeCount'],
  finishedToday: ['lists', 'finished'],
  recentTakes: ['lists', 'recent'],
  /** The first entries of the history, asked for again whenever something happened. */
  historyHead: (filter: HistoryFilter) => ['lists', 'history', filter],
  history: (filter: HistoryFilter) => ['history', filter],
  comparison: (first: TakeId, second: TakeId) => ['comparison', first, second],
} as const;

/** Points asked for a lane: enough for a wide, dense screen. */
export const lanePoints = 4000;
