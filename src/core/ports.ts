import type { Preferences } from '../contract/operations/app.ts';
import type { Device } from '../contract/devices.ts';
import type { RecordingId, TakeId, VoiceId } from '../contract/ids.ts';
import type { HostOperationName, HostOperations } from '../contract/inference.ts';
import type { Notice } from '../contract/notices.ts';
import type { Recording } from '../contract/recordings.ts';
import type { BaseModelsPort } from './baseModels/ports.ts';
import type { AudioFoldersPort, BatchRepository } from './batches/ports.ts';
import type { JobFiguresPort, JobRepository, QueueMemoryRepository } from './jobs/ports.ts';
import type { MelodyFilesPort, MelodyUseRepository } from './melodies/ports.ts';
import type { ObservabilityPorts } from './observability/ports.ts';
import type { PowerPort } from './power/ports.ts';
import type { PresetRepository } from './presets/ports.ts';
import type { LibraryPort, StorageRepository } from './storage/ports.ts';
import type { IdempotencyRepository, UploadFilesPort } from './requests/ports.ts';
import type { TakeRepository } from './takes/ports.ts';
import type { ConsentLabel, VoicePassport } from '../contract/voices.ts';

export type { PendingExport, StoredExport, StoredJob, StoredTake } from './records/ports.ts';

/** What the domain needs from the outside. Adapters implement these; nothing here knows Node. */

/**
 * The inference host. Rejects with AppError: what the work itself threw, CANCELLED after the signal,
 * HOST_CRASHED when the process died under the request.
 */
export type InferencePort = {
  request<N extends HostOperationName>(
    operation: N,
    input: HostOperations[N]['input'],
    options?: {
      readonly onProgress?: (progress: HostOperations[N]['progress']) => void;
      readonly signal?: AbortSignal;
    },
  ): Promise<HostOperations[N]['output']>;
};

/** A recording as it is kept. The time of the file's last change tells whether it is still the same. */
export type StoredRecording = Recording & { readonly modifiedMs: number };

/**
 * Repositories are synchronous because the database is local and so each call is one atomic step.
 * Writing throws DATABASE_READ_ONLY or DISK_FULL.
 */
export type RecordingRepository = {
  get(id: RecordingId): StoredRecording | undefined;
  findByFile(path: string, sizeBytes: number, modifiedMs: number): StoredRecording | undefined;
  findByHash(sha256: string): StoredRecording | undefined;
  /** Latest opened first. */
  list(limit: number): StoredRecording[];
  /** Inserts, or replaces the row of the same id. */
  save(recording: StoredRecording): void;
};

/** An imported voice as it is kept; built-in ones live in the engine's registry. */
export type StoredVoice = {
  readonly id: VoiceId;
  readonly name: string;
  readonly converterId: string;
  readonly status: 'training' | 'ready' | 'failed';
  readonly hash: string;
  readonly consent: ConsentLabel;
  readonly licence: string | null;
  readonly rangeMidi: readonly [number, number] | null;
  readonly mark: readonly number[];
  readonly baseModels: readonly string[];
  readonly passport: VoicePassport;
  readonly createdAt: string;
  readonly removedAt: string | null;
  /** Its files were deleted; the row stays for the takes that were made with it. */
  readonly purgedAt: string | null;
};

export type VoiceRepository = {
  get(id: VoiceId): StoredVoice | undefined;
  /** All of them, newest first. */
  list(): StoredVoice[];
  /** Inserts, or replaces the row of the same id. */
  save(voice: StoredVoice): void;
};

export type PreferencesRepository = {
  /** Undefined before anything was saved. */
  get(): unknown;
  save(preferences: Preferences): void;
};

export type FileStat = {
  readonly kind: 'file' | 'folder';
  readonly sizeBytes: number;
  readonly modifiedMs: number;
};

export type FileNameParts = {
  /** Before the base. */
  readonly prefix?: string;
  readonly base: string;
  /** After the base; both are kept where the base is cut, as far as they leave it room. */
  readonly suffix: string;
  /** Without its dot. */
  readonly extension: string;
};

export type FilesPort = {
  /** Absolute form of a path. */
  resolve(path: string): string;
  /** Last part of a path. */
  nameOf(path: string): string;
  folderOf(path: string): string;
  isInside(path: string, folder: string): boolean;
  /** @throws AppError FILE_NOT_FOUND or FILE_NOT_READABLE, naming the file. */
  stat(path: string): Promise<FileStat>;
  exists(path: string): Promise<boolean>;
  /** @throws AppError FOLDER_NOT_WRITABLE where the folder is missing or protected */
  checkWritableFolder(folder: string): Promise<void>;
  /** The same for folders that are made where they are missing. */
  ensureWritableFolder(folder: string): Promise<void>;
  /**
   * A path in the folder that is not taken: `name.wav`, `name (2).wav`, … The name is made legal on
   * every system and its base cut so that the whole has at most 200 bytes.
   */
  freePath(folder: string, name: FileNameParts): Promise<string>;
  /** Hex SHA-256 of a text's UTF-8. */
  sha256Of(text: string): string;
};

