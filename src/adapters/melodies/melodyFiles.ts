import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { melodyIdSchema, type MelodyId } from '../../contract/ids.ts';
import type { MelodyFacts, MelodyFilesPort } from '../../core/melodies/ports.ts';
import { asWriteError } from '../audio/fileErrors.ts';
import { partPath, readTextIfThere, removeStaleParts, writeAtomically } from '../cache/atomicFile.ts';

const factsSchema: z.ZodType<MelodyFacts> = z.object({
  kind: z.enum(['score', 'plan']),
  name: z.string(),
  recordingSha256: z.string().nullable(),
});

/** Files that came without a folder of their own, under the SHA-256 of their bytes. */
export const sentFilesName = 'files';
const nameOfKept = /^([0-9a-f]{64})(?:\.facts)?(?:\.json)?$/;

/**
 * Melodies and plans as `<folder>/<sha256>.json`, whose name is the hash of their bytes, and what is known of each beside it in
 * `<sha256>.facts.json`. The facts are written last: without them nothing is there.
 */
export function createMelodyFiles(folder: string): MelodyFilesPort {
  const fileOf = (id: MelodyId): string => path.join(folder, `${id}.json`);
  const factsFileOf = (id: MelodyId): string => path.join(folder, `${id}.facts.json`);
  const sentFolder = path.join(folder, sentFilesName);
  /** Kept since somebody asked what there is. */
  const keptAgain = new Set<string>();
  /** Keeping and deleting take turns: neither finds half of what the other does. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };

  const textOf = async (id: MelodyId): Promise<string | undefined> => {
    const text = await readTextIfThere(fileOf(id));
    return text !== undefined && hashOf(text) === id ? text : undefined;
  };
  const factsOf = async (id: MelodyId): Promise<MelodyFacts | undefined> => {
    const text = await readTextIfThere(factsFileOf(id));
    const isThere = await stat(fileOf(id)).then(
      (found) => found.isFile(),
      () => false,
    );
    return text === undefined || !isThere ? undefined : parsedFacts(text);
  };

  const inFolder = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw asWriteError(error, path.join(folder, '-'));
    }
  };
  const keepAs = (id: MelodyId, facts: MelodyFacts, putThere: () => Promise<void>): Promise<MelodyId> =>
    inTurn(() =>
      inFolder(async () => {
        keptAgain.add(id);
        await mkdir(folder, { recursive: true });
        await removeStaleParts(folder);
        await putThere();
        await writeAtomically(factsFileOf(id), JSON.stringify(facts));
        return id;
      }),
    );
  return {
    fileOf,
    factsOf,
    keep: (text, facts) => {
      const id = hashOf(text);
      return keepAs(id, facts, async () => {
        if ((await textOf(id)) === undefined) await writeAtomically(fileOf(id), text);
      });
    },
    async keepWritten(write) {
      const part = partPath(path.join(folder, 'written.json'));
      try {
        await inFolder(() => mkdir(folder, { recursive: true }));
        const { sha256, facts } = await write(part);
        const id = melodyIdSchema.parse(sha256);
        return await keepAs(id, facts, () => rename(part, fileOf(id)));
      } finally {
        await rm(part, { force: true });
      }
    },
    async read(id) {
      const facts = await factsOf(id);
      const text = facts && (await textOf(id));
      return facts && text !== undefined ? { text, facts } : undefined;
    },
    async hashes() {
      keptAgain.clear();
      const names = [...(await namesIn(folder)), ...(await namesIn(sentFolder))];
      return [...new Set(names.flatMap((name) => nameOfKept.exec(name)?.[1] ?? []))];
    },
    remove: (hashes) =>
      inTurn(async () => {
        const leaving = new Set(hashes.filter((hash) => !keptAgain.has(hash)));
        const isLeaving = (name: string): boolean => leaving.has(nameOfKept.exec(name)?.[1] ?? '');
        let freedBytes = 0;
        for (const place of [folder, sentFolder]) {
          // In order facts come before their text: what is cut off in between is not there any more.
          for (const name of (await namesIn(place)).filter(isLeaving).sort()) {
            const file = path.join(place, name);
            freedBytes += (await stat(file).catch(() => null))?.size ?? 0;
            await rm(file, { force: true }).catch((error: unknown) => {
              throw asWriteError(error, file);
            });
          }
        }
        return freedBytes;
      }),
  };
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

function hashOf(text: string): MelodyId {
  return melodyIdSchema.parse(createHash('sha256').update(text, 'utf8').digest('hex'));
}

/** Facts that a power cut or a person damaged are none. */
function parsedFacts(text: string): MelodyFacts | undefined {
  try {
    return factsSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
