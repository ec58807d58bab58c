import { rm } from 'node:fs/promises';
import { decodeToSignal } from '../../adapters/audio/decode.ts';
import { locateFfmpeg } from '../../adapters/audio/locateFfmpeg.ts';
import type { OpenAudio } from '../../adapters/audio/types.ts';
import { openWav } from '../../adapters/audio/wavFile.ts';
import { partPath } from '../../adapters/cache/atomicFile.ts';
import type { AudioSource } from '../../engine/converters/types.ts';
import type { AnalysisPaths } from '../../adapters/cache/analysisFolder.ts';
import type { TaskContext } from '../taskTypes.ts';

export type RateRequest = {
  readonly signal: OpenAudio;
  readonly paths: Pick<AnalysisPaths, 'signal'>;
  /** Hz */
  readonly sampleRate: number;
};

export type AudioAtRate = AudioSource & { close(): Promise<void> };

/**
 * The decoded recording at a network's own rate: resampled into a file beside it, which is removed when `close` is called.
 * The signal itself where the rates are equal; that stays open.
 */
export async function openAtRate(
  { signal, paths, sampleRate }: RateRequest,
  context: TaskContext,
  onProgress: (doneRatio: number) => void,
): Promise<AudioAtRate> {
  if (signal.sampleRate === sampleRate) return { ...signal, close: () => Promise.resolve() };
  const part = partPath(paths.signal);
  try {
    await decodeToSignal({
      ffmpegPath: await locateFfmpeg(context.config.ffmpegPath),
      path: paths.signal,
      name: 'signal.wav',
      workingRate: sampleRate,
      outPath: part,
      expectedSec: signal.sampleCount / signal.sampleRate,
      isCancelled: context.isCancelled,
      onProgress,
    });
    const resampled = openWav(part);
    return {
      ...resampled,
      close: async () => {
        resampled.close();
        await rm(part, { force: true });
      },
    };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
