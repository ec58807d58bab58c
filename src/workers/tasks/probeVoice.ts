import path from 'node:path';
import { createResampler } from '../../adapters/audio/resample.ts';
import { openByteSource } from '../../adapters/voices/openByteSource.ts';
import { heardRange, probeRate, singScale } from '../../engine/converters/rvc/probeRange.ts';
import { networkPitch } from '../../engine/pitch/swiftF0.ts';
import { openRetrievalIndex } from '../../engine/voiceFiles/retrievalIndex/openRetrievalIndex.ts';
import type { DspTask } from '../taskTypes.ts';
import { checkNetworks } from '../voices/foreignNetworks.ts';
import { rvcVoiceOf } from '../voices/rvcVoice.ts';
import { voiceFileOf } from './importedVoice.ts';
import { throwIfCancelled } from './stageTimer.ts';

/** Lets a voice sing a scale and listens which notes come out. @throws AppError VOICE_FILES_DAMAGED, MODEL_WRONG_HASH */
export const probeVoice: DspTask<'probeVoice'> = async ({ folder }, context) => {
  const file = await voiceFileOf(folder);
  const indexSource = file.index && openByteSource(path.join(folder, file.index.file));
  try {
    checkNetworks(folder, file);
    const voice = rvcVoiceOf(folder, file, indexSource && openRetrievalIndex(indexSource));
    const sound = await singScale(voice, context.runModel, (doneRatio) => {
      throwIfCancelled(context);
      context.onProgress(doneRatio);
    });
    const heard = await atProbeRate(sound, voice.sampleRate);
    return { rangeMidi: await heardRange(heard, (signal) => networkPitch(signal, context.runModel, () => undefined)) };
  } finally {
    indexSource?.close();
  }
};

async function atProbeRate(sound: Float32Array, sampleRate: number): Promise<Float32Array> {
  const resampler = await createResampler(sampleRate, probeRate);
  try {
    const [body, rest] = [resampler.process(sound), resampler.flush()];
    const heard = new Float32Array(body.length + rest.length);
    heard.set(body);
    heard.set(rest, body.length);
    return heard;
  } finally {
    resampler.close();
  }
}
