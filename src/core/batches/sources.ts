import { batchLimits } from '../../contract/batches.ts';
import { AppError, toEnvelope, type ErrorEnvelope } from '../../contract/errors.ts';
import { jobIdSchema, type BatchId } from '../../contract/ids.ts';
import type { CorePorts } from '../ports.ts';
import type { BatchSource, StoredBatchItem } from './ports.ts';

/** A file of a batch, or what stands in its list because it cannot be one. */
export type ListedFile = { readonly path: string; readonly name: string; readonly error: ErrorEnvelope | null };

export type ListedSources = {
  readonly files: readonly ListedFile[];
  /** Folders in which no audio file was. */
  readonly emptyFolders: readonly string[];
  readonly extent: 'whole' | 'more' | 'late';
};

type Ports = Pick<CorePorts, 'files' | 'audioFolders' | 'batches'>;

/**
 * Every file of the sources, once, in the order they were brought. A file that is named counts whatever it is called, and
 * whether it is there is found out when it is opened. Of folders, what was sung before is left out: it lies beside its
 * recording, and the folder may be brought again.
 */
export async function listSources(
  { files, audioFolders, batches }: Ports,
  sources: readonly BatchSource[],
  bounds: { readonly withinMs?: number; readonly signal?: AbortSignal } = {},
): Promise<ListedSources> {
  const listed = new Map<string, ListedFile>();
  const emptyFolders: string[] = [];
  const add = (path: string, name: string, error: ErrorEnvelope | null = null): void => {
    if (!listed.has(path)) listed.set(path, { path, name, error });
  };
  for (const { path, name } of sources) {
    if (bounds.signal?.aborted === true) return { files: [], emptyFolders, extent: 'late' };
    const kind = await files.stat(path).then(
      (stat) => stat.kind,
      () => 'file',
    );
    if (kind === 'file') {
      add(path, name ?? files.nameOf(path));
      continue;
    }
    const most = batchLimits.files - listed.size;
    try {
      const found = await audioFolders.list(path, { ...bounds, most });
      if (found.extent !== 'whole') return { files: [...listed.values()], emptyFolders, extent: found.extent };
      const sung = new Set(batches.outputsIn(path));
      const recordings = found.files.filter((file) => !sung.has(file));
      if (recordings.length + found.unreadable.length === 0) emptyFolders.push(path);
      for (const file of recordings) add(file, files.nameOf(file));
      for (const folder of found.unreadable) {
        const file = files.nameOf(folder);
        add(folder, file, { code: 'FILE_NOT_READABLE', details: { file } });
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      add(path, name ?? files.nameOf(path), toEnvelope(error));
    }
  }
  const extent = listed.size > batchLimits.files ? 'more' : 'whole';
  return { files: [...listed.values()], emptyFolders, extent };
}

/** The rows of listed files. */
export function itemsOf(batchId: BatchId, files: readonly ListedFile[]): StoredBatchItem[] {
  return files.map(({ path, name, error }, ordinal) => ({
    id: jobIdSchema.parse(crypto.randomUUID()),
    batchId,
    ordinal,
    path,
    name,
    state: error ? 'failed' : 'waiting',
    error,
  }));
}
