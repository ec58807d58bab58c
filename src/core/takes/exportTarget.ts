import { AppError } from '../../contract/errors.ts';
import { exportFormats, type ExportFormatId, type ExportRequest } from '../../contract/exports.ts';
import type { ExportTarget } from '../../contract/inference.ts';
import type { Preferences } from '../../contract/operations/app.ts';
import type { CorePorts, FilesPort, PendingExport, StoredExport } from '../ports.ts';
import { fileNameOf, type TakeNaming } from './exportName.ts';

/** What a person chose for all exports. */
export type ExportDefaults = Pick<Preferences, 'exportFolder' | 'nameTemplate'>;

export type TargetParts = {
  readonly ports: {
    readonly files: FilesPort;
    readonly facts: Pick<CorePorts['facts'], 'ownFolders' | 'fallbackExportFolder'>;
  };
  readonly exportDefaults: () => ExportDefaults;
};

/**
 * Decides how and where an export goes before anything is rendered for it. Unless the request names the file itself, its
 * name is chosen later, by `nameExport`.
 * @throws AppError OUTPUT_EXISTS, FOLDER_NOT_WRITABLE, DISK_FULL or SETTING_OUT_OF_RANGE (quality)
 */
export async function planExport(
  parts: TargetParts,
  recordingPath: string,
  request: ExportRequest,
): Promise<StoredExport> {
  const { files } = parts.ports;
  const how = howOf(request);
  const template = request.template ?? parts.exportDefaults().nameTemplate;
  if (request.path === undefined) {
    const folder = defaultFolder(parts, recordingPath);
    await files.ensureWritableFolder(folder);
    return { ...how, folder, template };
  }
  const path = files.resolve(request.path);
  const isTaken = await files.exists(path);
  if (isTaken && (await files.stat(path)).kind === 'folder') {
    await files.checkWritableFolder(path);
    return { ...how, folder: path, template };
  }
  if (isTaken) throw new AppError('OUTPUT_EXISTS', { file: path });
  await files.checkWritableFolder(files.folderOf(path));
  return { ...how, path };
}

/** Gives an export a name nobody has in its folder. @throws AppError FOLDER_NOT_WRITABLE where the folder went away */
export async function nameExport(
  files: FilesPort,
  { folder, template, ...how }: PendingExport,
  naming: TakeNaming,
): Promise<ExportTarget> {
  await files.checkWritableFolder(folder);
  return { ...how, path: await files.freePath(folder, fileNameOf(template, naming, how.format)) };
}

export function isNamed(target: StoredExport): target is ExportTarget {
  return 'path' in target;
}

function howOf({ format, quality, withBacking }: ExportRequest): Omit<ExportTarget, 'path'> {
  return { format, quality: checkQuality(format, quality), ...(withBacking === true ? { withBacking: true } : {}) };
}

/** The chosen folder, or the recording's own; never one in which the program keeps its files. */
function defaultFolder({ ports: { files, facts }, exportDefaults }: TargetParts, recordingPath: string): string {
  const { exportFolder } = exportDefaults();
  if (exportFolder !== null) return exportFolder;
  const isOurs = facts.ownFolders.some((folder) => files.isInside(recordingPath, folder));
  return isOurs ? facts.fallbackExportFolder : files.folderOf(recordingPath);
}

/** @throws AppError SETTING_OUT_OF_RANGE */
export function checkQuality(format: ExportFormatId, quality: string | undefined): string {
  const allowed: readonly string[] = exportFormats.find(({ id }) => id === format)?.qualities ?? [];
  const chosen = quality ?? allowed[0] ?? '';
  if (allowed.includes(chosen)) return chosen;
  const details = { setting: 'quality', flag: 'bits', value: chosen, allowed: allowed.join(', ') };
  throw new AppError('SETTING_OUT_OF_RANGE', details);
}
