import { createHash } from 'node:crypto';
import { open, stat, truncate, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import type { Chunk, ConverterResume } from '../../engine/converters/types.ts';
import { bytesOf, readTextIfThere, writeAtomically } from '../cache/atomicFile.ts';
import { takePaths } from './takeFiles.ts';

const headerSchema = z.object({ version: z.literal(1), renderHash: z.string() });

const entrySchema = z.object({
  startSample: z.number().int().min(0),
  sampleCount: z.number().int().positive(),
  resume: z.record(z.string(), z.number()),
  /** Of raw.f32 from its beginning to the end of this chunk. */
  sha256: z.string(),
});
type Entry = z.infer<typeof entrySchema>;

/** A render's raw output, safe chunk by chunk. */
export type Journal = {
  /** Where the next chunk begins. */
  readonly startSample: number;
  /** State after the last whole chunk; null at the beginning. */
  readonly resume: ConverterResume | null;
  /** Whole chunks so far. */
  readonly chunkCount: number;
  /** Returns when the chunk would survive a power cut. */
  append(chunk: Chunk): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens raw.f32 and its journal where the last whole chunk ended. Whatever does not fit is dropped: half-written lines, samples
 * after the last line, samples whose SHA-256 is not the journalled one, and everything when the render is another one.
 * @param renderHash identifies what is rendered: recipe and performance
 */
export async function openJournal(takeFolder: string, renderHash: string): Promise<Journal> {
  const paths = takePaths(takeFolder);
  const claimed = readEntries(await readTextIfThere(paths.journal), renderHash);
  const { entries, hash } = await verifiedPrefix(paths.raw, claimed);
  const last = entries.at(-1);
  let endSample = last ? last.startSample + last.sampleCount : 0;
  let resume = last?.resume ?? null;
  let chunkCount = entries.length;
  await cutTo(paths.raw, 4 * endSample);
  const header = { version: 1, renderHash };
  await writeAtomically(paths.journal, [header, ...entries].map((line) => `${JSON.stringify(line)}\n`).join(''));
  const raw = await open(paths.raw, 'a');
  const journal = await open(paths.journal, 'a').catch(async (error: unknown) => {
    await raw.close();
    throw error;
  });
  return {
    get startSample() {
      return endSample;
    },
    get resume() {
      return resume;
    },
    get chunkCount() {
      return chunkCount;
    },
    async append(chunk) {
      const bytes = bytesOf(chunk.samples);
      hash.update(bytes);
      await appendSafely(raw, bytes);
      const entry: Entry = {
        startSample: chunk.startSample,
        sampleCount: chunk.samples.length,
        resume: { ...chunk.resume },
        sha256: hash.copy().digest('hex'),
      };
      await appendSafely(journal, `${JSON.stringify(entry)}\n`);
      endSample = chunk.startSample + chunk.samples.length;
      resume = chunk.resume;
      chunkCount++;
    },
    async close() {
      await raw.close();
      await journal.close();
    },
  };
}

/** Whole chunks a journal claims; cheap, nothing is verified. */
export async function countChunks(takeFolder: string): Promise<number> {
  return readEntries(await readTextIfThere(takePaths(takeFolder).journal), null).length;
}

/** Samples of raw.f32 that belong to whole chunks and can be played. */
export async function countPlayableSamples(takeFolder: string): Promise<number> {
  const last = readEntries(await readTextIfThere(takePaths(takeFolder).journal), null).at(-1);
  return last ? last.startSample + last.sampleCount : 0;
}

/** The unbroken run of entries from sample 0; none when the header names another render (null: any). */
function readEntries(text: string | undefined, renderHash: string | null): Entry[] {
  if (text === undefined) return [];
  // What follows the last line feed was being written when the program died.
  const [firstLine, ...lines] = text.split('\n').slice(0, -1);
  const header = headerSchema.safeParse(parseJson(firstLine ?? ''));
  if (!header.success || (renderHash !== null && header.data.renderHash !== renderHash)) return [];
  const entries: Entry[] = [];
  let endSample = 0;
  for (const line of lines) {
    const entry = entrySchema.safeParse(parseJson(line));
    if (!entry.success || entry.data.startSample !== endSample) break;
    entries.push(entry.data);
    endSample += entry.data.sampleCount;
  }
  return entries;
}

/** The longest run of entries whose samples are on disk as they were written, and the hash up to its end. */
async function verifiedPrefix(rawPath: string, claimed: readonly Entry[]) {
  let hash = createHash('sha256');
  const entries: Entry[] = [];
  if (claimed.length === 0) return { entries, hash };
  const raw = await open(rawPath, 'r').catch(() => null);
  if (!raw) return { entries, hash };
  try {
    for (const entry of claimed) {
      const bytes = new Uint8Array(4 * entry.sampleCount);
      const { bytesRead } = await raw.read(bytes, 0, bytes.length, 4 * entry.startSample);
      const next = hash.copy().update(bytes.subarray(0, bytesRead));
      if (next.copy().digest('hex') !== entry.sha256) break;
      hash = next;
      entries.push(entry);
    }
  } finally {
    await raw.close();
  }
  return { entries, hash };
}

async function cutTo(path: string, sizeBytes: number): Promise<void> {
  const size = await stat(path).then(
    (file) => file.size,
    () => 0,
  );
  if (size > sizeBytes) await truncate(path, sizeBytes);
}

async function appendSafely(file: FileHandle, data: string | Uint8Array): Promise<void> {
  await file.appendFile(data);
  await file.datasync();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
