import type { Reply } from './errors.ts';
import type { ExportFormatId } from './exports.ts';
import type { Device } from './devices.ts';
import type { ImportReport, NearbyFile } from './imports.ts';
import type { LibraryHostOperations } from './libraryInference.ts';
import type { BackingMeasure, GuideUse, MelodyContent } from './melodies.ts';
import type { Progress, Recipe, RenderStage, StageMeasure, TakeView } from './jobs.ts';
import type { Notice } from './notices.ts';
import type { AnalysisView, PerformancePreview } from './recordings.ts';
import type { AnySettingValues } from './settings/descriptors.ts';
import type { ConsentLabel, VoicePassport } from './voices.ts';

/**
 * What the core asks of the inference host, a child process that owns the worker pool
 * (docs/adr/0002). Everything here survives a structured clone.
 */

/** The recording as brought: the host refuses with FILE_CHANGED when the file no longer matches. */
export type RecordingSource = {
  readonly path: string;
  /** Name shown to people in errors. */
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Of the probe, for progress while decoding. */
  readonly durationSec?: number;
};

export type Probe = {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly durationSec: number;
  readonly sampleRate: number;
  readonly channels: number;
  readonly codec: string;
  readonly notices: readonly Notice[];
};

/** The part of a voice that a converter needs. */
export type ConverterVoice = {
  readonly converterId: string;
  /** The converter's own constants for this voice, checked by the converter. */
  readonly preset: Readonly<Record<string, number>>;
  readonly rangeMidi: readonly [number, number] | null;
  /** Folder of an imported voice, null for built-in ones. Where it lies does not change what it sings. */
  readonly folder: string | null;
};

/** A stranger's voice to be opened, rebuilt and proved in a folder of its own. */
export type VoiceImportRequest = {
  readonly path: string;
  readonly name: string;
  /** An index the person chose; otherwise those beside the voice and in the archive are looked at. */
  readonly indexPath: string | null;
  readonly indexName: string | null;
  /** Empty folder that becomes the voice's; voice.json is written last. */
  readonly folder: string;
};

export type VoiceImportResult = Pick<
  ImportReport,
  'fileName' | 'fileCount' | 'sizeBytes' | 'sha256' | 'lines' | 'suggestedName' | 'mark' | 'licence' | 'canAdd'
> & {
  readonly passport: VoicePassport;
  readonly hash: string;
  readonly baseModels: readonly string[];
  /** As the file, its index's name or its notes say; null where they say nothing. */
  readonly rangeMidi: readonly [number, number] | null;
};

/** What an exported file says of the voice that sings in it. */
export type VoiceLabel = {
  readonly name: string;
  /** Null for built-in voices: no singer was recorded for them. */
  readonly consent: ConsentLabel | null;
  readonly licence: string | null;
};

/** The melody of a performance, where it lies: files of the library, refused where they are not of their hash any more, or a recording that is followed. */
export type MelodySource =
  | { readonly kind: 'score'; readonly file: string; readonly sha256?: string }
  | { readonly kind: 'plan'; readonly file: string; readonly name: string; readonly sha256?: string }
  | { readonly kind: 'guide'; readonly source: RecordingSource; readonly use: GuideUse };

/** What a performance needs beside recording, voice and settings. */
export type PerformanceExtras = {
  readonly melody: MelodySource | null;
  readonly lyrics: string | null;
  readonly backing: { readonly source: RecordingSource; readonly gainDb: number; readonly startSec: number } | null;
};

export type RenderRequest = PerformanceExtras & {
  readonly jobId: string;
  /** `takes/<uuid>`: raw output, journal and master live here; a render that was cut off goes on from them. */
  readonly takeFolder: string;
  readonly source: RecordingSource;
  readonly voice: ConverterVoice;
  /** settings are complete: every descriptor has its value. */
  readonly recipe: Recipe;
  /** Seconds of work per second of audio as learned from earlier renders here, until the host has measured its own. */
  readonly learnedCosts?: Partial<Record<RenderStage, number>> | null;
  readonly exportTo: ExportTarget | null;
  readonly voiceLabel: VoiceLabel;
};

export type ExportTarget = {
  readonly path: string;
  readonly format: ExportFormatId;
  readonly quality: string;
  /** The backing of the take is mixed under it. */
  readonly withBacking?: boolean | undefined;
};

export type RenderResult = {
  readonly notices: readonly Notice[];
  readonly stages: readonly StageMeasure[];
  readonly durationSec: number;
  /** Where the export was written: exportTo.path, or a free name beside it if that was taken meanwhile. */
  readonly outputPath: string | null;
  /** Where the networks ran at the end: a device's id; `cpu` where the voice has none. */
  readonly device: string;
};

