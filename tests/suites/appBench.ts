import path from 'node:path';
import { createBaseModelFiles } from '../../src/adapters/baseModels/baseModelFiles.ts';
import { createDeviceTrials } from '../../src/adapters/devices/deviceTrials.ts';
import { audioFolders } from '../../src/adapters/files/audioFolders.ts';
import { createUploadFiles } from '../../src/adapters/files/uploadFiles.ts';
import { localFiles } from '../../src/adapters/files/localFiles.ts';
import { sha256OfFile } from '../../src/adapters/cache/fileHash.ts';
import { createMelodyFiles } from '../../src/adapters/melodies/melodyFiles.ts';
import { createVoiceFiles } from '../../src/adapters/voices/voiceFiles.ts';
import { dispatch } from '../../src/contract/dispatch.ts';
import { unwrap } from '../../src/contract/errors.ts';
import type { AppEvent } from '../../src/contract/events.ts';
import type { HostOperationName, HostOperations, Probe } from '../../src/contract/inference.ts';
import type { Call, Output } from '../../src/contract/operations/index.ts';
import { createApp } from '../../src/core/createApp.ts';
import type { AppFacts, CorePorts, InferencePort } from '../../src/core/ports.ts';
import { manualClock } from './manualClock.ts';
import { createMemoryLog } from './memoryLog.ts';
import { createMemoryRepositories, type MemoryRepositories } from './memoryRepositories.ts';
import { nothingObserved } from './nothingObserved.ts';
import { recorded } from './recorded.ts';
import { untouchedLibrary } from './untouchedLibrary.ts';

type Answers = {
  [N in HostOperationName]?: (
    input: HostOperations[N]['input'],
    onProgress: (progress: HostOperations[N]['progress']) => void,
    signal: AbortSignal | undefined,
  ) => Promise<HostOperations[N]['output']>;
};

export const sampleProbe: Probe = {
  sha256: 'f'.repeat(64),
  sizeBytes: 'sound'.length,
  durationSec: 5,
  sampleRate: 48_000,
  channels: 1,
  codec: 'pcm_s16le',
  notices: [],
};

/** The whole domain over memory and real files; the host's answers are the test's. */
export function createAppBench(folder: string, facts: Partial<AppFacts> = {}) {
  return createAppBenchOver(createMemoryRepositories(), folder, facts);
}

type Repositories = Pick<CorePorts, Exclude<keyof MemoryRepositories, 'isDiskFull'>>;

/** The same over rows that the test keeps. */
export function createAppBenchOver<R extends Repositories>(
  repositories: R,
  folder: string,
  facts: Partial<AppFacts> = {},
) {
  const log = createMemoryLog();
  const clock = { ms: 1_700_000_000_000 };
  const asked: { readonly operation: string; readonly input: unknown }[] = [];
  const told: AppEvent[] = [];
  const answers: Answers = {
    probe: () => Promise.resolve(sampleProbe),
    analyse: () => Promise.resolve({ notices: [] }),
    render: () => Promise.resolve({ notices: [], stages: [], durationSec: 5, outputPath: null, device: 'cpu' }),
  };
  const inference: InferencePort = {
    request: (operation, input, { onProgress, signal } = {}) => {
      asked.push({ operation, input });
      const answer = answers[operation];
      if (!answer) return Promise.reject(new Error(`nobody answers ${operation}`));
      return answer(input, (progress) => onProgress?.(progress), signal);
    },
  };
  const app = createApp({
    ...repositories,
    inference,
    files: localFiles,
    audioFolders,
    voiceFiles: createVoiceFiles({ voices: path.join(folder, 'voices'), uploads: path.join(folder, 'uploads') }),
    melodyFiles: createMelodyFiles(path.join(folder, 'melodies')),
    uploads: createUploadFiles({
      recordings: path.join(folder, 'data', 'recordings'),
      uploads: path.join(folder, 'uploads'),
    }),
    baseModels: createBaseModelFiles({
      modelsFolder: path.resolve('models'),
      baseModelsFolder: path.join(folder, 'data', 'base-models'),
      request: recorded(() => Promise.reject(new Error('nobody is asked'))),
      hashFile: (file) => sha256OfFile(file),
    }),
    takeFiles: {
      folderOf: (takeId) => path.join(folder, 'takes', takeId),
      remove: () => Promise.resolve(),
      countChunks: () => Promise.resolve(0),
    },
    devices: createDeviceTrials({
      entry: '',
      launch: () => {
        throw new Error('no host is started');
      },
      config: {
        cacheFolder: '',
        modelsFolder: '',
        baseModelsFolder: '',
        logsFolder: '',
        devicesFile: path.join(folder, 'devices.json'),
        ffmpegPath: null,
      },
    }),
    observability: nothingObserved,
    ...untouchedLibrary(),
    licences: { read: () => Promise.resolve('# Licences') },
    power: { isOnBattery: () => null, onChange: () => () => undefined },
    clock: manualClock(clock),
    log,
    facts: {
      version: '1.2.3',
      dataFolder: path.join(folder, 'data'),
      fallbackExportFolder: path.join(folder, 'data', 'exports'),
      ownFolders: [path.join(folder, 'data')],
      samplePath: path.join(folder, 'data', 'sample.wav'),
      machine: 'a computer',
      coreCount: 1,
      uploadsFolder: path.join(folder, 'data', 'recordings'),
      isReadOnly: false,
      notices: [],
      ...facts,
    },
  });
  app.subscribe((event) => told.push(event));
  const call: Call = async (name, input) =>
    unwrap(
      await dispatch(app.handlers, name, input, (error, id) => {
        log.error(id, error);
      }),
    ) as Output<typeof name>;
  return { app, call, answers, asked, told, repositories, log, clock };
}
