import { outputSampleRate } from '../../contract/exports.ts';
import type { Notice } from '../../contract/notices.ts';
import { createLimiter } from '../../engine/finish/limiter.ts';
import { blocksOf, partOf } from '../../adapters/audio/blocks.ts';
import { measureLoudness } from '../../adapters/audio/loudness.ts';
import type { Loudness, TaskControl } from '../../adapters/audio/types.ts';
import { openWav } from '../../adapters/audio/wavFile.ts';
import { WavWriter } from '../../adapters/audio/wavWriter.ts';

/** What is known of a finished master. */
export type Finished = Loudness & {
  /** Samples of the master, at 48 kHz. */
  readonly sampleCount: number;
  readonly notices: readonly Notice[];
};

/** A finished mix at the output rate whose level is still to be set. */
export type Premaster = {
  readonly path: string;
  /** Linear, estimated at four times the rate. */
  readonly truePeak: number;
  /** Linear; what brings it to its own level where no loudness is wanted. */
  readonly ownGain: number;
};

export type LevelRequest = {
  readonly ffmpegPath: string;
  readonly premaster: Premaster;
  readonly targetLufs: number | 'off';
  readonly masterPath: string;
};

/** A tenth of a decibel under -1 dBTP, because meters disagree about peaks between samples by about as much. */
const ceiling = 10 ** (-1.1 / 20);
/** The limiter takes at most 6 dB; more is heard as squashed. */
const deepestReduction = 10 ** (6 / 20);
/** A loudness this near its target is there: nobody hears a fifth of a decibel. */
const closeEnoughLu = 0.2;
/** A decibel more into a working limiter gives less than a decibel of loudness. */
const limiterCost = 1.3;
/** A miss smaller than this is not worth a word. */
const noticeableLu = 0.5;
/** Limiting costs loudness, which is added and measured again; two corrections reach the target or the 6 dB. */
const mostPasses = 3;

const ratioOfDb = (db: number): number => 10 ** (db / 20);
const dbOfRatio = (ratio: number): number | null => (ratio > 0 ? 20 * Math.log10(ratio) : null);

/** Brings a premaster to its loudness, under the limiter, as master.wav. */
export async function levelMaster(request: LevelRequest, control: TaskControl): Promise<Finished> {
  const { premaster, targetLufs } = request;
  const before = await measureLoudness(request.ffmpegPath, premaster.path, control.isCancelled);
  const highestGain = premaster.truePeak > 0 ? (ceiling * deepestReduction) / premaster.truePeak : Infinity;
  let gain = Math.min(highestGain, wantedGain(premaster, targetLufs, before.loudnessLufs));
  for (let pass = 1; ; pass++) {
    const span = partOf(control, 1 - 0.7 / 2 ** (pass - 1), 1 - 0.7 / 2 ** pass);
    const written = await writeLimited(request, gain, before, span);
    const reached = written.loudness.loudnessLufs;
    const missing = targetLufs === 'off' || reached === null ? 0 : targetLufs - reached;
    const isThere = Math.abs(missing) <= closeEnoughLu || (missing > 0 && gain >= highestGain);
    if (isThere || pass === mostPasses) {
      written.writer.finish();
      control.onProgress?.(1);
      return { ...written.loudness, sampleCount: written.writer.sampleCount, notices: noticesOf(targetLufs, reached) };
    }
    gain = Math.min(highestGain, gain * ratioOfDb(limiterCost * missing));
  }
}

function wantedGain({ ownGain }: Premaster, targetLufs: number | 'off', loudnessLufs: number | null): number {
  return targetLufs === 'off' || loudnessLufs === null ? ownGain : ratioOfDb(targetLufs - loudnessLufs);
}

function noticesOf(targetLufs: number | 'off', reachedLufs: number | null): Notice[] {
  if (targetLufs === 'off' || reachedLufs === null || reachedLufs >= targetLufs - noticeableLu) return [];
  return [{ code: 'LOUDNESS_LOWERED', details: { wantedLufs: targetLufs, reachedLufs } }];
}

/** Writes and measures one version of the master, not yet under its name. */
async function writeLimited(
  request: LevelRequest,
  gain: number,
  before: Loudness,
  control: TaskControl,
): Promise<{ writer: WavWriter; loudness: Loudness }> {
  const { premaster, masterPath } = request;
  const writer = new WavWriter(masterPath, { sampleRate: outputSampleRate, encoding: 'float32' });
  const reader = openWav(premaster.path);
  const limiter = createLimiter({ sampleRate: outputSampleRate, gain, ceiling });
  try {
    for (const block of blocksOf(reader, control)) writer.writeSamples(limiter.process(block));
    writer.writeSamples(limiter.flush());
    writer.close();
    const loudness =
      gain * premaster.truePeak <= ceiling
        ? raised(before, premaster.truePeak, gain)
        : await measureLoudness(request.ffmpegPath, writer.temporaryPath, control.isCancelled);
    return { writer, loudness };
  } catch (error) {
    writer.abort();
    throw error;
  } finally {
    reader.close();
  }
}

/** Where the limiter had nothing to do, a gain is all that happened: no second measurement is needed. */
function raised(before: Loudness, truePeak: number, gain: number): Loudness {
  const gainDb = dbOfRatio(gain);
  const isMeasured = before.loudnessLufs !== null && gainDb !== null;
  return { loudnessLufs: isMeasured ? before.loudnessLufs + gainDb : null, truePeakDb: dbOfRatio(truePeak * gain) };
}
