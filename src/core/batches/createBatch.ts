import { batchLimits, type BatchRequest } from '../../contract/batches.ts';
import { invalidInput } from '../../contract/checkInput.ts';
import { AppError } from '../../contract/errors.ts';
import type { ExportRequest } from '../../contract/exports.ts';
import { batchIdSchema } from '../../contract/ids.ts';
import { completeVoiceSettings } from '../catalog/catalog.ts';
import { checkConversion, type CreateConvertJobParts } from '../jobs/createConvertJob.ts';
import type { CorePorts } from '../ports.ts';
import { withoutExtension } from '../takes/exportName.ts';
import { checkQuality } from '../takes/exportTarget.ts';
import type { BatchOrder, BatchSource, StoredBatch } from './ports.ts';
import { itemsOf, listSources, type ListedSources } from './sources.ts';

/** So long a caller waits at most to learn that a folder holds no audio, or too much. */
const listingMs = 1500;

/** Most files that are written down at once; more of them are added in the background. */
const mostAtOnce = 100;

export type CreateBatchParts = Pick<CreateConvertJobParts, 'catalog' | 'voices' | 'baseModels' | 'exportDefaults'> & {
  readonly ports: CreateConvertJobParts['ports'] & Pick<CorePorts, 'batches' | 'audioFolders'>;
};

/**
 * Checks at once what holds for every file, then writes down what was brought. Asked again with the same id, it gives the
 * batch that is there.
 * @throws AppError BATCH_EMPTY, BATCH_TOO_LARGE, INVALID_INPUT (names), FOLDER_NOT_WRITABLE, DISK_FULL, and those of
 * checkConversion
 */
export async function createBatch(parts: CreateBatchParts, request: BatchRequest): Promise<StoredBatch> {
  const { ports } = parts;
  const existing = request.batchId && ports.batches.get(request.batchId);
  if (existing) return existing;
  const sources = sourcesOf(ports, request);
  const order = await orderOf(parts, request);
  const listed = await listSources(ports, sources, { withinMs: listingMs });
  checkExtent(sources, listed);
  const made = request.batchId && ports.batches.get(request.batchId);
  if (made) return made;
  const id = request.batchId ?? batchIdSchema.parse(crypto.randomUUID());
  const isListed = listed.extent === 'whole' && listed.files.length <= mostAtOnce;
  const batch: StoredBatch = {
    id,
    name: request.name ?? nameOf(ports, sources),
    order,
    sources: isListed ? [] : sources,
    isPaused: false,
    cancelledAt: null,
    createdAt: new Date(ports.clock.nowMs()).toISOString(),
  };
  ports.batches.create(batch, isListed ? itemsOf(id, listed.files) : []);
  return batch;
}

function sourcesOf({ files }: Pick<CorePorts, 'files'>, { paths, names }: BatchRequest): BatchSource[] {
  if (names && names.length !== paths.length) {
    throw invalidInput('names', 'not-as-many', 'paths');
  }
  return paths.map((path, index) => ({ path: files.resolve(path), name: names?.[index] ?? null }));
}

function checkExtent(sources: readonly BatchSource[], { files, emptyFolders, extent }: ListedSources): void {
  if (extent === 'more') throw new AppError('BATCH_TOO_LARGE', { limit: batchLimits.files });
  if (extent === 'whole' && files.length === 0) {
    throw new AppError('BATCH_EMPTY', { folder: emptyFolders[0] ?? sources[0]?.path ?? '' });
  }
}

/** What every file gets, complete, so that it is the same for all whatever is changed while they wait. */
async function orderOf(parts: CreateBatchParts, request: BatchRequest): Promise<BatchOrder> {
  const { voiceId, settings, melody, lyrics, backing, seed, priority } = request;
  // A plan belongs to one recording: whether it is this one is found out file by file.
  const song = melody?.kind === 'plan' ? { settings: { ...settings, mode: 'keep' } } : { settings, melody };
  const { voice } = await checkConversion(parts, '', { voiceId, lyrics, backing, seed, ...song });
  return {
    voiceId,
    settings: completeVoiceSettings(parts.catalog, voice, settings),
    ...(melody && { melody }),
    ...(lyrics !== undefined && { lyrics }),
    ...(backing && { backing }),
    ...(seed !== undefined && { seed }),
    ...(priority && { priority }),
    ...(request.export && { export: await exportOf(parts, request.export) }),
  };
}

async function exportOf({ ports, exportDefaults }: CreateBatchParts, wanted: ExportRequest): Promise<ExportRequest> {
  const { exportFolder, nameTemplate } = exportDefaults();
  const quality = checkQuality(wanted.format, wanted.quality);
  const chosen = wanted.path ?? exportFolder;
  const how = { ...wanted, quality, template: wanted.template ?? nameTemplate };
  if (chosen === null) return how;
  const { files } = ports;
  const folder = files.resolve(chosen);
  const isFile = (await files.exists(folder)) && (await files.stat(folder)).kind === 'file';
  if (isFile) throw new AppError('FOLDER_NOT_WRITABLE', { folder });
  await files.ensureWritableFolder(folder);
  return { ...how, path: folder };
}

/** The folder's name, or the first file's. */
function nameOf({ files }: Pick<CorePorts, 'files'>, [first]: readonly BatchSource[]): string {
  if (!first) return '';
  return withoutExtension(first.name ?? files.nameOf(first.path)).slice(0, 200) || first.path;
}
