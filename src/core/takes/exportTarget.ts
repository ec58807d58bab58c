import { AppError } from '../../contract/errors.ts';
import { exportFormats, type ExportFormatId, type ExportRequest } from '../../contract/exports.ts';
import type { ExportTarget } from '../../contract/inference.ts';
import type { CorePorts, FileNameParts, FilesPort } from '../ports.ts';

export type TargetParts = {
  readonly files: FilesPort;
  readonly facts: Pick<CorePorts['facts'], 'ownFolders' | 'fallbackExportFolder'>;
  /** The folder a person chose for all exports. */
  readonly exportFolder: string | null;
};

/** What a default name is made of: `{recording}-{voice}-{n}`. */
export type TakeNaming = {
  readonly recordingPath: string;
  readonly recordingName: string;
  readonly voiceName: string;
  readonly takeNumber: number;
};

/** The name of a take for people and tags: `interview-Deep-2`. */
export function takeTitle(naming: TakeNaming): string {
  return `${withoutExtension(naming.recordingName)}${suffixOf(naming)}`;
}

function suffixOf({ voiceName, takeNumber }: TakeNaming): string {
  return `-${voiceName}-${String(takeNumber)}`;
}

function fileNameOf(naming: TakeNaming, format: ExportFormatId): FileNameParts {
  const extension = exportFormats.find(({ id }) => id === format)?.extension ?? format;
  return { base: withoutExtension(naming.recordingName), suffix: suffixOf(naming), extension };
}

/**
 * Decides format, quality and path of an export before anything is rendered for it.
 * @throws AppError OUTPUT_EXISTS, FOLDER_NOT_WRITABLE, DISK_FULL or SETTING_OUT_OF_RANGE (quality)
 */
export async function chooseExportTarget(
  parts: TargetParts,
  naming: TakeNaming,
  request: ExportRequest,
): Promise<ExportTarget> {
  const { format } = request;
  const how = {
    format,
    quality: checkQuality(format, request.quality),
    ...(request.withBacking === true ? { withBacking: true } : {}),
  };
  if (request.path !== undefined) return { ...how, path: await checkPath(parts, naming, request.path, format) };
  const folder = defaultFolder(parts, naming.recordingPath);
  await parts.files.ensureWritableFolder(folder);
  return { ...how, path: await parts.files.freePath(folder, fileNameOf(naming, format)) };
}

async function checkPath(
  { files }: TargetParts,
  naming: TakeNaming,
  givenPath: string,
  format: ExportFormatId,
): Promise<string> {
  const path = files.resolve(givenPath);
  const isTaken = await files.exists(path);
  if (isTaken && (await files.stat(path)).kind === 'folder') {
    await files.checkWritableFolder(path);
    return files.freePath(path, fileNameOf(naming, format));
  }
  if (isTaken) throw new AppError('OUTPUT_EXISTS', { file: path });
  await files.checkWritableFolder(files.folderOf(path));
  return path;
}

/** The chosen folder, or the recording's own; never one in which the program keeps its files. */
function defaultFolder({ files, facts, exportFolder }: TargetParts, recordingPath: string): string {
  if (exportFolder !== null) return exportFolder;
  const isOurs = facts.ownFolders.some((folder) => files.isInside(recordingPath, folder));
  return isOurs ? facts.fallbackExportFolder : files.folderOf(recordingPath);
}

function checkQuality(format: ExportFormatId, quality: string | undefined): string {
  const allowed: readonly string[] = exportFormats.find(({ id }) => id === format)?.qualities ?? [];
  const chosen = quality ?? allowed[0] ?? '';
  if (allowed.includes(chosen)) return chosen;
  const details = { setting: 'quality', flag: 'bits', value: chosen, allowed: allowed.join(', ') };
  throw new AppError('SETTING_OUT_OF_RANGE', details);
}

function withoutExtension(name: string): string {
  return name.replace(/(?<=.)\.[a-z0-9]{1,8}$/iu, '');
}
