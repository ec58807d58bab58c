import { AppError } from '../../contract/errors.ts';
import { inputArgs, quietFlags, runFfmpeg } from './ffmpeg.ts';
import { parseWavHeader } from './wavHeader.ts';

export type StreamFormat = { readonly sampleRate: number; readonly channels: number };

export type DecodeStreamRequest = {
  readonly ffmpegPath: string;
  readonly path: string;
  readonly isCancelled?: () => boolean;
  /** Called once, before the first samples. */
  readonly onFormat?: (format: StreamFormat) => void | Promise<void>;
  /** The mean of the channels at the file's rate; the array is reused. */
  readonly onSamples: (mono: Float32Array) => void;
};

export type DecodedStream = {
  /** Null when nothing could be decoded. */
  readonly format: StreamFormat | null;
  /** Samples per channel. */
  readonly sampleCount: number;
  /** Samples that were not finite numbers; they were replaced by 0. */
  readonly badSampleCount: number;
  readonly exitCode: number | null;
  readonly messages: string;
};

/** No header of ffmpeg's is longer than this. */
const longestHeader = 64 * 1024;

/**
 * Decodes the first audio stream of a file with ffmpeg, mixes it to mono and hands it on piece by piece. ffmpeg's own
 * mixing and resampling are not used: one NaN would spread through them.
 * @throws AppError CANCELLED, FFMPEG_MISSING, or what the callbacks throw; a file that cannot be decoded is no error here
 */
export async function decodeStream(request: DecodeStreamRequest): Promise<DecodedStream> {
  let header: Buffer | null = Buffer.alloc(0);
  let mixer: Mixer | null = null;
  let format: StreamFormat | null = null;

  async function onOutput(bytes: Buffer): Promise<void> {
    let samples = bytes;
    if (header) {
      header = Buffer.concat([header, bytes]);
      const layout = parseWavHeader(header);
      if (layout === 'incomplete' && header.length < longestHeader) return;
      if (layout === undefined || layout === 'incomplete')
        throw new AppError('FFMPEG_FAILED', { file: request.path, reason: 'no WAV' });
      samples = header.subarray(layout.dataOffset);
      header = null;
      format = { sampleRate: layout.sampleRate, channels: layout.channels };
      mixer = new Mixer(layout.channels);
      await request.onFormat?.(format);
    }
    if (mixer) request.onSamples(mixer.mix(samples));
  }

  const { exitCode, messages } = await runFfmpeg({
    ffmpegPath: request.ffmpegPath,
    args: [
      ...quietFlags,
      ...inputArgs(request.path),
      ...['-map', '0:a:0', '-map_metadata', '-1', '-c:a', 'pcm_f32le', '-f', 'wav', 'pipe:1'],
    ],
    onOutput,
    ...(request.isCancelled && { isCancelled: request.isCancelled }),
  });
  const counts = mixer as Mixer | null;
  return {
    format,
    sampleCount: counts?.sampleCount ?? 0,
    badSampleCount: counts?.badSampleCount ?? 0,
    exitCode,
    messages,
  };
}

/** Below this a float32 is denormal: inaudible, and slow in later arithmetic. */
const smallestNormal = 2 ** -126;

/** Interleaved float32 bytes, cut anywhere → mono samples. */
class Mixer {
  sampleCount = 0;
  badSampleCount = 0;
  readonly #channels: number;
  /** Bytes of a frame that is not complete yet. */
  #rest: Buffer = Buffer.alloc(0);
  #interleaved = new Float32Array(0);
  #mono = new Float32Array(0);

  constructor(channels: number) {
    this.#channels = channels;
  }

  mix(bytes: Buffer): Float32Array {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const frames = Math.floor(all.length / (4 * this.#channels));
    const used = frames * 4 * this.#channels;
    this.#rest = Buffer.from(all.subarray(used));
    if (this.#mono.length < frames) {
      this.#mono = new Float32Array(frames);
      this.#interleaved = new Float32Array(frames * this.#channels);
    }
    Buffer.from(this.#interleaved.buffer).set(all.subarray(0, used));
    for (let frame = 0; frame < frames; frame++) this.#mono[frame] = this.#meanOf(frame);
    this.sampleCount += frames;
    return this.#mono.subarray(0, frames);
  }

  #meanOf(frame: number): number {
    let sum = 0;
    for (let channel = 0; channel < this.#channels; channel++) {
      const sample = this.#interleaved[frame * this.#channels + channel];
      if (Number.isFinite(sample)) sum += sample;
      else this.badSampleCount++;
    }
    const mean = sum / this.#channels;
    return Math.abs(mean) < smallestNormal ? 0 : mean;
  }
}