export type HostOperations = LibraryHostOperations & {
  /** Decodes enough to know that the file is audio and what it holds. */
  probe: {
    input: {
      readonly path: string;
      readonly name: string;
      /** Longer ones are refused as soon as that is known; recordingLimits.maximumSec when absent. */
      readonly maximumSec?: number;
    };
    output: Probe;
    progress: never;
  };
  /** Decodes and measures; everything lands in the cache. Returns at once when it is there. */
  analyse: {
    input: { readonly source: RecordingSource };
    output: { readonly notices: readonly Notice[] };
    progress: { readonly doneRatio: number };
  };
  analysisView: {
    input: { readonly source: RecordingSource; readonly maxPoints: number | null };
    output: AnalysisView;
    progress: never;
  };
  preview: {
    input: PerformanceExtras & {
      readonly source: RecordingSource;
      readonly voice: ConverterVoice;
      readonly settings: AnySettingValues;
      readonly maxPoints: number | null;
    };
    output: PerformancePreview;
    progress: never;
  };
  render: { input: RenderRequest; output: RenderResult; progress: Progress };
  takeView: {
    input: { readonly takeFolder: string; readonly maxPoints: number | null };
    output: TakeView;
    progress: never;
  };
  exportTake: {
    input: {
      readonly takeFolder: string;
      readonly recipe: Recipe;
      readonly title: string;
      readonly backing: PerformanceExtras['backing'];
      readonly voiceLabel: VoiceLabel;
      readonly target: ExportTarget;
    };
    output: { readonly path: string };
    progress: never;
  };
  /** Writes a file that does not exist yet. @throws AppError PLAN_MISSING, OUTPUT_EXISTS, DISK_FULL, FOLDER_NOT_WRITABLE */
  writePlan: {
    input: { readonly takeFolder: string; readonly path: string };
    output: Record<never, never>;
    progress: never;
  };
  /** Reads a score file into the library's own form. */
  readMelody: {
    input: { readonly path: string; readonly name: string; readonly track: number | null };
    output: MelodyContent;
    progress: never;
  };
  readNotes: { input: { readonly text: string }; output: MelodyContent; progress: never };
  /** Reads and checks a plan file, and writes it as it was understood. */
  readPlan: {
    input: { readonly path: string; readonly name: string; readonly writeTo: string };
    /** Of what was written, and of the recording that it was made for. */
    output: { readonly sha256: string; readonly recordingSha256: string };
    progress: never;
  };
  measureBacking: { input: { readonly source: RecordingSource }; output: BackingMeasure; progress: never };
  /** The first seconds of a recording in a built-in voice, as a WAV in the cache. */
  hear: {
    input: { readonly source: RecordingSource; readonly voice: ConverterVoice; readonly settings: AnySettingValues };
    output: { readonly hash: string; readonly durationSec: number };
    progress: never;
  };
  importVoice: { input: VoiceImportRequest; output: VoiceImportResult; progress: { readonly doneRatio: number } };
  /** Range measured by singing a scale with the voice; null where nothing it sang had a clear pitch. */
  probeVoice: {
    input: { readonly folder: string };
    output: { readonly rangeMidi: readonly [number, number] | null };
    progress: never;
  };
  nearbyVoiceFiles: { input: { readonly path: string }; output: readonly NearbyFile[]; progress: never };
  /** Hex SHA-256 of a file on this computer. */
  hashFile: { input: { readonly path: string }; output: { readonly sha256: string }; progress: never };
  /** Rebuilds a base model's network from the file as downloaded, proves it and writes it into the folder. */
  prepareBaseModel: {
    input: { readonly modelId: string; readonly file: string; readonly folder: string };
    output: Record<never, never>;
    progress: { readonly doneRatio: number };
  };
  /**
   * Runs a small network of every family on a device and compares it with the CPU. A provider may take the process with
   * it, so this is asked of a host of its own.
   */
  proveDevice: { input: { readonly device: string }; output: Device; progress: never };
};
export type HostOperationName = keyof HostOperations;

/** Where the host finds things; passed when it starts. */
export type HostConfig = {
  readonly cacheFolder: string;
  readonly modelsFolder: string;
  /** Base models that were downloaded or imported: `<id>/…` */
  readonly baseModelsFolder: string;
  readonly logsFolder: string;
  /** What was measured of this computer's devices. */
  readonly devicesFile: string;
  /** Null: look for it (ffmpeg-static, the system's, @ffmpeg-installer). */
  readonly ffmpegPath: string | null;
  /** What a stranger's network may take while it is tried; the usual bounds where nothing is said. */
  readonly networkBounds?: NetworkBounds;
};

export type NetworkBounds = {
  /** Memory of the host beyond what it had before the run. */
  readonly grownBytes: number;
  /** Of one run, ms. */
  readonly longestMs: number;
};

/** Parent → host. Sent only after the host said it is ready. */
export type HostRequestMessage =
  | {
      [N in HostOperationName]: {
        readonly id: number;
        readonly operation: N;
        readonly input: HostOperations[N]['input'];
      };
    }[HostOperationName]
  | { readonly cancel: number };

/** Host → parent. Progress of one request comes at most 10 times a second. */
export type HostReplyMessage =
  | { readonly ready: true }
  /** The host will end in a moment: what is sent from now on is never seen. */
  | { readonly leaving: true }
  | { readonly id: number; readonly progress: unknown }
  | { readonly id: number; readonly reply: Reply<unknown> };
