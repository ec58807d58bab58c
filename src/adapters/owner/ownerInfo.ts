import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const ownerInfoSchema = z.object({
  pid: z.number(),
  socketPath: z.string(),
  token: z.string(),
  version: z.string(),
});
/** `owner.json`: how to reach the process that has the data folder. Readable by this person only. */
export type OwnerInfo = z.infer<typeof ownerInfoSchema>;

function fileIn(dataFolder: string): string {
  return path.join(dataFolder, 'owner.json');
}

export async function writeOwnerInfo(dataFolder: string, info: OwnerInfo): Promise<void> {
  const part = `${fileIn(dataFolder)}.part`;
  await rm(part, { force: true });
  await writeFile(part, JSON.stringify(info), { mode: 0o600 });
  await rename(part, fileIn(dataFolder));
}

/** Undefined where the owner is still starting or just gone. */
export async function readOwnerInfo(dataFolder: string): Promise<OwnerInfo | undefined> {
  try {
    return ownerInfoSchema.parse(JSON.parse(await readFile(fileIn(dataFolder), 'utf8')));
  } catch {
    return undefined;
  }
}

/** What cannot be removed any more (a disk that became read-only) is like that of a program that was killed. */
export async function removeOwnerInfo(dataFolder: string): Promise<void> {
  await rm(fileIn(dataFolder), { force: true }).catch(() => undefined);
}
