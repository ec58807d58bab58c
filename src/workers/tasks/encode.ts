import { access, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { AppError } from '../../contract/errors.ts';
import { exportTake as writeExport } from '../encode/encode.ts';
import { mixBacking } from '../encode/mixBacking.ts';
import { sweepTemporaries } from '../../adapters/audio/exportName.ts';
import { partOf } from '../../adapters/audio/blocks.ts';
import { locateFfmpeg } from '../../adapters/audio/locateFfmpeg.ts';
import { partPath } from '../../adapters/cache/atomicFile.ts';
import { sha256OfFile } from '../../adapters/cache/fileHash.ts';
import { readExportRecord, writeExportRecord, type ExportRecord } from '../../adapters/takes/exportRecord.ts';
import { openTakeFolder, readFinishedFile, takePaths } from '../../adapters/takes/takeFiles.ts';
import type { HostOperations } from '../../contract/inference.ts';
import type { DspTask, TaskContext } from '../taskTypes.ts';
import { openSignal, pathsOfRecording } from './recordingFiles.ts';
import { cachedStage, startTimer } from './stageTimer.ts';

type ExportInput = HostOperations['exportTake']['input'];

/** Share of an export that laying music under the take is. */
const mixShare = 0.4;

/** Writes a finished take to a file. @throws AppError TAKE_NOT_READY, and those of the file */
export const exportTake: DspTask<'exportTake'> = async (input, context) => {
  if (!(await readFinishedFile(input.takeFolder))) {
    throw new AppError('TAKE_NOT_READY', { id: basename(input.takeFolder) });
  }
  await openTakeFolder(input.takeFolder);
  return encodeTo(input, context);
};

/** The export a job asked for, once: a job that was killed while it wrote recognises its own file. */
export const encode: DspTask<'encode'> = async (request, context) => {
  const { jobId, takeFolder, source, recipe, backing, exportTo, voiceLabel } = request;
  const elapsedSec = startTimer();
  const audioSec = (await readFinishedFile(takeFolder))?.durationSec ?? 0;
  if (!exportTo) return { ...cachedStage(audioSec), path: null };
  const input: ExportInput = {
    takeFolder,
    recipe,
    title: basename(source.name, extname(source.name)),
    target: exportTo,
    backing,
    voiceLabel,
  };
  const record = await readExportRecord(takeFolder);
  const written = record?.jobId === jobId ? await alreadyWritten(record, input, context) : undefined;
  if (written !== undefined) {
    await writeExportRecord(takeFolder, { jobId, path: written });
    return { ...cachedStage(audioSec), path: written };
  }
  await writeExportRecord(takeFolder, { jobId, path: null });
  const { path } = await encodeTo(input, context, (candidate) =>
    writeExportRecord(takeFolder, { jobId, path: null, candidate }),
  );
  await writeExportRecord(takeFolder, { jobId, path });
  return { workSec: elapsedSec(), audioSec, path };
};

/**
 * Where this job's file lies already. An attempt that died between giving the file its name and writing that down is found
 * by making the file again, in the take's folder, and comparing: equal recipes give equal files.
 */
async function alreadyWritten(
  record: ExportRecord,
  input: ExportInput,
  context: TaskContext,
): Promise<string | undefined> {
  const path = record.path ?? record.candidate ?? input.target.path;
  if (!(await isThere(path))) return undefined;
  // Its second name, where it died between giving it one and taking the other away.
  await sweepTemporaries(dirname(path));
  if (record.path !== null) return path;
  const part = partPath(join(input.takeFolder, `export${extname(path)}`));
  try {
    const again = await encodeTo({ ...input, target: { ...input.target, path: part } }, context);
    return (await sha256OfFile(path)) === (await sha256OfFile(again.path)) ? path : undefined;
  } finally {
    await rm(part, { force: true });
  }
}

async function encodeTo(
  { takeFolder, backing, ...rest }: ExportInput,
  context: TaskContext,
  beforeNaming: (file: string) => Promise<void> = () => Promise.resolve(),
) {
  const input = { ...rest, beforeNaming };
  const { master } = takePaths(takeFolder);
  const { isCancelled, onProgress } = context;
  const ffmpegPath = await locateFfmpeg(context.config.ffmpegPath);
  if (!backing || input.target.withBacking !== true) {
    return writeExport({ ffmpegPath, masterPath: master, ...input, isCancelled, onProgress });
  }
  const mixPath = partPath(join(takeFolder, 'mix.wav'));
  const music = await openSignal(pathsOfRecording(context, backing.source));
  const { gainDb, startSec } = backing;
  const control = { isCancelled, onProgress };
  try {
    const mix = { masterPath: master, backing: music, gainDb, startSec, outPath: mixPath };
    await mixBacking(mix, partOf(control, 0, mixShare));
    return await writeExport({ ffmpegPath, masterPath: mixPath, ...input, ...partOf(control, mixShare, 1) });
  } finally {
    music.close();
    await rm(mixPath, { force: true });
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
