import { rm } from 'node:fs/promises';
import path from 'node:path';
import { dispatch } from '../contract/dispatch.ts';
import { invalidInput } from '../contract/checkInput.ts';
import { AppError, toEnvelope, unwrap } from '../contract/errors.ts';
import type { HostConfig } from '../contract/inference.ts';
import type { Call, Output } from '../contract/operations/index.ts';
import { melodyFileLimits } from '../contract/operations/melodies.ts';
import { recordingLimits } from '../contract/recordings.ts';
import { voiceLimits } from '../contract/voices.ts';
import { createApp, type App } from '../core/createApp.ts';
import type { AppFacts, LogPort } from '../core/ports.ts';
import { createBaseModelFiles } from './baseModels/baseModelFiles.ts';
import type { Cantado, CantadoOptions } from './cantado.ts';
import { createDeviceTrials } from './devices/deviceTrials.ts';
import { openDatabase, type OpenDatabase } from './db/openDatabase.ts';
import { createRepositories } from './db/repositories.ts';
import { audioFolders } from './files/audioFolders.ts';
import { keepUpload, sweepComing } from './files/keepUpload.ts';
import { localFiles } from './files/localFiles.ts';
import { createUploadFiles, markSettled, markUnsettled } from './files/uploadFiles.ts';
import type { ApiTarget } from './http/api.ts';
import { createHostClient, type HostClient } from './inference/hostClient.ts';
import { createJobLogs } from './log/jobLogs.ts';
import { createJsonLog } from './log/jsonLog.ts';
import { createMelodyFiles, sentFilesName } from './melodies/melodyFiles.ts';
import { createMediaResponse } from './media/mediaResponse.ts';
import { createNodeRequest } from './network/nodeRequest.ts';
import { createObservability } from './observability/observability.ts';
import { followOwner } from './owner/followOwner.ts';
import { openSession } from './owner/openSession.ts';
import type { OwnerLock } from './owner/ownerLock.ts';
import { SessionEnd } from './owner/sessionEnd.ts';
import { startOwnerServer, type OwnerServer } from './owner/ownerServer.ts';
import type { Session } from './owner/session.ts';
import { createLibrary, settleLibrary } from './storage/library.ts';
import { countChunks } from './takes/journal.ts';
import { machineFacts, openSurroundings, type Surroundings } from './program/surroundings.ts';
import { createLicences } from './program/licences.ts';
import { createVoiceFiles, sweepLeftovers } from './voices/voiceFiles.ts';

/**
 * Opens the data folder, or reaches the process that has it open.
 * @throws AppError FOLDER_NOT_WRITABLE, DISK_FULL, DATABASE_UNREADABLE, DATA_FOLDER_IN_USE, LIBRARY_AWAY
 */
export function openCantado(options: CantadoOptions): Promise<Cantado> {
  const dataFolder = path.resolve(options.dataFolder);
  let isFirst = true;
  return followOwner(() => {
    // Later sessions go on with requests that began in an earlier one, and with what was sent for them.
    const sweepsUploads = isFirst;
    isFirst = false;
    return openSession(dataFolder, (lock, folder) => {
      return ownDataFolder({ ...options, dataFolder: folder, sweepsUploads }, lock);
    });
  });
}

/** Of notes or a plan, bytes. */
const longestMelodyFile = Math.max(melodyFileLimits.scoreBytes, melodyFileLimits.planBytes);

type Folders = {
  readonly takes: string;
  readonly recordings: string;
  readonly logs: string;
  readonly cache: string;
  readonly baseModels: string;
  readonly exports: string;
  readonly voices: string;
  readonly melodies: string;
  readonly sentMelodies: string;
  readonly uploads: string;
  readonly devicesFile: string;
};

function foldersIn(dataFolder: string): Folders {
  const inside = (name: string): string => path.join(dataFolder, name);
  return {
    takes: inside('takes'),
    recordings: inside('recordings'),
    logs: inside('logs'),
    cache: inside('cache'),
    baseModels: inside('base-models'),
    exports: inside('exports'),
    voices: inside('voices'),
    melodies: inside('melodies'),
    sentMelodies: path.join(inside('melodies'), sentFilesName),
    uploads: inside('uploads'),
    devicesFile: inside('devices.json'),
  };
}

