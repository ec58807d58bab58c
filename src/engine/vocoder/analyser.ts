import { roundToHalf } from '../dsp/float16.ts';
import type { AudioSource, VocoderFrames } from '../converters/types.ts';
import { CheapTrick } from './cheapTrick.ts';
import { D4c } from './d4c.ts';
import { frameHop, nearestSample, readBlock } from './frames.ts';

/** Row-major parameters of consecutive frames, see VocoderFrames. */
export type AnalysedFrames = { readonly logEnvelope: Float32Array; readonly bandAperiodicityDb: Float32Array };

export type VocoderAnalyser = {
  readonly fftSize: number;
  /** fftSize / 2 + 1 */
  readonly binCount: number;
  readonly bandCount: number;
  /**
   * Envelope and aperiodicity of frames [startFrame, startFrame + count). A frame's values depend on
   * nothing but the frame: any division into blocks gives the same bits.
   * @param f0Hz pitch of every frame of the recording, 0 = unvoiced
   */
  analyse(source: AudioSource, f0Hz: Float64Array, startFrame: number, count: number): AnalysedFrames;
};

/** @param sampleRate working rate, Hz, at least 16 000 */
export function createVocoderAnalyser(sampleRate: number): VocoderAnalyser {
  const cheapTrick = new CheapTrick(sampleRate);
  const d4c = new D4c(sampleRate);
  const { fftSize } = cheapTrick;
  const { bandCount } = d4c;
  const binCount = fftSize / 2 + 1;
  const hop = frameHop(sampleRate);
  const reach = Math.max(cheapTrick.reach, d4c.reach) + 1;
  return {
    fftSize,
    binCount,
    bandCount,
    analyse(source, f0Hz, startFrame, count) {
      const logEnvelope = new Float32Array(count * binCount);
      const bandAperiodicityDb = new Float32Array(count * bandCount);
      const first = nearestSample(startFrame * hop) - reach;
      const last = nearestSample((startFrame + count - 1) * hop) + reach;
      const block = readBlock(source, first, last + 1);
      for (let i = 0; i < count; i++) {
        const position = (startFrame + i) * hop;
        const frameF0Hz = f0Hz[startFrame + i];
        const row = logEnvelope.subarray(i * binCount, (i + 1) * binCount);
        cheapTrick.analyse(block, nearestSample(position), frameF0Hz, row);
        const bands = bandAperiodicityDb.subarray(i * bandCount, (i + 1) * bandCount);
        d4c.analyse(block, position, frameF0Hz, bands);
      }
      roundToHalf(logEnvelope);
      return { logEnvelope, bandAperiodicityDb };
    },
  };
}

/** Frames computed whenever they are asked for; the same bits as stored ones. */
export function freshVocoderFrames(source: AudioSource, f0Hz: Float64Array): VocoderFrames {
  const { fftSize, bandCount, analyse } = createVocoderAnalyser(source.sampleRate);
  return { fftSize, bandCount, read: (start, count) => analyse(source, f0Hz, start, count) };
}
