import type { DspTask } from '../taskTypes.ts';
import { openRecording, pathsOfRecording } from './recordingFiles.ts';
import { throwIfCancelled } from './stageTimer.ts';
import { openVocoderFrames } from './vocoderFrames.ts';

/** Fills in the vocoder parameters that are missing, so that the first render finds them. */
export const prepareVocoder: DspTask<'prepareVocoder'> = async (source, context) => {
  const paths = pathsOfRecording(context, source);
  const { analysis, signal } = await openRecording(paths);
  try {
    const checkpoint = (): void => {
      throwIfCancelled(context);
    };
    const vocoder = openVocoderFrames({ source: signal, analysis, folder: paths.vocoder, checkpoint });
    vocoder.prepareAll(context.onProgress);
    return { workSec: vocoder.workSec, audioSec: signal.sampleCount / signal.sampleRate };
  } finally {
    signal.close();
  }
};
