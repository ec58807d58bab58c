import { rm } from 'node:fs/promises';
import { decodeToSignal } from '../../adapters/audio/decode.ts';
import { locateFfmpeg } from '../../adapters/audio/locateFfmpeg.ts';
import { measureLoudness } from '../../adapters/audio/loudness.ts';
import type { OpenAudio } from '../../adapters/audio/types.ts';
import { openWav } from '../../adapters/audio/wavFile.ts';
import {
  openAnalysisFolder,
  readAnalysis,
  readDecoded,
  writeAnalysis,
  type AnalysisPaths,
} from '../../adapters/cache/analysisFolder.ts';
import { partPath } from '../../adapters/cache/atomicFile.ts';
import { cellPeaksOf } from '../../adapters/takes/takePeaks.ts';
import { analyseSignal } from '../../engine/analysis/analyseSignal.ts';
import { frameCountOf } from '../../engine/analysis/frames.ts';
import type { RawPitch } from '../../engine/pitch/types.ts';
import type { DspTask, TaskContext } from '../taskTypes.ts';
import { openSignal, pathsOfRecording, pitchExtractor } from './recordingFiles.ts';
import { cachedStage, progressPart, startTimer, throwIfCancelled } from './stageTimer.ts';

/** Pitch, voicing, level, syllables, key and loudness of a decoded recording. */
export const analyse: DspTask<'analyse'> = async (source, context) => {
  const paths = pathsOfRecording(context, source);
  const there = await readAnalysis(paths);
  if (there) return { ...cachedStage(there.analysis.sampleCount / there.analysis.sampleRate), notices: there.notices };
  const elapsedSec = startTimer();
  await openAnalysisFolder(paths);
  const decoded = await readDecoded(paths);
  const signal = await openSignal(paths);
  try {
    const analysis = analyseSignal({
      source: signal,
      pitch: await extractPitch(signal, paths, context),
      onProgress: progressPart(context, 0.5, 0.9),
    });
    const loudness = await measureLoudness(await locateFfmpeg(context.config.ffmpegPath), paths.signal);
    throwIfCancelled(context);
    const notices = [...(decoded?.notices ?? [])];
    if (analysis.medianMidi === null) notices.push({ code: 'NO_VOICE_FOUND', details: {} });
    await writeAnalysis(paths, { analysis, ...loudness, notices }, cellPeaksOf(signal));
    return { workSec: elapsedSec(), audioSec: signal.sampleCount / signal.sampleRate, notices };
  } finally {
    signal.close();
  }
};

/** The extractor's own rate is made from the decoded signal, beside it, and removed again. */
async function extractPitch(signal: OpenAudio, paths: AnalysisPaths, context: TaskContext): Promise<RawPitch> {
  const frameCount = frameCountOf(signal.sampleCount, signal.sampleRate);
  const onProgress = progressPart(context, 0.1, 0.5);
  if (signal.sampleRate === pitchExtractor.sampleRate) {
    return pitchExtractor.extract(signal, frameCount, context.runModel, onProgress);
  }
  const part = partPath(paths.signal);
  try {
    await decodeToSignal({
      ffmpegPath: await locateFfmpeg(context.config.ffmpegPath),
      path: paths.signal,
      name: 'signal.wav',
      workingRate: pitchExtractor.sampleRate,
      outPath: part,
      expectedSec: signal.sampleCount / signal.sampleRate,
      isCancelled: context.isCancelled,
      onProgress: progressPart(context, 0, 0.1),
    });
    const resampled = openWav(part);
    try {
      return await pitchExtractor.extract(resampled, frameCount, context.runModel, onProgress);
    } finally {
      resampled.close();
    }
  } finally {
    await rm(part, { force: true });
  }
}
