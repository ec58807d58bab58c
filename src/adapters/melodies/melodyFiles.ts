import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { melodyIdSchema, type MelodyId } from '../../contract/ids.ts';
import type { MelodyFacts, MelodyFilesPort } from '../../core/melodies/ports.ts';
import { asWriteError } from '../audio/fileErrors.ts';
import { readTextIfThere, removeStaleParts, writeAtomically } from '../cache/atomicFile.ts';

const factsSchema: z.ZodType<MelodyFacts> = z.object({
  kind: z.enum(['score', 'plan']),
  name: z.string(),
  recordingSha256: z.string().nullable(),
});

/**
 * Melodies and plans as `<folder>/<sha256>.json`, whose name is the hash of their bytes, and what is known of each beside it in
 * `<sha256>.facts.json`. The facts are written last: without them nothing is there.
 */
export function createMelodyFiles(folder: string): MelodyFilesPort {
  const fileOf = (id: MelodyId): string => path.join(folder, `${id}.json`);
  const factsFileOf = (id: MelodyId): string => path.join(folder, `${id}.facts.json`);

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

  return {
    fileOf,
    factsOf,
    async keep(text, facts) {
      const id = hashOf(text);
      try {
        await mkdir(folder, { recursive: true });
        await removeStaleParts(folder);
        if ((await textOf(id)) === undefined) await writeAtomically(fileOf(id), text);
        await writeAtomically(factsFileOf(id), JSON.stringify(facts));
      } catch (error) {
        throw asWriteError(error, fileOf(id));
      }
      return id;
    },
    async read(id) {
      const facts = await factsOf(id);
      const text = facts && (await textOf(id));
      return facts && text !== undefined ? { text, facts } : undefined;
    },
  };
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
