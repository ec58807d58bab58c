import { readFile, statfs } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type { MachineFacts } from '../../core/observability/ports.ts';
import { ffmpegVersion, locateFfmpeg } from '../audio/locateFfmpeg.ts';
import type { ObservabilityRepositories } from '../db/observabilityRepositories.ts';

export type MachineFactsParts = {
  readonly dataFolder: string;
  readonly ffmpegPath: string | null;
  readonly database: ObservabilityRepositories['database'];
};

const requireHere = createRequire(import.meta.url);

/** What a report of a fault tells of this computer and of what the program runs on. */
export async function machineFacts({ dataFolder, ffmpegPath, database }: MachineFactsParts): Promise<MachineFacts> {
  const { sqliteVersion, ...databaseFacts } = database();
  const disk = await statfs(dataFolder).catch(() => undefined);
  const [onnxRuntime, ffmpeg] = await Promise.all([onnxRuntimeVersion(), versionOfFfmpeg(ffmpegPath)]);
  const processors = os.cpus();
  return {
    platform: process.platform,
    architecture: process.arch,
    systemRelease: os.release(),
    processor: processors[0]?.model ?? 'unknown',
    coreCount: processors.length,
    memoryBytes: os.totalmem(),
    freeMemoryBytes: os.freemem(),
    freeDiskBytes: disk ? disk.bavail * disk.bsize : null,
    versions: {
      node: process.versions.node,
      electron: process.versions['electron'] ?? null,
      chrome: process.versions['chrome'] ?? null,
      onnxruntime: onnxRuntime,
      sqlite: sqliteVersion,
      ffmpeg,
    },
    database: databaseFacts,
  };
}

/** Names by which this person, this computer and their folders are called. */
export function privateWords(dataFolder: string): string[] {
  return [os.homedir(), dataFolder, os.tmpdir(), userName(), os.hostname()].filter((word) => word !== '');
}

function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    // A user without an entry of its own, as in some containers.
    return '';
  }
}

/** Told by its package, so that no network runtime is loaded into this process. */
async function onnxRuntimeVersion(): Promise<string | null> {
  try {
    const [folder = ''] = /^.*[\\/]onnxruntime-node(?=[\\/])/.exec(requireHere.resolve('onnxruntime-node')) ?? [];
    const { version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as { version?: unknown };
    return typeof version === 'string' ? version : null;
  } catch {
    return null;
  }
}

async function versionOfFfmpeg(chosenPath: string | null): Promise<string | null> {
  const file = await locateFfmpeg(chosenPath).catch(() => null);
  return file === null ? null : ffmpegVersion(file);
}
