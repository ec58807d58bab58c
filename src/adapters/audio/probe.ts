import { AppError } from '../../contract/errors.ts';
import type { Probe } from '../../contract/inference.ts';
import { recordingLimits } from '../../contract/recordings.ts';
import { sha256OfFile } from '../cache/fileHash.ts';
import { decodeStream, type DecodedStream } from './decodeStream.ts';
import { inspectFile } from './inspect.ts';
import type { TaskControl } from './types.ts';
import { judge } from './verdict.ts';

export type ProbeRequest = Pick<TaskControl, 'isCancelled'> & {
  readonly ffmpegPath: string;
  readonly path: string;
  /** Name shown to people in errors. */
  readonly name: string;
  /** recordingLimits.maximumSec when absent. */
  readonly maximumSec?: number | undefined;
};

/**
 * Decodes the whole file once and says what it holds, or the one reason why it cannot be used. Headers are not
 * trusted: the length is that of the decoded sound.
 * @throws AppError FILE_NOT_FOUND, FILE_IS_FOLDER, FILE_NOT_READABLE, FILE_EMPTY, FILE_TOO_LARGE, NOT_AUDIO,
 *   NO_AUDIO_IN_FILE, AUDIO_CORRUPT, AUDIO_TOO_SHORT, AUDIO_TOO_LONG, FFMPEG_MISSING or CANCELLED
 */
export async function probeRecording(request: ProbeRequest): Promise<Probe> {
  const inspected = await inspectFile(request.path, request.name);
  const hashing = new AbortController();
  const hash = sha256OfFile(request.path, () => {
    hashing.signal.throwIfAborted();
  });
  // Whoever fails first decides; the other's failure must not go unhandled meanwhile.
  hash.catch(() => {});
  try {
    const decoded = await decodeAll(request);
    const judged = judge(request, inspected, decoded);
    return {
      sha256: await hash,
      sizeBytes: inspected.sizeBytes,
      durationSec: judged.durationSec,
      sampleRate: decoded.format?.sampleRate ?? 0,
      channels: decoded.format?.channels ?? 0,
      codec: judged.codec,
      notices: judged.notices,
    };
  } finally {
    hashing.abort();
  }
}

function decodeAll(request: ProbeRequest): Promise<DecodedStream> {
  let sampleRate = Infinity;
  let sampleCount = 0;
  return decodeStream({
    ...request,
    onFormat: (format) => {
      sampleRate = format.sampleRate;
    },
    onSamples: (mono) => {
      sampleCount += mono.length;
      const durationSec = sampleCount / sampleRate;
      const { maximumSec = recordingLimits.maximumSec } = request;
      if (durationSec > maximumSec)
        throw new AppError('AUDIO_TOO_LONG', { file: request.name, durationSec, maximumSec });
    },
  });
}