/** The folders takes are rendered in. */
export type TakeFilesPort = {
  folderOf(takeId: TakeId): string;
  /** Whole chunks that survived so far. */
  countChunks(takeId: TakeId): Promise<number>;
  /** Deletes a take's folder, where there is one. */
  remove(takeId: TakeId): Promise<void>;
};

/** What a person says of a voice, and what is measured after it was added; kept in its folder as well as in its row. */
export type VoiceFacts = Pick<StoredVoice, 'name' | 'consent' | 'licence' | 'rangeMidi'> &
  Pick<VoicePassport, 'rangeSource'>;

/** The folders of imported voices. */
export type VoiceFilesPort = {
  /** Absolute folder of a voice. */
  folderOf(voiceId: VoiceId): string;
  /** An empty folder in which a voice is built; it is no voice before `keep`. */
  stage(importId: string): Promise<string>;
  discard(importId: string): Promise<void>;
  /** Makes a staged folder a voice, with what the person said. @throws AppError DISK_FULL, FOLDER_NOT_WRITABLE */
  keep(importId: string, voiceId: VoiceId, facts: VoiceFacts): Promise<void>;
  /** Writes changed facts into the folder. */
  describe(voiceId: VoiceId, facts: VoiceFacts): Promise<void>;
  /** The first file that is missing or of another size than when it was built; null where there is none. */
  findDamage(voiceId: VoiceId): Promise<string | null>;
  /** Deletes a voice's folder. */
  remove(voiceId: VoiceId): Promise<void>;
  /** Voices whose folders are there, whatever the rows say. */
  list(): Promise<VoiceId[]>;
  /** The row of a voice as its folder tells it; undefined where the folder is no voice. */
  read(voiceId: VoiceId): Promise<StoredVoice | undefined>;
  /** Deletes a file that came as an upload; any other path stays as it is. */
  forgetUpload(path: string): Promise<void>;
};

/** The devices of this computer, tried one at a time. */
export type DevicesPort = {
  /** As last measured; those that were not are told as untested. */
  list(): Promise<readonly Device[]>;
  /** @param onProgress those that were tried so far */
  prove(onProgress: (sofar: readonly Device[]) => void): Promise<readonly Device[]>;
  prefer(device: string | null): Promise<readonly Device[]>;
};

/** The licences of everything that is shipped. */
export type LicencesPort = {
  /** @throws AppError FILE_NOT_FOUND where the file was taken away */
  read(): Promise<string>;
};

export type ClockPort = {
  /** Milliseconds since 1970, only for time stamps: somebody may set it. */
  nowMs(): number;
  /** Milliseconds for lengths of time: never goes back, and leaves out the time in which the program stood still. */
  monotonicMs(): number;
  /** Does the work once, that much later. @returns to be called when it is not wanted any more */
  after(delayMs: number, work: () => void): () => void;
};

export type LogPort = {
  /** One line about something that happened. */
  info(event: string, facts?: Readonly<Record<string, unknown>>): void;
  /** The whole story of an error under the id that a person may see. */
  error(id: string, error: unknown, facts?: Readonly<Record<string, unknown>>): void;
};

/** What is known before the domain starts. */
export type AppFacts = {
  readonly version: string;
  readonly dataFolder: string;
  /** Exports of recordings that live inside the program's own folders go here. */
  readonly fallbackExportFolder: string;
  /** Folders in which the program keeps files of its own; exports never land beside them. */
  readonly ownFolders: readonly string[];
  readonly samplePath: string;
  /** Where uploaded recordings are kept. */
  readonly uploadsFolder: string;
  /** The computer in words, the same at every start. */
  readonly machine: string;
  readonly coreCount: number;
  readonly isReadOnly: boolean;
  readonly notices: readonly Notice[];
};

export type CorePorts = {
  readonly inference: InferencePort;
  readonly recordings: RecordingRepository;
  readonly jobs: JobRepository;
  readonly jobFigures: JobFiguresPort;
  readonly queueMemory: QueueMemoryRepository;
  readonly takes: TakeRepository;
  readonly voices: VoiceRepository;
  readonly preferences: PreferencesRepository;
  readonly presets: PresetRepository;
  readonly idempotency: IdempotencyRepository;
  readonly uploads: UploadFilesPort;
  readonly files: FilesPort;
  readonly batches: BatchRepository;
  readonly audioFolders: AudioFoldersPort;
  readonly baseModels: BaseModelsPort;
  readonly voiceFiles: VoiceFilesPort;
  readonly melodyFiles: MelodyFilesPort;
  readonly melodyUse: MelodyUseRepository;
  readonly takeFiles: TakeFilesPort;
  readonly devices: DevicesPort;
  readonly licences: LicencesPort;
  readonly power: PowerPort;
  readonly observability: ObservabilityPorts;
  readonly storage: StorageRepository;
  readonly library: LibraryPort;
  readonly clock: ClockPort;
  readonly log: LogPort;
  readonly facts: AppFacts;
};
