import { contentFile, isContentWhole, openContentWriter, type ContentFile } from '../../adapters/cache/contentFile.ts';
import { contentFeatureBlocks } from '../../engine/contentVec/contentFeatures.ts';
import type { AudioSource } from '../../engine/converters/types.ts';
import type { ModelReference } from '../../engine/models/types.ts';
import type { DspTask, TaskContext } from '../taskTypes.ts';
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
    try {
      await listen({ speech, file, width, model }, context);
    } finally {
      await speech.close();
    }
    return { workSec: elapsedSec(), audioSec };
  } finally {
    signal.close();
  }
};

type Listening = {
  readonly speech: AudioSource;
  readonly file: ContentFile;
  readonly width: number;
  readonly model: ModelReference;
};

async function listen({ speech, file, width, model }: Listening, context: TaskContext): Promise<void> {
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
      if (block.width !== width) throw new Error(`The network gives rows of ${String(block.width)} values`);
      await writer.write(block.start, block.features);
    }
    await writer.finish();
  } finally {
    await writer.close();
  }
}
