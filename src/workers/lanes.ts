import { availableParallelism } from 'node:os';
import type { DspTaskName } from './taskTypes.ts';

type LaneFacts = {
  /** What its threads run. */
  readonly worker: 'dsp' | 'storage';
  /** Tasks at a time. Threads begin when they are needed. */
  readonly mostThreads: number;
  /** They end when they had nothing to do for so long. */
  readonly idleMs: number;
};

const usual = { worker: 'dsp', idleMs: 60_000 } as const;

/** Who waits behind whom: a task waits for those of its own lane only. */
export const lanes = {
  /** Makes takes; the parent decides how many at a time. As many as a person may choose (contract, parallelJobs). */
  render: { ...usual, mostThreads: 8 },
  /** Measures recordings. */
  analysis: { ...usual, mostThreads: Math.max(1, availableParallelism() - 1) },
  /** Looks at new files: somebody waits for it. */
  files: { ...usual, mostThreads: 1 },
  /** Writes what leaves the library. An hour of sound takes its time, and files open meanwhile. */
  exports: { ...usual, mostThreads: 1 },
  /** Reads and rebuilds files of hundreds of megabytes, one after the other, and rarely: its thread is not kept. */
  longFiles: { ...usual, mostThreads: 1, idleMs: 5000 },
  /** Answers what a person is looking at. */
  quick: { ...usual, mostThreads: 1 },
  /** Reads and copies the data folder for as long as it takes. One copies, another measures meanwhile. */
  storage: { ...usual, worker: 'storage', mostThreads: 2 },
} as const satisfies Record<string, LaneFacts>;
export type Lane = keyof typeof lanes;

/** The lane of each task. What a take needs is made in the lane of whoever makes it, where that is another (TaskOptions). */
export const laneOf: Readonly<Record<DspTaskName, Lane>> = {
  perform: 'render',
  convert: 'render',
  finish: 'render',
  encode: 'render',

  decode: 'analysis',
  analyse: 'analysis',
  contentFeatures: 'analysis',
  prepareVocoder: 'analysis',
  measureBacking: 'analysis',
  // Nobody waits for it, and a scale takes its time: behind the recordings.
  probeVoice: 'analysis',

  probe: 'files',
  readMelody: 'files',
  readPlan: 'files',

  exportTake: 'exports',
  writePlan: 'exports',

  importVoice: 'longFiles',
  hashFile: 'longFiles',
  prepareBaseModel: 'longFiles',

  analysisView: 'quick',
  preview: 'quick',
  hear: 'quick',
  takeView: 'quick',
  readNotes: 'quick',
  nearbyVoiceFiles: 'quick',

  measureLibrary: 'storage',
  measureFolders: 'storage',
  measureCache: 'storage',
  planCacheTrim: 'storage',
  emptyTrash: 'storage',
  copyLibrary: 'storage',
  removeLibrary: 'storage',
  writeBackup: 'storage',
  readBackup: 'storage',
  checkBackup: 'storage',
  unpackBackup: 'storage',
};