/** Puts the program together around a data folder that this process has the lock of. */
async function ownDataFolder(
  options: CantadoOptions & { readonly sweepsUploads: boolean },
  lock: OwnerLock,
): Promise<Session> {
  const { dataFolder, resources, version } = options;
  const folders = foldersIn(dataFolder);
  const jobLogs = createJobLogs(folders.logs, createJsonLog(folders.logs, Date.now));
  const { log } = jobLogs;
  const surroundings = openSurroundings(options);
  const { clock, power } = surroundings;
  const end = new SessionEnd();
  let database: OpenDatabase | undefined;
  try {
    await settleLibrary(dataFolder);
    await sweepLeftovers(folders);
    for (const folder of [folders.recordings, folders.sentMelodies]) await sweepComing(folder);
    database = openDatabase({ dataFolder, migrationsFolder: resources.migrationsFolder, nowMs: Date.now, log });
    const host = { entry: resources.hostEntry, config: hostConfig(options, folders), launch: options.launchHost };
    const inference = createHostClient(host);
    const repositories = createRepositories(database, log);
    const observability = createObservability({
      ...{ database, dataFolder, jobLogs, log },
      preferences: repositories.preferences,
      logsFolder: folders.logs,
      ffmpegPath: options.ffmpegPath ?? null,
      request: options.request ?? createNodeRequest(process.env),
      nowMs: Date.now,
    });
    const app = createApp({
      ...repositories,
      inference,
      files: localFiles,
      audioFolders,
      voiceFiles: createVoiceFiles(folders),
      melodyFiles: createMelodyFiles(folders.melodies),
      uploads: createUploadFiles(folders),
      baseModels: createBaseModelFiles({
        modelsFolder: resources.modelsFolder,
        baseModelsFolder: folders.baseModels,
        request: observability.request,
        hashFile: async (file, signal) => (await inference.request('hashFile', { path: file }, { signal })).sha256,
      }),
      takeFiles: {
        folderOf: (takeId) => path.join(folders.takes, takeId),
        countChunks: (takeId) => countChunks(path.join(folders.takes, takeId)),
        remove: (takeId) => rm(path.join(folders.takes, takeId), { recursive: true, force: true }),
      },
      devices: createDeviceTrials(host),
      licences: createLicences(resources.noticesFile),
      observability: observability.ports,
      library: createLibrary({
        ...{ dataFolder, database, migrationsFolder: resources.migrationsFolder },
        nowMs: Date.now,
        restart: end.restart,
      }),
      power,
      clock,
      log,
      facts: factsOf(options, folders, database),
    });
    if (options.sweepsUploads) await app.sweepUploads();
    const target = end.guard(apiTarget(app, folders, log));
    const server = await startOwnerServer(end.guardForOthers(target), dataFolder, version).catch((error: unknown) => {
      // Without a socket this process still works; only a second one cannot join it.
      log.error(crypto.randomUUID().slice(0, 8), error, { dataFolder });
      return undefined;
    });
    app.start();
    void jobLogs.sweep();
    log.info('app.opened', { version, isReadOnly: database.isReadOnly });
    return ownerSession(target, end, { server, app, inference, database, lock, surroundings });
  } catch (error) {
    surroundings.close();
    database?.close();
    lock.release();
    throw error;
  }
}

function hostConfig({ resources, ffmpegPath }: CantadoOptions, folders: Folders): HostConfig {
  return {
    cacheFolder: folders.cache,
    modelsFolder: resources.modelsFolder,
    baseModelsFolder: folders.baseModels,
    logsFolder: folders.logs,
    devicesFile: folders.devicesFile,
    ffmpegPath: ffmpegPath ?? null,
  };
}

function factsOf(
  { version, dataFolder, resources }: CantadoOptions,
  folders: Folders,
  database: OpenDatabase,
): AppFacts {
  return {
    version,
    dataFolder,
    fallbackExportFolder: folders.exports,
    ownFolders: [dataFolder, path.dirname(resources.samplePath)],
    samplePath: resources.samplePath,
    ...machineFacts(),
    uploadsFolder: folders.recordings,
    isReadOnly: database.isReadOnly,
    notices: database.notices,
  };
}

/** The program as transports reach it: everything goes through contract.dispatch. */
function apiTarget(app: App, folders: Folders, log: LogPort): ApiTarget {
  const reply: ApiTarget['dispatch'] = (name, rawInput) =>
    dispatch(app.handlers, name, rawInput, (error, id) => {
      if (error instanceof AppError) log.info('call.refused', { name, ...toEnvelope(error) });
      else log.error(id, error, { name });
    });
  const call: Call = async (name, input) => unwrap(await reply(name, input)) as Output<typeof name>;
  const uploadRecording: ApiTarget['uploadRecording'] = async (name, body) => {
    if (name === '') throw invalidInput('name', 'missing');
    const { limits } = await call('settings.get', undefined);
    const maximumBytes = Math.min(recordingLimits.maximumBytes, limits.uploadMb * 1024 ** 2);
    return keepUpload(folders.recordings, name, body, {
      maximumBytes,
      keptName: (sha256) => sha256,
      beforeNew: markUnsettled,
    });
  };
  return {
    dispatch: reply,
    subscribe: app.subscribe,
    mediaResponse: createMediaResponse({
      call,
      cacheFolder: folders.cache,
      takeFolderOf: (takeId) => path.join(folders.takes, takeId),
    }),
    upload: async (name, body, isSpeech = true) => {
      const { path: kept, isNew } = await uploadRecording(name, body);
      try {
        const recording = await call('recordings.open', { path: kept, name, isSpeech });
        await markSettled(kept);
        return recording;
      } catch (error) {
        if (isNew) await call('uploads.forget', { path: kept });
        throw error;
      }
    },
    uploadRecording,
    uploadVoice: async (name, body) => {
      // A name of its own: who is done with one upload must not take another of the same bytes away.
      const options = { maximumBytes: voiceLimits.maximumBytes, keptName: () => crypto.randomUUID() };
      return keepUpload(folders.uploads, name, body, options);
    },
    uploadMelody: async (name, body) => {
      // Kept, as the file of a person would be: its other tracks may be asked for another day.
      const options = { maximumBytes: longestMelodyFile, keptName: (sha256: string) => sha256 };
      return keepUpload(folders.sentMelodies, name, body, options);
    },
  };
}

type Opened = {
  readonly server: OwnerServer | undefined;
  readonly app: App;
  readonly inference: HostClient;
  readonly database: OpenDatabase;
  readonly lock: OwnerLock;
  readonly surroundings: Surroundings;
};

function ownerSession(
  target: ApiTarget,
  end: SessionEnd,
  { server, app, inference, database, lock, surroundings }: Opened,
): Session {
  end.bind({
    closeServer: async () => server?.close(),
    stopWork: () => app.stop(),
    closeDatabase: () => {
      database.close();
    },
    closeRest: async () => {
      try {
        surroundings.close();
        await inference.close();
      } finally {
        lock.release();
      }
    },
  });
  return { ...target, isOwner: true, gone: end.gone, close: end.close };
}
