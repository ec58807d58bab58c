import { contentFile, isContentWhole, openContentWriter } from '../../adapters/cache/contentFile.ts';
import { contentFeatureBlocks } from '../../engine/contentVec/contentFeatures.ts';
import type { DspTask } from '../taskTypes.ts';
import { openAtRate } from './atRate.ts';
import { contentModel } from './importedVoice.ts';
import { openSignal, pathsOfRecording } from './recordingFiles.ts';
import { listenable, speechRate } from './speech.ts';
import { cachedStage, progressPart, startTimer } from './stageTimer.ts';

/** Listens to a whole recording with the content model; a run that was cut off goes on with the rows it had. */
export const contentFeatures: DspTask<'contentFeatures'> = async ({ source, network, width }, context) => {
  const paths = pathsOfRecording(context, source);
  const model = await contentModel(context.config, network);
  const file = contentFile(paths.folder, model.sha256);
  const elapsedSec = startTimer();
  const signal = await openSignal(paths);
  const audioSec = signal.sampleCount / signal.sampleRate;
  try {
    if (await isContentWhole(file)) return cachedStage(audioSec);
    const speech = await openAtRate({ signal, paths, sampleRate: speechRate }, context, progressPart(context, 0, 0.05));
    const writer = await openContentWriter(file, width);
    try {
      const blocks = contentFeatureBlocks({
        signal: listenable(speech),
        runModel: context.runModel,
        model,
        fromFrame: writer.keptRows,
        onProgress: progressPart(context, 0.05, 1),
      });
      for await (const block of blocks) {
        if (block.width !== width) throw new Error(`${network} gives rows of ${String(block.width)} values`);
        await writer.write(block.start, block.features);
      }
      await writer.finish();
    } finally {
      await writer.close();
      await speech.close();
    }
    return { workSec: elapsedSec(), audioSec };
  } finally {
    signal.close();
  }
};
