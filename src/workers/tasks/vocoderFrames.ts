import { openVocoderBlocks, type VocoderBlocks } from '../../adapters/cache/vocoderBlocks.ts';
import type { Analysis } from '../../engine/analysis/types.ts';
import type { AudioSource, VocoderFrames } from '../../engine/converters/types.ts';
import { floatToHalf, halfToFloat } from '../../engine/dsp/float16.ts';
import { createVocoderAnalyser, type AnalysedFrames } from '../../engine/vocoder/analyser.ts';
import { startTimer } from './stageTimer.ts';

/** 2 s: what the first chunk of a render needs, and no more. */
const framesPerBlock = 400;
/** Frames between two looks at the cancel flag, about 0.1 s of work. */
const framesPerStep = 50;
/** Longer recordings would fill the disk: a minute at 48 kHz is 25 MB. Their parameters are computed again each time. */
const longestStoredFrames = 10 * 60 * 200;
/** Blocks kept in memory: what a 15 s chunk spans, and its neighbours. */
const keptBlocks = 10;

export type VocoderFramesOptions = {
  readonly source: AudioSource;
  readonly analysis: Pick<Analysis, 'f0Hz' | 'frameCount'>;
  /** Of the recording's cache. */
  readonly folder: string;
  /** Called between small pieces of work; throws to stop. */
  readonly checkpoint: () => void;
};

export type CachedVocoderFrames = VocoderFrames & {
  /** Makes every block that is missing on disk; nothing for recordings too long to keep. */
  prepareAll(onProgress: (doneRatio: number) => void): void;
  /** Seconds spent on analysing so far. */
  readonly workSec: number;
};

/**
 * A recording's vocoder parameters, from disk where they are, analysed (and kept) where they are not. Frames are quantised
 * before anybody sees them, so both give the same bits.
 */
export function openVocoderFrames({ source, analysis, folder, checkpoint }: VocoderFramesOptions): CachedVocoderFrames {
  const { frameCount, f0Hz } = analysis;
  const analyser = createVocoderAnalyser(source.sampleRate);
  const { fftSize, binCount, bandCount } = analyser;
  const blocks = frameCount <= longestStoredFrames ? openVocoderBlocks(folder) : null;
  const recent = new Map<number, AnalysedFrames>();
  let workSec = 0;

  const framesIn = (index: number): number => Math.min(framesPerBlock, frameCount - index * framesPerBlock);

  function analyseBlock(index: number): AnalysedFrames {
    const elapsedSec = startTimer();
    const count = framesIn(index);
    const logEnvelope = new Float32Array(count * binCount);
    const bandAperiodicityDb = new Float32Array(count * bandCount);
    for (let done = 0; done < count; done += framesPerStep) {
      checkpoint();
      const step = Math.min(framesPerStep, count - done);
      const frames = analyser.analyse(source, f0Hz, index * framesPerBlock + done, step);
      logEnvelope.set(frames.logEnvelope, done * binCount);
      bandAperiodicityDb.set(frames.bandAperiodicityDb, done * bandCount);
    }
    blocks?.write(index, { envelopeHalves: floatToHalf(logEnvelope), bandAperiodicityDb });
    workSec += elapsedSec();
    return { logEnvelope, bandAperiodicityDb };
  }

  function blockAt(index: number): AnalysedFrames {
    const known = recent.get(index);
    if (known) return known;
    const count = framesIn(index);
    const shape = { envelopeCount: count * binCount, aperiodicityCount: count * bandCount };
    const block = storedBlock(blocks, index, shape) ?? analyseBlock(index);
    recent.set(index, block);
    const [oldest] = recent.keys();
    if (recent.size > keptBlocks && oldest !== undefined) recent.delete(oldest);
    return block;
  }

  return {
    fftSize,
    bandCount,
    get workSec() {
      return workSec;
    },
    read(start, count) {
      checkpoint();
      return gather({ start, count, binCount, bandCount }, blockAt);
    },
    prepareAll(onProgress) {
      const blockCount = blocks ? Math.ceil(frameCount / framesPerBlock) : 0;
      for (let index = 0; index < blockCount; index++) {
        if (!blocks?.has(index)) analyseBlock(index);
        onProgress((index + 1) / blockCount);
      }
    },
  };
}

function storedBlock(
  blocks: VocoderBlocks | null,
  index: number,
  shape: { readonly envelopeCount: number; readonly aperiodicityCount: number },
): AnalysedFrames | undefined {
  const stored = blocks?.read(index, shape);
  if (!stored) return undefined;
  return { logEnvelope: halfToFloat(stored.envelopeHalves), bandAperiodicityDb: stored.bandAperiodicityDb };
}

type FrameWindow = {
  readonly start: number;
  readonly count: number;
  readonly binCount: number;
  readonly bandCount: number;
};

/** Copies frames [start, start + count) out of the blocks they lie in. */
function gather(window: FrameWindow, blockAt: (index: number) => AnalysedFrames): AnalysedFrames {
  const { start, count, binCount, bandCount } = window;
  const logEnvelope = new Float32Array(count * binCount);
  const bandAperiodicityDb = new Float32Array(count * bandCount);
  for (let frame = start; frame < start + count;) {
    const index = Math.floor(frame / framesPerBlock);
    const first = frame - index * framesPerBlock;
    const end = Math.min(framesPerBlock, first + start + count - frame);
    const block = blockAt(index);
    logEnvelope.set(block.logEnvelope.subarray(first * binCount, end * binCount), (frame - start) * binCount);
    bandAperiodicityDb.set(
      block.bandAperiodicityDb.subarray(first * bandCount, end * bandCount),
      (frame - start) * bandCount,
    );
    frame += end - first;
  }
  return { logEnvelope, bandAperiodicityDb };
}
