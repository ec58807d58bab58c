import { rename, rm } from 'node:fs/promises';
import { finishTake } from '../finish/finishTake.ts';
import { locateFfmpeg } from '../../adapters/audio/locateFfmpeg.ts';
import { openRaw, openWav } from '../../adapters/audio/wavFile.ts';
import { partPath } from '../../adapters/cache/atomicFile.ts';
import { readTakeFile, takePaths, writeFinishedFile } from '../../adapters/takes/takeFiles.ts';
import { writeMasterPeaks } from '../../adapters/takes/takePeaks.ts';
import { outputSampleRate } from '../../contract/exports.ts';
import type { AnySettingValues } from '../../contract/settings/descriptors.ts';
import { followLoudness } from '../../engine/finish/followLoudness.ts';
import { finishSettings } from '../../engine/finish/registry.ts';
import type { DspTask } from '../taskTypes.ts';
import { settingsOf } from './performance.ts';
import { openRecording, pathsOfRecording } from './recordingFiles.ts';
import { startTimer, throwIfCancelled } from './stageTimer.ts';
import { takePerformance } from './takePerformance.ts';

/** The master out of the whole raw output, which then goes. */
export const finish: DspTask<'finish'> = async (request, context) => {
  const elapsedSec = startTimer();
  const { takeFolder, source, recipe } = request;
  const take = await readTakeFile(takeFolder);
  if (!take) throw new Error(`${takeFolder} holds no performance`);
  const paths = takePaths(takeFolder);
  const part = partPath(paths.master);
  const recording = await openRecording(pathsOfRecording(context, source, recipe.pitchExtractor.id));
  let raw: ReturnType<typeof openRaw> | undefined;
  try {
    raw = openRaw(paths.raw, take.sampleRate);
    const { analysis, signal } = recording;
    const performance = await takePerformance(request, recording);
    const mix = loudnessMixOf(recipe.settings);
    const finished = await finishTake({
      ffmpegPath: await locateFfmpeg(context.config.ffmpegPath),
      raw: followLoudness({ raw, source: signal, performance, mix }),
      source: signal,
      analysis,
      performance,
      settings: settingsOf(finishSettings, recipe.settings),
      seed: recipe.seed,
      masterPath: part,
      isCancelled: context.isCancelled,
      onProgress: context.onProgress,
    });
    throwIfCancelled(context);
    const { loudnessLufs, truePeakDb, sampleCount } = finished;
    const notices = [...recording.notices, ...take.notices, ...finished.notices];
    await writePeaksOf(part, takeFolder);
    const durationSec = withTail(take.durationSec, sampleCount);
    await writeFinishedFile(takeFolder, { loudnessLufs, truePeakDb, sampleCount, durationSec, notices });
    await rename(part, paths.master);
  } finally {
    raw?.close();
    recording.signal.close();
    await rm(part, { force: true });
  }
  await rm(paths.raw, { force: true });
  return { workSec: elapsedSec(), audioSec: take.durationSec };
};

/** How far a take keeps its own course of loudness; pipelines that follow the original's have mixed it already. */
function loudnessMixOf({ loudnessMix, pipeline }: AnySettingValues): number {
  return typeof loudnessMix === 'number' && pipeline === 'exact' ? loudnessMix : 1;
}

/** A take that rings on after its last sample is as long as it is heard. */
function withTail(durationSec: number, sampleCount: number): number {
  const heardSec = sampleCount / outputSampleRate;
  return heardSec - durationSec > 1 / outputSampleRate ? heardSec : durationSec;
}

async function writePeaksOf(masterPath: string, takeFolder: string): Promise<void> {
  const master = openWav(masterPath);
  try {
    await writeMasterPeaks(takeFolder, master);
  } finally {
    master.close();
  }
}
