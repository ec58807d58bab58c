import { rename, rm, stat } from 'node:fs/promises';
import { AppError } from '../../contract/errors.ts';
import type { RecordingSource } from '../../contract/inference.ts';
import { decodeToSignal } from '../../adapters/audio/decode.ts';
import { locateFfmpeg } from '../../adapters/audio/locateFfmpeg.ts';
import { openAnalysisFolder, readDecoded, writeDecoded } from '../../adapters/cache/analysisFolder.ts';
import { partPath } from '../../adapters/cache/atomicFile.ts';
import { sha256OfFile } from '../../adapters/cache/fileHash.ts';
import type { DspTask, TaskContext } from '../taskTypes.ts';
import { pathsOfRecording } from './recordingFiles.ts';
import { cachedStage, startTimer, throwIfCancelled } from './stageTimer.ts';

/** The recording as signal.wav in the cache, after a look whether the file is still the one that was opened. */
export const decode: DspTask<'decode'> = async (source, context) => {
  const paths = pathsOfRecording(context, source);
  await openAnalysisFolder(paths);
  const there = await readDecoded(paths);
  if (there) {
    const durationSec = there.sampleCount / there.sampleRate;
    return { ...cachedStage(durationSec), durationSec };
  }
  const elapsedSec = startTimer();
  const part = partPath(paths.signal);
  try {
    const changedMs = await checkUnchanged(source, context);
    const decoded = await decodeToSignal({
      ffmpegPath: await locateFfmpeg(context.config.ffmpegPath),
      path: source.path,
      name: source.name,
      workingRate: null,
      outPath: part,
      expectedSec: source.durationSec ?? null,
      isCancelled: context.isCancelled,
      onProgress: context.onProgress,
    });
    if ((await statOf(source)).mtimeMs !== changedMs) throw new AppError('FILE_CHANGED', { file: source.name });
    throwIfCancelled(context);
    await rename(part, paths.signal);
    const { sampleRate, sampleCount, notices } = decoded;
    await writeDecoded(paths, { sampleRate, sampleCount, notices: [...notices] });
    const durationSec = sampleCount / sampleRate;
    return { workSec: elapsedSec(), audioSec: durationSec, durationSec };
  } finally {
    await rm(part, { force: true });
  }
};

/** The time of the file's last change, once its size and hash were found to be the recording's. */
async function checkUnchanged(source: RecordingSource, context: TaskContext): Promise<number> {
  const file = await statOf(source);
  const checkpoint = (): void => {
    throwIfCancelled(context);
  };
  const isSame = file.size === source.sizeBytes && (await sha256OfFile(source.path, checkpoint)) === source.sha256;
  if (isSame) return file.mtimeMs;
  throw new AppError('FILE_CHANGED', { file: source.name });
}

async function statOf(source: RecordingSource) {
  try {
    return await stat(source.path);
  } catch (cause) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '');
    throw new AppError(isMissing ? 'FILE_NOT_FOUND' : 'FILE_NOT_READABLE', { file: source.name }, { cause });
  }
}
