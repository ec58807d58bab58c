import type { HostConfig, HostOperations, RecordingSource, RenderRequest } from '../contract/inference.ts';
import type { CacheEntry } from '../adapters/storage/cacheEntries.ts';
import type { Notice } from '../contract/notices.ts';
import type { Reply } from '../contract/errors.ts';
import type { ModelReference, RunModel } from '../engine/models/types.ts';

/** Which measures of a recording: those made with one pitch extractor. */
export type AnalysisRequest = { readonly source: RecordingSource; readonly extractorId: string };

/** Content features of a recording by one network of the content model: `layer9` or `layer12`. */
export type ContentRequest = {
  readonly source: RecordingSource;
  readonly network: string;
  /** Values of a row. */
  readonly width: number;
};

/** How long a stage worked on how much audio; workSec is null where everything was there already. */
export type StageWork = { readonly workSec: number | null; readonly audioSec: number };

type HostTask<N extends keyof HostOperations> = Pick<HostOperations[N], 'input' | 'output'>;

/**
 * What the DSP threads can do. Every task is deterministic and idempotent: killed at any point and asked again it gives the
 * same files bit for bit, using what was whole.
 */
export type DspTasks = {
  probe: HostTask<'probe'>;
  /** The recording as signal.wav in the cache. */
  decode: { input: RecordingSource; output: StageWork & { readonly durationSec: number } };
  /** Everything in analysis.json; decode must have been done. */
  analyse: { input: AnalysisRequest; output: StageWork & { readonly notices: readonly Notice[] } };
  /** Vocoder parameters of the whole recording, ahead of the first render. */
  prepareVocoder: { input: RecordingSource; output: StageWork };
  /** Content features of the whole recording, block by block, for voices that need them. */
  contentFeatures: { input: ContentRequest; output: StageWork };
  /** take.json and pitch.f32 of the take. */
  perform: { input: RenderRequest; output: StageWork & { readonly durationSec: number } };
  /** raw.f32, chunk by chunk; vocoderSec is the part of workSec spent on missing vocoder parameters. */
  convert: { input: RenderRequest; output: StageWork & { readonly vocoderSec: number } };
  /** master.wav */
  finish: { input: RenderRequest; output: StageWork };
  /** The file of exportTo. */
  encode: { input: RenderRequest; output: StageWork & { readonly path: string | null } };
  exportTake: HostTask<'exportTake'>;
  analysisView: HostTask<'analysisView'>;
  preview: HostTask<'preview'>;
  /** analyse must have been done. */
  hear: HostTask<'hear'>;
  takeView: HostTask<'takeView'>;
  writePlan: HostTask<'writePlan'>;
  readMelody: HostTask<'readMelody'>;
  readNotes: HostTask<'readNotes'>;
  readPlan: HostTask<'readPlan'>;
  /** decode must have been done. */
  measureBacking: HostTask<'measureBacking'>;
  importVoice: HostTask<'importVoice'>;
  probeVoice: HostTask<'probeVoice'>;
  nearbyVoiceFiles: HostTask<'nearbyVoiceFiles'>;
  hashFile: HostTask<'hashFile'>;
  /** Networks and model.json of a base model. */
  prepareBaseModel: HostTask<'prepareBaseModel'>;
  measureLibrary: HostTask<'measureLibrary'>;
  measureFolders: HostTask<'measureFolders'>;
  measureCache: HostTask<'measureCache'>;
  /** What would be taken out of the cache; nothing is. */
  planCacheTrim: { input: HostOperations['trimCache']['input']; output: readonly CacheEntry[] };
  /** Deletes what was taken out of the cache. */
  emptyTrash: { input: Record<never, never>; output: Record<never, never> };
  copyLibrary: HostTask<'copyLibrary'>;
  removeLibrary: HostTask<'removeLibrary'>;
  writeBackup: HostTask<'writeBackup'>;
  readBackup: HostTask<'readBackup'>;
  checkBackup: HostTask<'checkBackup'>;
  unpackBackup: HostTask<'unpackBackup'>;
};
export type DspTaskName = keyof DspTasks;

/** Those that have threads of their own (storage.worker.ts). */
export type StorageTaskName =
  | 'measureLibrary'
  | 'measureFolders'
  | 'measureCache'
  | 'planCacheTrim'
  | 'emptyTrash'
  | 'copyLibrary'
  | 'removeLibrary'
  | 'writeBackup'
  | 'readBackup'
  | 'checkBackup'
  | 'unpackBackup';

/** Where a task hears of its surroundings. */
export type TaskContext = {
  readonly config: HostConfig;
  readonly isCancelled: () => boolean;
  /** 0–1, never falling. */
  readonly onProgress: (doneRatio: number) => void;
  readonly runModel: RunModel;
};

export type DspTask<N extends DspTaskName> = (
  input: DspTasks[N]['input'],
  context: TaskContext,
) => Promise<DspTasks[N]['output']>;

export type ModelInputs = Parameters<RunModel>[1];
export type ModelOutputs = Awaited<ReturnType<RunModel>>;

/** What travels to a thread that runs networks; its inputs are handed over. */
export type ModelCall = {
  readonly model: ModelReference;
  readonly inputs: ModelInputs;
  /** Threads that ONNX Runtime may use, if the network is loaded for this call. */
  readonly threadCount: number;
};

/**
 * Where in memory shared with a task it stands that the task shall stop, and that it has begun. Each side sets its own before
 * it looks at the other's: a task that is taken out of the queue has touched nothing, whichever came first.
 */
export const taskFlags = { isCancelled: 0, hasBegun: 1, count: 2 } as const;

/** What travels through piscina to a DSP thread. */
export type TaskMessage = {
  readonly input: unknown;
  /** See taskFlags. */
  readonly flags: Int32Array<SharedArrayBuffer>;
  readonly port: import('node:worker_threads').MessagePort;
};

/** What a running task says to the host. */
export type TaskReport =
  | { readonly doneRatio: number }
  | { readonly call: number; readonly model: ModelReference; readonly inputs: ModelInputs };

/** The host's answer to a call, or word that nobody waits for the task any more. */
export type ModelAnswer =
  { readonly call: number; readonly reply: Reply<ModelOutputs> } | { readonly isCancelled: true };
