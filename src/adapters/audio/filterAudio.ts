import { AppError } from '../../contract/errors.ts';
import { inputArgs, quietFlags, reasonIn, runFfmpeg } from './ffmpeg.ts';

export type FilterRequest = {
  readonly ffmpegPath: string;
  /** A mono WAV of ours. */
  readonly path: string;
  /** A filter graph with one way in and one out that keeps the rate. */
  readonly graph: string;
  /** As many must come out. */
  readonly sampleCount: number;
  readonly isCancelled?: () => boolean;
  readonly onSamples: (samples: Float32Array) => void;
};

/**
 * Sends a file through filters of ffmpeg and hands on what comes out, piece by piece.
 * @throws AppError FFMPEG_FAILED, FFMPEG_MISSING, CANCELLED, or what onSamples throws
 */
export async function filterAudio(request: FilterRequest): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  let count = 0;
  const { exitCode, messages } = await runFfmpeg({
    ffmpegPath: request.ffmpegPath,
    args: [
      ...[...quietFlags, ...inputArgs(request.path), '-map', '0:a:0', '-map_metadata', '-1', '-af', request.graph],
      ...['-c:a', 'pcm_f32le', '-f', 'f32le', 'pipe:1'],
    ],
    onOutput: (bytes) => {
      const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const samples = new Float32Array(Math.floor(all.length / 4));
      Buffer.from(samples.buffer).set(all.subarray(0, 4 * samples.length));
      rest = Buffer.from(all.subarray(4 * samples.length));
      count += samples.length;
      request.onSamples(samples);
    },
    ...(request.isCancelled && { isCancelled: request.isCancelled }),
  });
  const file = request.path;
  if (exitCode !== 0) throw new AppError('FFMPEG_FAILED', { file, reason: reasonIn(messages, file) });
  if (count !== request.sampleCount) {
    throw new AppError('FFMPEG_FAILED', { file, reason: `${String(count)} of ${String(request.sampleCount)} samples` });
  }
}
