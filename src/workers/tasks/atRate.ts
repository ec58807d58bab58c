import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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

/** Samples by which a resampled recording may be longer or shorter than its length says. */
const lengthTolerance = 64;

/**
 * The decoded recording at a network's own rate, kept beside it: pitch and content networks hear the same. The signal itself
 * where the rates are equal; that stays open.
 */
export async function openAtRate(
  { signal, paths, sampleRate }: RateRequest,
  context: TaskContext,
  onProgress: (doneRatio: number) => void,
): Promise<AudioAtRate> {
  if (signal.sampleRate === sampleRate) return { ...signal, close: () => Promise.resolve() };
  const kept = join(dirname(paths.signal), `signal-${String(sampleRate)}.wav`);
  const expectedSamples = (signal.sampleCount * sampleRate) / signal.sampleRate;
  const resampled = openWhole(kept, expectedSamples) ?? (await resample());
  return {
    ...resampled,
    close: () => {
      resampled.close();
      return Promise.resolve();
    },
  };

  async function resample(): Promise<OpenAudio> {
    const part = partPath(kept);
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
      await rename(part, kept);
      return openWav(kept);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }
}

/** What an earlier task left; undefined where there is nothing, or not all of it. */
function openWhole(path: string, expectedSamples: number): OpenAudio | undefined {
  let audio: OpenAudio;
  try {
    audio = openWav(path);
  } catch {
    return undefined;
  }
  if (Math.abs(audio.sampleCount - expectedSamples) <= lengthTolerance) return audio;
  audio.close();
  return undefined;
}
