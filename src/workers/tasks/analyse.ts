import { locateFfmpeg } from '../../adapters/audio/locateFfmpeg.ts';
import { measureLoudness } from '../../adapters/audio/loudness.ts';
import type { OpenAudio } from '../../adapters/audio/types.ts';
import {
  openAnalysisFolder,
  readAnalysis,
  readDecoded,
  writeAnalysis,
  type AnalysisPaths,
} from '../../adapters/cache/analysisFolder.ts';
import { cellPeaksOf } from '../../adapters/takes/takePeaks.ts';
import { AppError } from '../../contract/errors.ts';
import { analyseSignal } from '../../engine/analysis/analyseSignal.ts';
import { frameCountOf } from '../../engine/analysis/frames.ts';
import type { PitchExtractorModule, RawPitch } from '../../engine/pitch/types.ts';
import { holdsOnlySilence } from '../../engine/pitch/voicing.ts';
import type { DspTask, TaskContext } from '../taskTypes.ts';
import { openAtRate } from './atRate.ts';
import { extractorOf, openSignal, pathsOfRecording } from './recordingFiles.ts';
import { cachedStage, progressPart, startTimer, throwIfCancelled } from './stageTimer.ts';

/**
 * Pitch, voicing, level, syllables, key and loudness of a decoded recording.
 * @throws AppError AUDIO_SILENT where nothing can be heard
 */
export const analyse: DspTask<'analyse'> = async ({ source, extractorId }, context) => {
  const paths = pathsOfRecording(context, source, extractorId);
  await openAnalysisFolder(paths);
  const there = await readAnalysis(paths);
  if (there) return { ...cachedStage(there.analysis.sampleCount / there.analysis.sampleRate), notices: there.notices };
  const elapsedSec = startTimer();
  const decoded = await readDecoded(paths);
  const signal = await openSignal(paths);
  try {
    const analysis = analyseSignal({
      source: signal,
      pitch: await extractPitch(signal, paths, context, extractorOf(extractorId)),
      onProgress: progressPart(context, 0.5, 0.9),
    });
    if (holdsOnlySilence(analysis.levelDb)) throw new AppError('AUDIO_SILENT', { file: source.name });
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

async function extractPitch(
  signal: OpenAudio,
  paths: AnalysisPaths,
  context: TaskContext,
  extractor: PitchExtractorModule,
): Promise<RawPitch> {
  const frameCount = frameCountOf(signal.sampleCount, signal.sampleRate);
  const { sampleRate } = extractor;
  const heard = await openAtRate({ signal, paths, sampleRate }, context, progressPart(context, 0, 0.1));
  try {
    return await extractor.extract(heard, frameCount, context.runModel, progressPart(context, 0.1, 0.5));
  } finally {
    await heard.close();
  }
}
