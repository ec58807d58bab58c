import { join } from 'node:path';
import { z } from 'zod';
import { readTextIfThere, writeAtomically } from '../cache/atomicFile.ts';

const exportRecordSchema = z.object({
  jobId: z.string(),
  /** Null while the file is being written. */
  path: z.string().nullable(),
  /** The name it was about to be given. */
  candidate: z.string().optional(),
});
/** export.json: which job wrote this take's file, and where, so that a killed export does not leave two. */
export type ExportRecord = z.infer<typeof exportRecordSchema>;

export async function readExportRecord(takeFolder: string): Promise<ExportRecord | undefined> {
  const text = await readTextIfThere(recordPath(takeFolder));
  return text === undefined ? undefined : exportRecordSchema.parse(JSON.parse(text));
}

export async function writeExportRecord(takeFolder: string, record: ExportRecord): Promise<void> {
  await writeAtomically(recordPath(takeFolder), JSON.stringify(record));
}

function recordPath(takeFolder: string): string {
  return join(takeFolder, 'export.json');
}
