import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { voiceIdSchema, type VoiceId } from '../../contract/ids.ts';
import type { StoredVoice, VoiceFacts, VoiceFilesPort } from '../../core/ports.ts';
import { asWriteError } from '../audio/fileErrors.ts';
import { baseModelsOf, passportOf } from './voicePassport.ts';
import { filesOf, readVoiceFile, voiceFilePath, writeVoiceFile } from './voiceFolder.ts';

const stagingPrefix = '.import-';
/** A voice on its way to be deleted; not a voice any more whatever happens next. */
const binnedPrefix = '.removed-';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Folders = { readonly voices: string; readonly uploads: string };

/** Removes what killed imports and uploads left behind; before anything new can begin. */
export async function sweepLeftovers(folders: Folders): Promise<void> {
  for (const name of await namesIn(folders.voices)) {
    const isLeftover = name.startsWith(stagingPrefix) || name.startsWith(binnedPrefix);
    if (isLeftover) await rm(path.join(folders.voices, name), { recursive: true, force: true });
  }
  await rm(folders.uploads, { recursive: true, force: true });
}

/** The folders of imported voices on this computer. */
export function createVoiceFiles(folders: Folders): VoiceFilesPort {
  const folderOf = (voiceId: VoiceId): string => path.join(folders.voices, voiceId);
  const stagingOf = (importId: string): string => path.join(folders.voices, `${stagingPrefix}${importId}`);
  const remove = async (voiceId: VoiceId): Promise<void> => {
    const leaving = path.join(folders.voices, `${binnedPrefix}${voiceId}`);
    await rm(leaving, { recursive: true, force: true });
    // Renamed first: a kill in between leaves no half voice.
    await rename(folderOf(voiceId), leaving).catch(() => undefined);
    await rm(leaving, { recursive: true, force: true });
  };
  return {
    folderOf,
    remove,
    stage: (importId) =>
      writing(stagingOf(importId), async (folder) => {
        await mkdir(folder, { recursive: true });
        return folder;
      }),
    discard: (importId) => rm(stagingOf(importId), { recursive: true, force: true }),
    keep: (importId, voiceId, facts) =>
      writing(folderOf(voiceId), async (folder) => {
        await describe(stagingOf(importId), facts);
        await remove(voiceId);
        await rename(stagingOf(importId), folder);
      }),
    describe: (voiceId, facts) => writing(folderOf(voiceId), (folder) => describe(folder, facts)),
    findDamage: (voiceId) => findDamage(folderOf(voiceId)),
    list: async () =>
      (await namesIn(folders.voices)).filter((name) => uuid.test(name)).map((name) => voiceIdSchema.parse(name)),
    read: (voiceId) => readRow(voiceId, folderOf(voiceId)),
    forgetUpload: async (given) => {
      if (path.dirname(path.resolve(given)) === path.resolve(folders.uploads)) await rm(given, { force: true });
    },
  };
}

async function writing<T>(folder: string, work: (folder: string) => Promise<T>): Promise<T> {
  try {
    return await work(folder);
  } catch (error) {
    throw asWriteError(error, voiceFilePath(folder));
  }
}

async function describe(folder: string, { rangeMidi, ...facts }: VoiceFacts): Promise<void> {
  const before = await readVoiceFile(folder);
  await writeVoiceFile(folder, { ...before, ...facts, rangeMidi: rangeMidi && [rangeMidi[0], rangeMidi[1]] });
}

/** Sizes only: bytes are compared with their hash when a network is loaded. */
async function findDamage(folder: string): Promise<string | null> {
  const description = await readVoiceFile(folder).catch(() => null);
  if (!description) return path.basename(voiceFilePath(folder));
  for (const { file, sizeBytes } of filesOf(description)) {
    const found = await stat(path.join(folder, file)).catch(() => null);
    if (!found?.isFile() || found.size !== sizeBytes) return file;
  }
  return null;
}

async function readRow(id: VoiceId, folder: string): Promise<StoredVoice | undefined> {
  const description = await readVoiceFile(folder).catch(() => null);
  if (!description) return undefined;
  const { name, engine, hash, consent, licence, rangeMidi, mark, provenance } = description;
  return {
    ...{ id, name, hash, consent, licence, rangeMidi, mark },
    converterId: engine,
    status: 'ready',
    baseModels: baseModelsOf(description),
    passport: passportOf(description),
    createdAt: provenance.importedAt,
    removedAt: null,
    purgedAt: null,
  };
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
