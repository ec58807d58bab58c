import { openJournal } from '../../adapters/takes/journal.ts';
import { writeChunkPeaks } from '../../adapters/takes/takePeaks.ts';
import type { RenderRequest } from '../../contract/inference.ts';
import type { Converter } from '../../engine/converters/types.ts';
import type { DspTask, TaskContext } from '../taskTypes.ts';
import { openConverter } from './converter.ts';
import { renderHashOf } from './performance.ts';
import { openRecording, pathsOfRecording } from './recordingFiles.ts';
import { startTimer, throwIfCancelled } from './stageTimer.ts';
import { takePerformance } from './takePerformance.ts';

/** Seconds of audio: the first sound comes soon, later chunks are long enough that their borders cost nothing. */
const firstChunksSec = [2, 4, 8] as const;
const laterChunksSec = 15;

/**
 * Samples of the chunk that begins at a sample: a pure function of the position, so that a resumed render cuts as an
 * undisturbed one does.
 */
export function chunkSamplesAt(startSample: number, sampleRate: number): number {
  let chunkStart = 0;
  for (const chunkSec of firstChunksSec) {
    if (startSample <= chunkStart) return chunkSec * sampleRate;
    chunkStart += chunkSec * sampleRate;
  }
  return laterChunksSec * sampleRate;
}

/** Renders the take's raw output from the last whole chunk on. */
export const convert: DspTask<'convert'> = async (request, context) => {
  const elapsedSec = startTimer();
  const { source, recipe } = request;
  const recording = await openRecording(pathsOfRecording(context, source, recipe.pitchExtractor.id));
  try {
    const performance = await takePerformance(request, recording);
    const { converter, vocoder, close } = await openConverter({ request, recording, performance, context });
    try {
      const audioSec = await renderRest(request, converter, renderHashOf(request, performance), context);
      return { workSec: audioSec > 0 ? elapsedSec() : null, audioSec, vocoderSec: vocoder.workSec };
    } finally {
      await close();
    }
  } finally {
    recording.signal.close();
  }
};

/** Appends to the take what its journal lacks. @returns seconds of audio that were rendered */
async function renderRest(
  { takeFolder }: RenderRequest,
  converter: Converter,
  renderHash: string,
  context: TaskContext,
): Promise<number> {
  const { sampleRate, sampleCount } = converter;
  const chunkSamples = converter.chunkSamplesAt ?? ((startSample: number) => chunkSamplesAt(startSample, sampleRate));
  const journal = await openJournal(takeFolder, renderHash);
  const firstSample = journal.startSample;
  try {
    context.onProgress(firstSample / sampleCount);
    const chunks = converter.render({ startSample: firstSample, resume: journal.resume }, chunkSamples);
    if (firstSample < sampleCount) {
      for await (const chunk of chunks) {
        throwIfCancelled(context);
        await writeChunkPeaks(takeFolder, chunk, sampleRate);
        await journal.append(chunk);
        context.onProgress(journal.startSample / sampleCount);
      }
    }
  } finally {
    await journal.close();
  }
  return (sampleCount - firstSample) / sampleRate;
}
